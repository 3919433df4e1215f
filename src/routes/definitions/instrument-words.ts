/** An instrument in the line that opens, and how the library is searched. */
import { formatShort } from '$lib/format/numbers';
import { spellOut } from '$lib/format/words';
import type { Instrument, MeasureUse } from '$lib/measures/instrument';
import { measureShortName } from '$lib/measures/short-names';

/** The uses in words, in the order of the filter. */
export const USE_WORDS: Readonly<Record<MeasureUse, string>> = {
  outcome: 'Outcome',
  screen: 'Screen',
  process: 'Process',
  risk: 'Risk',
};

/** Range and direction in one line: `0 to 27, higher is worse`. */
export function scoreWords(instrument: Instrument): string {
  const { scoreMin, scoreMax, categories, direction } = instrument;
  if (categories) return `categories: ${categories.map(({ code }) => spellOut(code)).join(', ')}`;
  if (scoreMin === null || scoreMax === null) return 'no total, subscales only';
  const way = direction === 'higher_worse' ? 'higher is worse' : 'higher is better';
  return `${formatShort(scoreMin)} to ${formatShort(scoreMax)}, ${way}`;
}

/** Whether a change of it is ever counted. */
export function entersChange({ use, scoreMin }: Instrument): boolean {
  return use === 'outcome' && scoreMin !== null;
}

/** Whether a reliable change of it is published and used. */
export function hasPublishedChange({ reliableChange }: Instrument): boolean {
  return reliableChange !== null && reliableChange.points !== null && reliableChange.mark !== 'U';
}

/** The instruments of a use that hold every word of a search; null = of every use. */
export function findInstruments(
  instruments: readonly Instrument[],
  search: string,
  use: MeasureUse | null,
): readonly Instrument[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return instruments.filter((instrument) => {
    const { id, name, domain, citation } = instrument;
    const text = [id, name, measureShortName(id), domain, citation].join(' ').toLowerCase();
    return (use === null || instrument.use === use) && words.every((word) => text.includes(word));
  });
}
