/** The template of each kind: its header and one made-up example row. */
import { CANONICAL, type CanonicalColumn, type Kind } from '$lib/model/canonical';

const EXAMPLES: Readonly<Record<string, string>> = {
  person_id: 'EXAMPLE-PERSON-1',
  stay_id: 'EXAMPLE-STAY-1',
  session_id: 'EXAMPLE-SESSION-1',
  level_of_care: 'iop',
  admitted_on: '2000-01-03',
  discharged_on: '2000-02-28',
  last_contact_on: '2000-02-25',
  discharge_reason: 'completed',
  discharged_to: 'op',
  referred_on: '1999-12-20',
  first_contact_on: '1999-12-22',
  observed_until: '2000-03-31',
  held_on: '2000-01-04',
  taken_on: '2000-01-03',
  reviewed_on: '2000-01-04',
  risk_assessed_on: '2000-01-03',
  shared_on: '2000-01-04',
  session_type: 'group',
  status: 'attended',
  measure: 'phq9',
  score: '12',
  visit: '1',
  phase: 'intake',
  primary_dx: 'F33.1',
  other_dx: 'F10.20; F41.1',
  age_band: '25-34',
  prescribed_hours_per_week: '9',
  prescribed_weeks: '8',
  scheduled_minutes: '60',
  attended_minutes: '60',
  group_size: '8',
  instrument: 'EXAMPLE SURVEY',
};

/** The template of a kind as CSV: put your rows in the place of the example. */
export function templateCsv(kind: Kind): string {
  const columns = CANONICAL[kind];
  const header = columns.map(({ name }) => name).join(',');
  return `${header}\r\n${columns.map(example).join(',')}\r\n`;
}

/** The file name under which a template is offered. */
export function templateName(kind: Kind): string {
  return `stepdown-template-${kind}.csv`;
}

function example({ name, type }: CanonicalColumn): string {
  return EXAMPLES[name] ?? (type === 'yes_no' ? 'yes' : `EXAMPLE ${name.replaceAll('_', ' ')}`);
}
