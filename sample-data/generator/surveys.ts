// Experience surveys: one per stay at most, after the end of about two stays in five.
import { CUT } from './days';
import { isResidential, type Site } from './levels';
import { clamp, Random } from './random';
import { isOpen, isPlanned, type Stay } from './stays';

/** One survey; some name no stay, and a few no person (boxes in the waiting room). */
export interface Survey {
  readonly personId: string | null;
  readonly stayId: string | null;
  readonly day: number;
  readonly instrument: 'experience-overnight' | 'experience-ambulatory';
  /** Mean of five items, 1 to 5. */
  readonly score: number;
  readonly topBox: boolean;
}

const SITE_SHIFT: Readonly<Record<Site, number>> = {
  'North site': 0,
  'River site': -0.12,
  'Hill site': 0.14,
};

function surveyOf(random: Random, stay: Stay): Survey | null {
  const odds = isPlanned(stay.reason) ? 0.52 : 0.22;
  const day = stay.discharged + random.weighted([[0, 55] as const, [1, 20], [3, 15], [9, 10]]);
  const liked = 4.15 + SITE_SHIFT[stay.site] + (isPlanned(stay.reason) ? 0.12 : -0.35);
  const score = Math.round(clamp(random.normal(liked, 0.6), 1, 5) * 5) / 5;
  const answers = random.chance(odds) && stay.reason !== 'deceased';
  if (!answers || isOpen(stay) || day > CUT) return null;
  const anonymous = random.chance(0.02);
  return {
    personId: anonymous ? null : stay.person.id,
    stayId: anonymous || random.chance(0.12) ? null : stay.id,
    day,
    instrument: isResidential(stay.unit.level) ? 'experience-overnight' : 'experience-ambulatory',
    score,
    topBox: score >= 4.4,
  };
}

/** All surveys by day. */
export function makeSurveys(stays: readonly Stay[]): Survey[] {
  const random = new Random('surveys');
  const surveys = stays.map((stay) => surveyOf(random, stay)).filter((survey) => survey !== null);
  return surveys.sort((a, b) => a.day - b.day);
}
