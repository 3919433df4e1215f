import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fullHex, luminance, textOn, TOKENS } from '$lib/charts/theme';

const css = readFileSync('src/lib/ui/tokens.css', 'utf8');

/** The colours of the first block after a marker. */
function colors(marker: string): Map<string, string> {
  const block = css.slice(css.indexOf(marker)).split('}')[0] ?? '';
  return new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map((m) => [m[1]!, m[2]!]));
}

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light! + 0.05) / (dark! + 0.05);
}

const light = colors("[data-theme='light'] {");
const darkBySystem = colors(":root:not([data-theme='light'])");
const darkByHand = colors("[data-theme='dark'] {");
const texts = ['ink', 'ink-soft', 'accent', 'better', 'worse', 'warn', 'error'];
const softs = { warn: 'warn-soft', error: 'error-soft', ink: 'accent-soft' };

describe('colours of drawings', () => {
  it('have six digits even where the build has shortened them', () => {
    expect(['#328', '#1f66ad', '#FFF', ''].map(fullHex)).toEqual([
      '#332288',
      '#1f66ad',
      '#FFFFFF',
      '',
    ]);
  });
});

describe('tokens', () => {
  it('gives both ways to the dark theme the same values', () => {
    expect([...darkByHand]).toEqual([...darkBySystem]);
    expect([...darkByHand.keys()].sort()).toEqual([...light.keys()].sort());
  });

  it('holds every token that a drawing uses', () => {
    for (const token of TOKENS) expect(light.has(token), token).toBe(true);
  });

  describe.each([
    ['light', light],
    ['dark', darkByHand],
  ])('%s', (_name, theme) => {
    it.each(texts)('%s is readable as text on card, paper and sunken', (token) => {
      for (const ground of ['card', 'paper', 'sunken']) {
        const ratio = contrast(theme.get(token)!, theme.get(ground)!);
        expect(ratio, `${token} on ${ground}`).toBeGreaterThanOrEqual(4.5);
      }
    });

    it.each(Object.entries(softs))('%s is readable on %s', (token, ground) => {
      expect(contrast(theme.get(token)!, theme.get(ground)!)).toBeGreaterThanOrEqual(4.5);
    });

    it('has readable words on the accent', () => {
      expect(contrast(theme.get('on-accent')!, theme.get('accent')!)).toBeGreaterThanOrEqual(4.5);
    });

    it.each([...light.keys()].filter((key) => /^(level|series|neutral|line-strong)/.test(key)))(
      'the mark %s stands out from the card',
      (token) => {
        expect(contrast(theme.get(token)!, theme.get('card')!)).toBeGreaterThanOrEqual(3);
      },
    );

    it('has readable words inside every mark', () => {
      for (const token of ['better', 'worse', 'neutral', 'accent', 'series-5', 'series-6']) {
        const color = theme.get(token)!;
        expect(contrast(textOn(color), color), token).toBeGreaterThanOrEqual(4.5);
      }
    });

    it('orders levels from dark to light', () => {
      const levels = [
        'inpatient',
        'withdrawal_management',
        'residential',
        'php',
        'iop',
        'op',
        'aftercare',
      ];
      const lights = levels.map((level) => luminance(theme.get(`level-${level}`)!));
      expect(lights).toEqual([...lights].sort((a, b) => a - b));
    });
  });
});
