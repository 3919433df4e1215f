/** The most frequent paths. */
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { type Group, allGroups, personsIn } from '../../choose';
import { compareText } from '../../derive-stays';
import { clusteredShare, share } from '../../stats';
import type { DerivedPath, DerivedStay } from '../../types';
import { type FigureInput, exclusions, shareHeadline, toFigure } from '../figure';
import { chosenPaths, isSettled, staysOf } from '../length/paths';

/** `frequent-paths`: the ten labels with most paths, and all others together. */
export function frequentPaths(input: FigureInput): FigureData {
  const chosen = chosenPaths(input);
  const settled = chosen.filter((path) => isSettled(path, input.derived));
  const firsts = new Map(settled.map((path) => [staysOf(path, input.derived)[0]!, path]));
  const rows = allGroups([...firsts.keys()]).flatMap((group) => groupRows(group, firsts));
  const first = rows.find((row) => row['level'] === null && row['program'] === null);
  const label = typeof first?.['class'] === 'string' ? first['class'] : null;
  return toFigure(
    shareHeadline(first, label),
    'level program class numerator denominator persons value low high'.split(' '),
    rows,
    exclusions([
      ['too close to the cut', chosen.filter(({ open }) => !open).length - settled.length],
      ['open', chosen.filter(({ open }) => open).length],
    ]),
  );
}

function groupRows(group: Group, firsts: ReadonlyMap<DerivedStay, DerivedPath>): FigureRow[] {
  const paths = group.stays.map((stay) => firsts.get(stay)!);
  const count = (label: string): number => paths.filter((path) => path.label === label).length;
  const labels = [...new Set(paths.map((path) => path.label))].sort(
    (a, b) => count(b) - count(a) || compareText(a, b),
  );
  const top = labels.slice(0, 10);
  const nameOf = ({ label }: DerivedPath): string => (top.includes(label) ? label : 'other');
  const names = labels.length > top.length ? [...top, 'other'] : top;
  return names.map((name) => {
    const own = paths.filter((path) => nameOf(path) === name);
    const parts = paths.map((path) => ({
      person: path.person_id,
      y: nameOf(path) === name ? 1 : 0,
      x: 1,
    }));
    return {
      level: group.level,
      program: group.program,
      class: name,
      numerator: own.length,
      denominator: paths.length,
      persons: personsIn(paths),
      value: share(own.length, paths.length),
      ...clusteredShare(parts),
    };
  });
}
