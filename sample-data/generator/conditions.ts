// Diagnoses: a profile per person, with ICD-10-CM codes that fit it.
import type { Random, Weighted } from './random';

/** What brings a person into treatment; decides programs, measures and severity. */
export type Profile = 'mood' | 'anxiety' | 'trauma' | 'substance' | 'dual' | 'other';

const PROFILES: Weighted<Profile> = [
  ['mood', 31],
  ['anxiety', 12],
  ['trauma', 14],
  ['substance', 23],
  ['dual', 13],
  ['other', 7],
];

const SUBSTANCE: Weighted<string> = [
  ['F10.20', 46],
  ['F11.20', 20],
  ['F15.20', 11],
  ['F12.20', 8],
  ['F14.20', 6],
  ['F19.20', 9],
];

const CODES: Readonly<Record<Profile, Weighted<string>>> = {
  mood: [
    ['F33.1', 28],
    ['F33.2', 24],
    ['F32.1', 16],
    ['F32.2', 12],
    ['F34.1', 6],
    ['F31.81', 8],
    ['F31.32', 6],
  ],
  anxiety: [
    ['F41.1', 56],
    ['F41.0', 16],
    ['F40.10', 12],
    ['F42.2', 12],
    ['F45.21', 4],
  ],
  trauma: [
    ['F43.10', 40],
    ['F43.12', 42],
    ['F43.23', 14],
    ['F43.81', 4],
  ],
  substance: SUBSTANCE,
  dual: SUBSTANCE,
  other: [
    ['F60.3', 34],
    ['F50.011', 12],
    ['F50.22', 12],
    ['F25.1', 12],
    ['F20.9', 12],
    ['F90.2', 18],
  ],
};

const COMORBID: Weighted<string> = [
  ['F41.1', 36],
  ['F33.1', 20],
  ['F43.10', 16],
  ['F90.0', 10],
  ['F41.0', 8],
  ['F60.3', 6],
  ['F17.210', 4],
];

const DUAL_SECOND: Weighted<string> = [
  ['F33.1', 34],
  ['F41.1', 26],
  ['F43.10', 24],
  ['F31.81', 10],
  ['F60.3', 6],
];

/** Draws a profile, its primary code and up to two other codes. */
export function conditionOf(random: Random): {
  profile: Profile;
  primaryDx: string;
  otherDx: string[];
} {
  const profile = random.weighted(PROFILES);
  const primaryDx = random.weighted(CODES[profile]);
  const others = new Set<string>();
  if (profile === 'dual') others.add(random.weighted(DUAL_SECOND));
  else if (random.chance(profile === 'substance' ? 0.12 : 0.5)) {
    others.add(random.weighted(profile === 'substance' ? [['F17.210', 1]] : COMORBID));
  }
  if (profile !== 'substance' && random.chance(0.18)) others.add(random.weighted(COMORBID));
  others.delete(primaryDx);
  return { profile, primaryDx, otherDx: [...others] };
}
