/** The question how numbers with a single mark between their digits are read. */
import type { FileProfile, Question } from '../proposal';
import type { NumberFormat } from '../reading';
import type { FilePlan } from '../types';
import { answer, quoted, withReading } from './change';
import { numberColumns, writtenNumbers } from './plain-cells';

/** Whether 1,234 is more than a thousand or a little more than one, where no value tells. */
export function askNumbers(plan: FilePlan, profile: FileProfile): readonly Question[] {
  const open = numberColumns(plan, profile).flatMap(({ name, columns }) => {
    const { open: example } = writtenNumbers(columns);
    const header = columns[0]?.name.trim() ?? '';
    return example ? [{ name, header, example }] : [];
  });
  const [first] = open;
  if (!first) return [];
  const { value, point, comma } = first.example;
  const set = (format: NumberFormat) => (before: FilePlan) => {
    const formats = Object.fromEntries(open.map(({ name }) => [name, format]));
    return withReading(before, { numbers: { ...before.reading.numbers, ...formats } });
  };
  return [
    {
      id: 'number-marks',
      text: `Which number is ${value}?`,
      detail: `In ${quoted([...new Set(open.map(({ header }) => header))])} every number with a mark can be read in two ways, so that the file cannot tell.`,
      answers: [
        answer(`${point}: the mark stands between thousands`, set('point')),
        answer(`${comma}: the mark is the decimal mark`, set('comma')),
      ],
    },
  ];
}
