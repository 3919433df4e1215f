// The lines of the calibration table that are about scores: reach, pairs and change.
import { CUT } from '../generator/days';
import { changeOf, Scores, type Pair } from './figures';
import { groupBy, percent, share } from './numbers';
import type { Sample, SessionRow, StayRow } from './read';

/** One line of the calibration table. */
export type Line = readonly [what: string, target: string, source: string, generated: string];

/** Marks a target of ours that no publication gives. */
export const WORKING = 'working target';

function attendedDays(sessions: readonly SessionRow[]): Map<string, number> {
  const attended = sessions.filter((s) => s.status === 'attended' && s.stay !== '');
  const byStay = groupBy(attended, (session) => session.stay);
  return new Map([...byStay].map(([id, rows]) => [id, new Set(rows.map((r) => r.day)).size]));
}

/** Baselines, pairs, effect sizes and reliable change. */
export function scoreLines(sample: Sample, finished: readonly StayRow[]): Line[] {
  const scores = new Scores(sample);
  const due = sample.stays.filter((s) => s.admitted <= CUT - 7 && s.lengthDays >= 2);
  const days = attendedDays(sample.sessions);
  const twice = finished.filter((stay) => (days.get(stay.id) ?? 0) >= 2);
  const twoDays = (stay: StayRow): boolean =>
    [...groupBy(scores.inWindow(stay), (score) => score.measure).values()].some(
      (own) => new Set(own.map((score) => score.day)).size >= 2,
    );
  const pairsOf = (measure: string, ...levels: string[]): Pair[] =>
    finished
      .filter((stay) => levels.length === 0 || levels.includes(stay.level))
      .map((stay) => scores.pair(stay, measure))
      .filter((pair) => pair !== null);
  const effect = (what: string, target: string, pairs: readonly Pair[], points: number): Line => {
    const { n, pre, sd: spread, d, improved, worse } = changeOf(pairs, points);
    const start = `${pre.toFixed(1)} (SD ${spread.toFixed(1)}), d ${d.toFixed(2)}`;
    const classes = `improved ${percent(improved)}, worse ${percent(worse)}`;
    return [what, target, WORKING, `${start}, ${classes}, n ${String(n)}`];
  };
  const who5 = changeOf(pairsOf('who5'), 10, -1);
  const whoText = `${who5.pre.toFixed(1)} (SD ${who5.sd.toFixed(1)}), d ${who5.d.toFixed(2)}`;
  const reach = share(due, (stay) => scores.hasBaseline(stay));
  const both = 'baseline 14 to 16 (SD 5 to 6), d 0.7 to 1.0';
  const source = 'S1553-7250(20)30066-0';
  return [
    ['stays with a baseline', '96.8 %', source, percent(reach)],
    [
      'two scores, attended twice',
      '91.5 %; here 85 to 90 %',
      source,
      percent(share(twice, twoDays)),
    ],
    effect('PHQ-9, PHP and IOP', both, pairsOf('phq9', 'php', 'iop'), 6),
    effect('PHQ-9, PHP', both, pairsOf('phq9', 'php'), 6),
    effect('PHQ-9, IOP', both, pairsOf('phq9', 'iop'), 6),
    effect('PHQ-9, all levels', 'none', pairsOf('phq9'), 6),
    effect('GAD-7, PHP and IOP', 'd 0.7 to 1.0', pairsOf('gad7', 'php', 'iop'), 4),
    effect('PCL-5, all levels', 'd 0.5 to 1.0', pairsOf('pcl5'), 10),
    ['WHO-5, all levels', 'rises', WORKING, `${whoText}, n ${String(who5.n)}`],
  ];
}
