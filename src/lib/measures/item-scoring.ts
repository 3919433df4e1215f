/**
 * Which instruments are scored by adding up their items, and what an item may hold. Where items are
 * reversed, weighted or averaged, a plain sum is a wrong total: then there is none, and why is said.
 */

/** The score is the sum of the items, as they are exported: in points, already turned if need be. */
export interface ItemSum {
  readonly kind: 'sum';
  readonly count: number;
  /** Smallest and largest answer, in points, over all versions in use. */
  readonly min: number;
  readonly max: number;
  /** Items, by number, whose answers lie on a grid of their own from the smallest on. */
  readonly steps: Readonly<Record<number, number>>;
}

/** The score is no sum of the items. */
export interface NoItemSum {
  readonly kind: 'none';
  /** Why not, to stand behind "are not summed here:". */
  readonly because: string;
}

/** How the items of an instrument make its score; null = nothing is known of its items. */
export function itemScoring(measure: string): ItemSum | NoItemSum | null {
  const sum = SUMS[measure];
  if (sum) {
    const [count, min, max, steps = {}] = sum;
    return { kind: 'sum', count, min, max, steps };
  }
  const because = NO_SUMS[measure];
  return because === undefined ? null : { kind: 'none', because };
}

type SumRow = readonly [
  count: number,
  min: number,
  max: number,
  steps?: Readonly<Record<number, number>>,
];

/** Counts and answers by the citation of each instrument in the library. */
const SUMS: Readonly<Record<string, SumRow>> = {
  phq9: [9, 0, 3],
  phqa: [9, 0, 3],
  phq8: [8, 0, 3],
  gad7: [7, 0, 3],
  pcl5: [20, 0, 4],
  // Items 9 and 10 have three answers, with 0, 2 and 4 points (Babor 2001, WHO/MSD/MSB/01.6a).
  audit: [10, 0, 4, { 9: 2, 10: 2 }],
  auditc: [3, 0, 4],
  who5: [5, 0, 5],
  // With items from 0 or from 1: 0 to 48 or 12 to 60, 0 to 40 or 10 to 50, 0 to 24 or 6 to 30.
  whodas12: [12, 0, 5],
  k10: [10, 0, 5],
  k6: [6, 0, 5],
  dass21_depression: [7, 0, 3],
  dass21_anxiety: [7, 0, 3],
  dass21_stress: [7, 0, 3],
  bdi2: [21, 0, 3],
  cia: [16, 0, 3],
  ybocs: [10, 0, 4],
  isi: [7, 0, 4],
  wemwbs: [14, 1, 5],
  ors: [4, 0, 10],
  srs: [4, 0, 10],
  honos: [12, 0, 4],
  barc10: [10, 1, 6],
  wsas: [5, 0, 8],
  rcads47_raw: [47, 0, 3],
};

const NO_SUMS: Readonly<Record<string, string>> = {
  dast10: 'item 3 counts the other way round (Skinner 1982)',
  cesd: 'items 4, 8, 12 and 16 are worded the other way round (Radloff 1977)',
  pss10: 'items 4, 5, 7 and 8 are worded the other way round (Cohen & Williamson 1988)',
  pswq: 'items 1, 3, 8, 10 and 11 are worded the other way round (Meyer 1990)',
  epds: 'items 3 and 5 to 10 are answered the other way round (Cox 1987)',
  core10: 'two of the items are worded the other way round (Barkham 2013)',
  coreom: 'eight of the items are worded the other way round (Evans 2002)',
  oq45: 'nine of the items are worded the other way round (OQ-45.2 manual)',
  sdq_total: 'five items are turned and those of prosocial behavior do not count (Goodman 1997)',
  basis24: 'the items have weights that are not public',
  bsl23: 'the score is the mean of the items',
  dla20: 'the score is the mean of the rated items',
  edeq: 'the score is the mean of four subscales, and items 13 to 18 are counts',
  qids_sr16: 'the score takes the highest item of each of nine domains',
  mdq: 'a positive screen needs its last two questions too',
  honosca: 'only the first 13 scales count',
  swemwbs: 'the sum must be converted by the Rasch table',
  rcads47_t: 'T scores depend on grade, sex and the norm set',
  promis_dep: 'T scores depend on the form and its table',
  promis_anx: 'T scores depend on the form and its table',
  bam_use: 'its items are three of the 17 of the BAM',
  bam_risk: 'its items are six of the 17 of the BAM',
  bam_protective: 'its items are six of the 17 of the BAM',
  cgi_s: 'it has one item',
};
