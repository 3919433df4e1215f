/**
 * Colours and type for a canvas, read from the tokens of the page. Print and image exports always ask
 * for the light values, whatever the screen shows.
 */

/** What a drawing needs to know about the look of the page. */
export interface Theme {
  /** The colour of a token such as `better`, as CSS. */
  readonly color: (token: string) => string;
  readonly font: string;
  /** Size of axis labels in px. */
  readonly fontSize: number;
}

/** Reads the theme that applies to an element; the values are copied, so that the element can go away. */
export function readTheme(element: Element): Theme {
  const style = getComputedStyle(element);
  const fallback = style.color || '#000';
  const valueOf = (token: string): string => style.getPropertyValue(`--${token}`).trim();
  const known = new Map(TOKENS.map((token) => [token, fullHex(valueOf(token)) || fallback]));
  return {
    color: (token) => known.get(token) ?? fallback,
    font: valueOf('font') || 'sans-serif',
    fontSize: 12,
  };
}

/** Reads the light theme. */
export function readLightTheme(): Theme {
  const probe = document.createElement('div');
  probe.dataset.theme = 'light';
  probe.hidden = true;
  document.body.append(probe);
  const theme = readTheme(probe);
  probe.remove();
  return theme;
}

/** Calls back when the theme of the page changes, by the system or by hand; returns the way to stop. */
export function onThemeChange(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  const dark = matchMedia('(prefers-color-scheme: dark)');
  dark.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    dark.removeEventListener('change', changed);
  };
}

/**
 * A colour with all six digits: a build may shorten `#332288` to `#328`, and drawings add an opacity
 * to the digits or read them.
 */
export function fullHex(color: string): string {
  return /^#[0-9a-f]{3}$/i.test(color) ? color.replace(/[0-9a-f]/gi, '$&$&') : color;
}

/** The text colour that stands out more on a colour given as `#rrggbb`. */
export function textOn(color: string): '#ffffff' | '#11181f' {
  return luminance(color) > 0.2 ? '#11181f' : '#ffffff';
}

/** Relative luminance of `#rrggbb` (WCAG 2.2), from 0 to 1. */
export function luminance(color: string): number {
  const channel = (at: number): number => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

/** Every colour token that a drawing may use. */
export const TOKENS: readonly string[] = [
  'ink',
  'ink-soft',
  'paper',
  'card',
  'sunken',
  'line',
  'line-strong',
  'accent',
  'better',
  'worse',
  'neutral',
  'level-inpatient',
  'level-withdrawal_management',
  'level-residential',
  'level-php',
  'level-iop',
  'level-op',
  'level-aftercare',
  'level-housing',
  'series-1',
  'series-2',
  'series-3',
  'series-4',
  'series-5',
  'series-6',
  'series-other',
];
