// The stays file: what a record system would export for each stay.
import { CUT, isoOf } from './days';
import { isResidential } from './levels';
import { Random } from './random';
import { isOpen, isPlanned, type Stay } from './stays';
import type { Table } from './table';

function referralDays(random: Random, stay: Stay): { referred: string; firstContact: string } {
  const known = random.chance(stay.arrival === 'step' || stay.arrival === 'up' ? 0.84 : 0.92);
  const fast = isResidential(stay.unit.level);
  const step = stay.arrival !== 'entry';
  const wait = Math.min(75, Math.floor(random.logNormal(fast ? 1.2 : step ? 3 : 7, 0.85)));
  const untilContact = Math.min(wait, Math.floor(random.logNormal(1, 0.8)));
  if (!known) return { referred: '', firstContact: '' };
  const referred = stay.admitted - wait;
  return { referred: isoOf(referred), firstContact: isoOf(referred + untilContact) };
}

function planOf(random: Random, stay: Stay): [hours: string, weeks: string] {
  const known = random.chance(0.95);
  const hours = { php: 5 * stay.daysPerWeek, iop: 3 * stay.daysPerWeek, op: 1, aftercare: 1.5 };
  const weeks = { php: 4, iop: stay.unit.key === 'sud' ? 9 : 8, op: 16, aftercare: 12 };
  const { level } = stay.unit;
  if (!known || level === 'inpatient' || level === 'withdrawal_management') return ['', ''];
  if (level === 'residential') return ['', '5'];
  return [String(hours[level]), String(weeks[level])];
}

function aftercarePlan(random: Random, stay: Stay): string {
  if (isOpen(stay) || random.chance(0.04)) return '';
  return random.chance(isPlanned(stay.reason) ? 0.87 : 0.2) ? 'yes' : 'no';
}

function lastContactOn(random: Random, stay: Stay): string {
  const day = Math.min(stay.lastContact, CUT);
  // Many systems leave it empty where it equals the discharge.
  return day === stay.discharged && random.chance(0.4) ? '' : isoOf(day);
}

function stayRow(random: Random, stay: Stay): string[] {
  const { person, unit } = stay;
  const open = isOpen(stay);
  const { referred, firstContact } = referralDays(random, stay);
  const [hours, weeks] = planOf(random, stay);
  const reason = open || random.chance(0.02) ? '' : stay.reason;
  return [
    person.id,
    stay.id,
    unit.level,
    isoOf(stay.admitted),
    open ? '' : isoOf(stay.discharged),
    lastContactOn(random, stay),
    reason,
    open ? '' : (stay.dischargedTo ?? ''),
    unit.program,
    stay.site,
    person.track,
    stay.modality,
    person.payer,
    person.referralSource,
    person.ageBand,
    person.sex,
    person.raceEthnicity,
    person.primaryDx,
    person.otherDx.join(';'),
    referred,
    firstContact,
    hours,
    weeks,
    aftercarePlan(random, stay),
    person.housing,
  ];
}

const STAY_COLUMNS =
  'person_id stay_id level_of_care admitted_on discharged_on last_contact_on discharge_reason ' +
  'discharged_to program site track modality payer referral_source age_band sex race_ethnicity ' +
  'primary_dx other_dx referred_on first_contact_on prescribed_hours_per_week prescribed_weeks ' +
  'aftercare_plan housing_at_admission';

/** The stays file; `housing_at_admission` is a column of the site's own. */
export function staysTable(stays: readonly Stay[]): Table {
  const random = new Random('records');
  const rows = stays.map((stay) => stayRow(random, stay));
  return { file: 'stays.csv', columns: STAY_COLUMNS.split(' '), rows };
}
