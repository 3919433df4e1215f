/** The findings of the group `symptoms` in words. */
import { formatCount, formatNumber } from '$lib/format/numbers';
import { plural } from '$lib/format/words';
import { measureShortName } from '$lib/measures/short-names';
import { RECOVERY_SENTENCES } from './recovery';
import { CHANGE_SENTENCES } from './symptoms-change';
import { stepChange } from './steps';
import { type Build, classRow, firstAndLater, share, when, worsenedRow } from './words';

/** The sentence of each figure of the group, by metric id. */
export const SYMPTOMS_SENTENCES: Readonly<Record<string, Build>> = {
  ...CHANGE_SENTENCES,
  ...RECOVERY_SENTENCES,
  'step-change': stepChange,
  'score-course': (data) => {
    const ends = firstAndLater(data.rows.filter((row) => row['measure'] === data.about));
    if (!ends || !data.about) return `${plural(data.n ?? 0, 'stay')} with scores.`;
    const [first, later] = ends.map((row) => `${formatNumber(Number(row['value']))} ${when(row)}`);
    const holds =
      typeof ends[0]['week'] === 'number'
        ? 'Each week holds only those still here and scored.'
        : 'Each visit holds only those scored then.';
    return `Mean ${measureShortName(data.about)}: ${first}, ${later}. ${holds}`;
  },
  'reliable-change': (data) => {
    if (!data.about) return 'No pair of scores of an instrument with a known reliable change.';
    const worse = worsenedRow(data);
    if (data.denominator === 0) return `No pair of scores of the ${measureShortName(data.about)}.`;
    return `${share(data, 'pair')} improved reliably on the ${measureShortName(data.about)}, ${formatCount(
      Number(worse?.['numerator'] ?? 0),
    )} got reliably worse. Change during the program; no comparison group.`;
  },
  'clinically-significant-change': (data) => {
    if (!data.about) {
      return 'No pair of scores of an instrument with a known cut-off and reliable change.';
    }
    const name = measureShortName(data.about);
    if (data.denominator === 0) return `No pair of scores of the ${name}.`;
    const count = (code: string): number => Number(classRow(data, code)?.['numerator'] ?? 0);
    const harmed = count('harmed');
    const worse = count('deteriorated') + harmed;
    return (
      `${share(data, 'pair')} recovered on the ${name}: reliably better, and from the unwell to the well side. ` +
      `${plural(count('improved'), 'other')} improved reliably, ${formatCount(worse)} got reliably worse, ` +
      `${formatCount(harmed)} of them from the well to the unwell side. Change during the program; no comparison group.`
    );
  },
};
