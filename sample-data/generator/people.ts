// Synthetic people: pseudonyms, the dimensions of a stays file, and the hidden traits that drive
// attendance, dropout and change. Nobody here exists; no value was taken from a real record.
import { SITES, type Site } from './levels';
import { conditionOf, type Profile } from './conditions';
import { Random, type Weighted } from './random';

/** One synthetic person. Hidden traits are z-scores. */
export interface Person {
  readonly id: string;
  readonly profile: Profile;
  readonly track: string;
  readonly primaryDx: string;
  readonly otherDx: readonly string[];
  readonly ageBand: string;
  readonly sex: string;
  readonly raceEthnicity: string;
  readonly payer: string;
  readonly referralSource: string;
  readonly housing: string;
  readonly site: Site;
  /** Keeps appointments. */
  readonly reliability: number;
  /** Leaves early; carries the effect of age, housing and profile. */
  readonly dropoutRisk: number;
  /** Severity at the first admission. */
  readonly severity: number;
  /** Gain from treatment; about one person in ten gets worse. */
  readonly response: number;
}

const AGE_BANDS: Weighted<string> = [
  ['18-25', 21],
  ['26-35', 29],
  ['36-45', 22],
  ['46-55', 15],
  ['56-64', 9],
  ['65+', 4],
];
const SEXES: Weighted<string> = [
  ['female', 54],
  ['male', 43],
  ['non-binary', 2],
  ['', 1],
];
const RACES: Weighted<string> = [
  ['White', 54],
  ['Black or African American', 15],
  ['Hispanic or Latino', 17],
  ['Asian', 4],
  ['American Indian or Alaska Native', 1.5],
  ['Two or more', 4],
  ['', 4.5],
];
const PAYERS: Weighted<string> = [
  ['Commercial', 46],
  ['Medicaid', 34],
  ['Medicare', 9],
  ['Self-pay', 7],
  ['Military', 4],
];
const REFERRALS: Weighted<string> = [
  ['Self or family', 30],
  ['Hospital or emergency', 24],
  ['Primary care', 15],
  ['Therapist', 16],
  ['Court or probation', 8],
  ['School or employer', 7],
];
const HOUSING: Weighted<string> = [
  ['Own home', 58],
  ['With family', 27],
  ['Sober living', 8],
  ['Unstable or none', 7],
];
const SUBSTANCE_HOUSING: Weighted<string> = [
  ['Own home', 43],
  ['With family', 25],
  ['Sober living', 19],
  ['Unstable or none', 13],
];

const ID_LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

function pseudonym(random: Random, taken: Set<string>): string {
  for (;;) {
    let id = 'P-';
    for (let i = 0; i < 5; i++) id += ID_LETTERS.charAt(random.int(0, ID_LETTERS.length - 1));
    if (!taken.has(id)) {
      taken.add(id);
      return id;
    }
  }
}

function trackOf(random: Random, profile: Profile, ageBand: string): string {
  if (profile === 'substance') return 'Substance use';
  if (profile === 'dual') return 'Dual diagnosis';
  if (ageBand === '18-25' && random.chance(0.45)) return 'Young adult';
  return profile === 'trauma' ? 'Trauma' : 'Mood and anxiety';
}

function makePerson(random: Random, id: string): Person {
  const { profile, primaryDx, otherDx } = conditionOf(random);
  const usesSubstances = profile === 'substance' || profile === 'dual';
  const ageBand = random.weighted(AGE_BANDS);
  const housing = random.weighted(usesSubstances ? SUBSTANCE_HOUSING : HOUSING);
  const atRisk =
    (ageBand === '18-25' ? 0.35 : 0) +
    (housing === 'Unstable or none' ? 0.8 : 0) -
    (housing === 'Sober living' ? 0.3 : 0);
  const reliability = random.normal();
  return {
    id,
    profile,
    primaryDx,
    otherDx,
    track: trackOf(random, profile, ageBand),
    ageBand,
    sex: random.weighted(SEXES),
    raceEthnicity: random.weighted(RACES),
    payer: random.weighted(PAYERS),
    referralSource: random.weighted(REFERRALS),
    housing,
    site: random.weighted(SITES),
    reliability,
    dropoutRisk: random.normal(0, 0.8) - 0.35 * reliability + atRisk - 0.12,
    severity: random.normal(),
    response: random.chance(0.12) ? random.normal(-3.1, 0.6) : random.normal(0.2, 0.85),
  };
}

/** The synthetic people, in no particular order. */
export function makePeople(count: number): Person[] {
  const random = new Random('people');
  const taken = new Set<string>();
  return Array.from({ length: count }, () => makePerson(random, pseudonym(random, taken)));
}
