// The hidden course of symptoms: people arrive at their worst, regress to their mean, and gain with
// attended hours, with less and less per hour; after a gap or a relapse part of the gain is lost.
import type { Profile } from './conditions';
import type { Person } from './people';
import { clamp, type Random } from './random';
import type { Session } from './sessions';
import type { Stay } from './stays';

/** Instruments that the provider uses, by their ids in the instrument library. */
export type Measure = 'phq9' | 'gad7' | 'pcl5' | 'who5' | 'audit';

/** How one instrument follows the hidden course, in its own points. */
interface Instrument {
  readonly step: number;
  readonly best: number;
  readonly worst: number;
  readonly mean: Readonly<Record<Profile, number>>;
  readonly sd: number;
  readonly gain: number;
  readonly gainSd: number;
  readonly acute: number;
  readonly noise: number;
}

const INSTRUMENTS: Readonly<Record<Measure, Instrument>> = {
  phq9: {
    step: 1,
    best: 0,
    worst: 27,
    mean: { mood: 16.4, anxiety: 14, trauma: 16, substance: 12.4, dual: 15.4, other: 15 },
    sd: 3.7,
    gain: 9.2,
    gainSd: 4.8,
    acute: 2.3,
    noise: 2.4,
  },
  gad7: {
    step: 1,
    best: 0,
    worst: 21,
    mean: { mood: 11.5, anxiety: 14.5, trauma: 13, substance: 9, dual: 12, other: 11.5 },
    sd: 3.4,
    gain: 7.0,
    gainSd: 3.9,
    acute: 1.8,
    noise: 2,
  },
  pcl5: {
    step: 1,
    best: 0,
    worst: 80,
    mean: { mood: 40, anxiety: 40, trauma: 47, substance: 38, dual: 45, other: 42 },
    sd: 11,
    gain: 21,
    gainSd: 12,
    acute: 4,
    noise: 5,
  },
  who5: {
    step: 4,
    best: 100,
    worst: 0,
    mean: { mood: 29, anxiety: 37, trauma: 32, substance: 42, dual: 34, other: 35 },
    sd: 13,
    gain: 23,
    gainSd: 15,
    acute: 6,
    noise: 8,
  },
  audit: {
    step: 1,
    best: 0,
    worst: 40,
    mean: { mood: 5, anxiety: 5, trauma: 7, substance: 15, dual: 15, other: 5 },
    sd: 6,
    gain: 0,
    gainSd: 0,
    acute: 0,
    noise: 2,
  },
};

/** Attended hours after which about two thirds of the possible gain are reached. */
const HOURS_SCALE = 55;
const HOUR_WEIGHT = { individual: 4, family: 2, medication: 3 } as const;

function effectiveHours(session: Session): number {
  if (session.status !== 'attended') return 0;
  const hours = (session.attendedMinutes ?? session.scheduledMinutes) / 60;
  const { type } = session;
  const single = type === 'individual' || type === 'family' || type === 'medication';
  return single ? hours * HOUR_WEIGHT[type] : hours;
}

/** The course of one person; days must be passed in rising order. */
export class Course {
  private progress = 0;
  private acuteSince: number | null = null;
  private entryShift = 0;
  private lastSeen: number | null = null;

  constructor(private readonly person: Person) {}

  /** A stay begins: returns and step-ups lose part of the gain and bring an acute phase. */
  startStay(stay: Stay): void {
    const { arrival, unit, admitted } = stay;
    if (arrival === 'entry') {
      this.entryShift = unit.level === 'op' ? -0.5 : unit.level === 'inpatient' ? 0.35 : 0;
    }
    if (arrival === 'return') this.progress *= 0.4;
    if (arrival === 'up') this.progress *= 0.6;
    if (arrival !== 'step' && arrival !== 'concurrent') this.acuteSince = admitted;
  }

  /** A session counts when it was attended. */
  addSession(session: Session): void {
    if (session.status !== 'attended') return;
    const away = this.lastSeen === null ? 0 : Math.max(0, session.day - this.lastSeen - 10);
    this.progress *= Math.exp(-0.004 * away);
    this.progress += (1 - this.progress) * (1 - Math.exp(-effectiveHours(session) / HOURS_SCALE));
    this.lastSeen = session.day;
  }

  /** A score of the instrument on the day, on its grid and in its range. */
  score(random: Random, measure: Measure, day: number): number {
    const scale = INSTRUMENTS[measure];
    const { profile, severity, response, primaryDx } = this.person;
    const own = random.normal(0, scale.noise);
    const acute = this.acuteSince === null ? 0 : Math.exp(-Math.max(0, day - this.acuteSince) / 14);
    const gain = scale.gain + scale.gainSd * response + 0.2 * scale.gainSd * severity;
    const drinks = measure === 'audit' && primaryDx === 'F10.20' ? 8 : 0;
    const worse =
      scale.sd * (severity + (measure === 'audit' ? 0 : this.entryShift)) +
      drinks +
      scale.acute * acute -
      gain * this.progress +
      own;
    const sign = scale.worst > scale.best ? 1 : -1;
    const raw = scale.mean[profile] + sign * worse;
    const low = Math.min(scale.best, scale.worst);
    const high = Math.max(scale.best, scale.worst);
    return clamp(Math.round(raw / scale.step) * scale.step, low, high);
  }
}
