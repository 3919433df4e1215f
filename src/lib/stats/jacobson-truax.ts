// Has one person changed more than the instrument's error explains, and crossed into the range of
// well people? The three criteria, the reliable change index, and the five classes they make.

/** +1 where higher scores are worse, -1 where higher scores are better. */
export type ScoreDirection = 1 | -1;

/** Mean and standard deviation of a group of people, in points. */
export interface Norms {
  mean: number;
  sd: number;
}

/** What became of one person; exclusive, in the order in which they are tried. */
export type JacobsonTruaxClass = 'recovered' | 'harmed' | 'improved' | 'deteriorated' | 'unchanged';

/** The index beyond which a change is reliable; a change of exactly this is not. */
const CRITICAL = 1.96;

/**
 * Returns the standard error of the difference of two scores of one person, √2·SD·√(1 - r).
 *
 * @param sd Standard deviation of the scores, in points.
 * @param reliability Share of the variance that is not error, 0 to 1.
 * @returns Points.
 * @throws RangeError when the SD is negative or the reliability not within [0, 1].
 *
 * Source: Jacobson NS, Truax P (1991), J Consult Clin Psychol 59:12-19.
 */
export function differenceError(sd: number, reliability: number): number {
  checkSd(sd);
  if (!(reliability >= 0 && reliability <= 1)) {
    throw new RangeError(`Not a reliability: ${reliability}`);
  }
  return Math.SQRT2 * sd * Math.sqrt(1 - reliability);
}

/**
 * Returns cut-off a: two standard deviations from the mean of the unwell, toward well.
 *
 * @param clinical Persons at the start of care.
 * @param direction Which way is worse.
 * @returns Points.
 * @throws RangeError when the SD is negative.
 *
 * Source: Jacobson NS, Truax P (1991), J Consult Clin Psychol 59:12-19.
 */
export function cutoffA(clinical: Norms, direction: ScoreDirection): number {
  checkSd(clinical.sd);
  return clinical.mean - direction * 2 * clinical.sd;
}

/**
 * Returns cut-off b: two standard deviations from the mean of the well, toward unwell.
 *
 * @param norm People without the condition.
 * @param direction Which way is worse.
 * @returns Points.
 * @throws RangeError when the SD is negative.
 *
 * Source: as `cutoffA`.
 */
export function cutoffB(norm: Norms, direction: ScoreDirection): number {
  checkSd(norm.sd);
  return norm.mean + direction * 2 * norm.sd;
}

/**
 * Returns cut-off c: the point as many standard deviations from the unwell as from the well.
 *
 * @param clinical Persons at the start of care.
 * @param norm People without the condition.
 * @returns Points; null when neither group has any spread, so that no point is as likely in both.
 * @throws RangeError when an SD is negative.
 *
 * Source: as `cutoffA`.
 */
export function cutoffC(clinical: Norms, norm: Norms): number | null {
  checkSd(clinical.sd);
  checkSd(norm.sd);
  const spread = norm.sd + clinical.sd;
  return spread === 0 ? null : (norm.sd * clinical.mean + clinical.sd * norm.mean) / spread;
}

/**
 * Returns the reliable change index: improvement over the standard error of the difference.
 *
 * @param pre Score at the start, in points.
 * @param post Score at the end, in points.
 * @param error Standard error of the difference, in points; see `differenceError`.
 * @param direction Which way is worse.
 * @returns A number without a unit, positive for improvement; null when the error is 0.
 * @throws RangeError when the error is negative.
 *
 * Source: as `cutoffA`. Theirs is positive for a rise of the score, whichever way is better.
 */
export function reliableChangeIndex(
  pre: number,
  post: number,
  error: number,
  direction: ScoreDirection,
): number | null {
  if (!(error >= 0)) throw new RangeError(`Not a standard error: ${error}`);
  return error === 0 ? null : ((pre - post) * direction) / error;
}

/** How scores of one instrument are judged. */
export interface JacobsonTruaxRule {
  /** Standard error of the difference, in points. */
  error: number;
  /** Which way is worse. */
  direction: ScoreDirection;
  /** The boundary of the range of well people, in points; a score on it is unwell. */
  cutoff: number;
}

/**
 * Returns what became of one person: recovered (from unwell to well, reliably), harmed (from well
 * to unwell, reliably), else reliably improved or deteriorated, else unchanged.
 *
 * @param pre Score at the start, in points.
 * @param post Score at the end, in points.
 * @param rule How scores of the instrument are judged.
 * @returns The class; null when the standard error of the difference is 0.
 * @throws RangeError when the error is negative.
 *
 * Source: as `cutoffA`; harmed beside recovered as in the R package clinicalsignificance.
 */
export function jacobsonTruaxClass(
  pre: number,
  post: number,
  rule: JacobsonTruaxRule,
): JacobsonTruaxClass | null {
  const index = reliableChangeIndex(pre, post, rule.error, rule.direction);
  if (index === null) return null;
  const isUnwell = (score: number): boolean => (score - rule.cutoff) * rule.direction >= 0;
  if (index > CRITICAL) return isUnwell(pre) && !isUnwell(post) ? 'recovered' : 'improved';
  if (index < -CRITICAL) return !isUnwell(pre) && isUnwell(post) ? 'harmed' : 'deteriorated';
  return 'unchanged';
}

function checkSd(sd: number): void {
  if (!(sd >= 0)) throw new RangeError(`Not a standard deviation: ${sd}`);
}
