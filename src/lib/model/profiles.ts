/** Threshold profiles: whose rules decide that a change is reliable, and who is on the unwell side. */
import type { Settings } from './settings';

/** Whose thresholds decide. */
export type ProfileId = 'published' | 'jacobson-truax' | 'nhs' | 'hedis' | 'site';

/** One profile in words. */
export interface Profile {
  readonly id: ProfileId;
  readonly label: string;
  /** Its rules in one or two sentences, with their source. */
  readonly rules: string;
}

/** All profiles, in the order of the menu. */
export const PROFILES: readonly Profile[] = [
  {
    id: 'published',
    label: 'Published',
    rules:
      'The reliable change in points, the clinical cut-off, response and remission of the instrument library; a change counts from the published points on.',
  },
  {
    id: 'jacobson-truax',
    label: 'Jacobson-Truax',
    rules:
      'A change is reliable when it exceeds 1.96 standard errors of the difference, from the SD (entered, of the library, else of the loaded baselines) and the reliability (entered, else the alpha of the library); cut-off by criterion c, else b, else a, else of the library (Jacobson & Truax 1991, J Consult Clin Psychol 59:12-19).',
  },
  {
    id: 'nhs',
    label: 'NHS Talking Therapies',
    rules:
      'PHQ-9 6 points and caseness from 10, GAD-7 4 points and caseness from 8, PSWQ 10 points and caseness from 45 (NHS Talking Therapies manual).',
  },
  {
    id: 'hedis',
    label: 'HEDIS-like',
    rules:
      'PHQ-9 only: unwell above 9; response is half the baseline or less, remission below 5, both among those unwell at the baseline. No reliable change. An analogue, not a HEDIS rate.',
  },
  {
    id: 'site',
    label: 'Entered by the program',
    rules: 'What the program entered for an instrument, else as published.',
  },
];

/** The profile that decides: the chosen one, else what the program entered, else the published one. */
export function resolveProfile(chosen: ProfileId | null, settings: Settings): ProfileId {
  if (chosen !== null) return chosen;
  return Object.keys(settings.thresholds).length > 0 ? 'site' : 'published';
}

/** Whether a profile knows its own instruments only, whatever a program enters. */
export function isFixed(id: ProfileId): boolean {
  return id === 'nhs' || id === 'hedis';
}

/** A profile by its id. */
export function profileOf(id: ProfileId): Profile {
  return PROFILES.find((profile) => profile.id === id)!;
}
