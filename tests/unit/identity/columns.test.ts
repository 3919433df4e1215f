import { describe, expect, it } from 'vitest';
import { findIdentifiers } from '$lib/identity/find';
import type { IdentifierKind } from '$lib/identity/kinds';
import { cellsBy, column, findingIn, firstName, lastName, THIS_YEAR } from './support';

/** Header, cells. */
const ORDINARY: readonly (readonly [string, readonly string[]])[] = [
  ['level', ['IOP', 'PHP', 'RTC', '3.7-WM', 'OP', '2.1']],
  ['code', ['H0015', '90853', 'F32.1', 'T1', 'T2', 'S9480', 'F10.20']],
  [
    'program',
    ['Grace House', 'Hope', 'Hope Center', 'Madison Site', 'Betty House', 'Anderson House'],
  ],
  ['program name', ['Grace House', 'Hope', 'Faith', 'Joy']],
  ['track', ['Hope', 'Grace', 'Faith', 'Joy', 'Serenity', 'Charity']],
  ['site', ['Austin', 'Dallas', 'Houston', 'Madison', 'Charlotte', 'Jackson', 'Phoenix', 'Denver']],
  ['ward', ['Lincoln', 'Washington', 'Jefferson', 'Madison', 'Jackson', 'Franklin']],
  ['group', ['Maple', 'Cedar', 'Willow', 'Aspen', 'Laurel', 'DBT Skills', 'Tuesday Process']],
  ['month', ['May', 'June', 'April', 'August', 'January', 'March']],
  ['sex', ['Male', 'Female', 'X']],
  ['birth_sex', ['M', 'F']],
  ['race', ['White', 'Black or African American', 'Asian', 'Native American', 'Hispanic']],
  ['religion', ['Christian', 'Catholic', 'Jewish', 'Muslim']],
  ['payer', ['Aetna', 'Blue Cross Blue Shield', 'Medicaid', 'Self-pay', 'Tricare', 'Cigna']],
  ['insurance', ['Aetna', 'Cigna', 'Medicaid']],
  ['person_id', cellsBy((no) => `P${String(no).padStart(4, '0')}`)],
  ['stay_id', cellsBy((no) => `S-${String(no).padStart(6, '0')}`)],
  ['Client ID', cellsBy((no) => `C-${55000 + no * 7}`)],
  ['group_id', cellsBy((no) => `G${no}`)],
  ['score', cellsBy((no) => String(no % 28))],
  ['score', cellsBy((no) => `${no % 28} Moderately severe`)],
  ['minutes', ['60', '90', '180']],
  ['day', cellsBy(String)],
  ['time', ['8:00 AM', '5:30 PM', '13:45', '09:00:00']],
  ['visit', ['Intake', 'Week 4', 'Discharge', 'Month 3']],
  ['unnamed 1', cellsBy((no) => String(62701 + no))],
  ['unnamed 2', cellsBy((no) => String(100 + no))],
  ['unnamed 3', cellsBy((no) => String(1_700_000_000 + no * 86_400))],
  ['unnamed 4', cellsBy((no) => String(4_000_000_000_000_000 + no * 7919))],
  ['unnamed 5', cellsBy((no) => (Math.sin(no) * 40).toString())],
  ['uuid', cellsBy((no) => `${String(no).padStart(8, '0')}-1234-4234-9234-123456789012`)],
  ['uuid', cellsBy((no) => `be${68 + no}abcd-1234-4be6-8abc-1234567890${10 + no}`)],
  ['hash', cellsBy((no) => `dea${'0f'.repeat(30)}${no % 10}`)],
  ['dx', ['Major depressive disorder, recurrent', 'Alcohol dependence, uncomplicated']],
  ['medication', ['Sertraline', 'Lithium', 'Abilify', 'Zoloft', 'Naltrexone', 'Vivitrol']],
  ['drug', ['Alcohol', 'Opioids', 'Crystal meth', 'Cocaine', 'Heroin', 'Cannabis']],
  ['referral', ['Self', 'Court', 'Dr appointment', 'Dr. office', 'Hospital ED', 'example.org']],
  ['phone consent', ['Yes', 'No']],
  ['number of phone calls', ['0', '1', '2']],
  ['guardian', ['Yes', 'No', 'n/a']],
  ['employer', ['Unemployed', 'Self-employed', 'Student']],
  ['SSN on file', ['Y', 'N']],
  ['died', ['0', '1']],
  ['parent_total', ['12', '30']],
  ['mother_present', ['Yes', 'No']],
  ['cell count', ['120', '4000']],
  ['group number', ['1', '2', '3']],
  ['facility city', ['Springfield', 'Riverton']],
  ['age', ['34', '55', '89']],
  ['age_months', ['120', '100']],
  ['age_band', ['18-25', '26-35', '65+', '90+']],
  ['year of birth', ['1960', '2001']],
  ['notes', ['pre', 'post']],
  [
    'reason',
    cellsBy(
      (no) => ['Client left against advice and did not return', 'Was transferred up'][no % 2] ?? '',
    ),
  ],
];

const IDENTIFYING: readonly (readonly [IdentifierKind, string, readonly string[]])[] = [
  ['name', 'Client Name', ['Example', 'Sample']],
  ['name', 'PtLastNm', ['Example']],
  ['name', 'LASTNAME', ['EXAMPLE']],
  ['name', 'Guardian', [`${firstName(0)} ${lastName(0)}`, 'Mother', 'n/a']],
  ['name', 'Employer', ['Example Works', 'Sample Schools', 'Test Bakery', 'Unemployed']],
  ['name', 'unnamed', cellsBy(firstName, 12)],
  ['name', 'unnamed', cellsBy((no) => `${lastName(no * 7)}, ${firstName(no)}`)],
  ['name', 'Therapist', cellsBy((no) => `${firstName(no)} ${lastName(no * 3)}, LCSW`)],
  ['name', 'referral', ['Self', 'Court', 'Dr. Example']],
  ['address', 'Addr1', ['12 Example St']],
  ['address', 'City', ['Springfield']],
  ['address', 'County', ['Adams']],
  ['address', 'unnamed', ['PO Box 12', 'n/a', 'n/a']],
  ['address', 'unnamed', ['Springfield, IL 62701']],
  ['address', 'unnamed', cellsBy((no) => `${no * 37 + 100} ${lastName(no)} Hollow`, 40)],
  ['address', 'Postcode', ['AB1 2DE', 'A1B 2C3']],
  ['zip5', 'Zip', ['62701', '2134']],
  ['zip5', 'unnamed', ['62701-0001', '62702-0002']],
  ['zip3', 'ZIP', ['627', '021']],
  ['birth_date', 'DOB', ['1/2/1980']],
  ['birth_date', 'D.O.B.', ['02-Jan-80']],
  ['birth_date', 'patient_birthdate', ['19800102']],
  ['birth_date', 'unnamed', cellsBy((no) => `${1940 + (no % 65)}-03-0${1 + (no % 9)}`)],
  ['event_date', 'Date of death', ['2024-05-06']],
  ['event_date', 'unnamed', ['2024-05-06 10:20', '2024-06-07']],
  ['event_date', 'unnamed', ['May 2024', '2024-06', 'Q1 2024']],
  ['event_date', 'Service date', ['45418']],
  ['age_over_89', 'Age', ['34', '93']],
  ['age_over_89', 'age_band', ['65-89', '90-94']],
  ['age_over_89', 'birth_year', ['1925', '1980']],
  ['phone', 'Home Phone', ['555-0100']],
  ['phone', 'Emergency contact', ['(555) 555-0100']],
  ['phone', 'unnamed', ['x', 'y', '+44 20 7946 0000']],
  ['phone', 'unnamed', cellsBy((no) => `${200 + no}${(5_550_100 + no * 13).toString()}`)],
  ['fax', 'Fax #', ['555-555-0100']],
  ['email', 'e-mail', ['a@example.org']],
  ['email', 'contact', ['a@example.org', 'b@example.org']],
  ['ssn', 'SSN4', ['6789']],
  ['ssn', 'unnamed', ['x', 'y', '987-65-4321', 'z']],
  ['ssn', 'MRN', ['212-34-5678']],
  ['ssn', 'unnamed', ['XXX-XX-6789']],
  ['ssn', 'ref', cellsBy((no) => String(100_012_345 + ((no * 7_654_321) % 560_000_000)))],
  ['record_number', 'MRN', ['001234']],
  ['record_number', 'Medical Record #', ['A-1234']],
  ['record_number', 'Case Number', ['12-3456']],
  ['record_number', 'unnamed', ['9000000009', '900 000 0009', '0000000124']],
  ['plan_number', 'Member ID', ['XYZ123456789']],
  ['plan_number', 'Group No', ['0098765']],
  ['plan_number', 'Insurance', ['W123456789']],
  ['plan_number', 'unnamed', ['7AC1-DE2-FG33', 'x', 'y']],
  ['account_number', 'Acct #', ['12345']],
  ['account_number', 'unnamed', ['4000 0000 0000 0002', 'x']],
  ['account_number', 'unnamed', ['GB32 ABCD 0000 0000 0000 01']],
  ['licence_number', "Driver's License", ['H1234567']],
  ['licence_number', 'NPI', ['1999990009']],
  ['licence_number', 'DEA', ['AB0000012']],
  ['vehicle_number', 'License plate', ['ABC 123']],
  ['vehicle_number', 'unnamed', ['1EXAMP1E6LE000001']],
  ['device_number', 'Device Serial', ['SN-12345']],
  ['device_number', 'unnamed', ['02:00:5E:10:00:0A']],
  ['url', 'Website', ['www.example.org']],
  ['ip_address', 'unnamed', ['192.0.2.10', '2001:db8::10:1']],
  ['other_number', 'Passport', ['X1234567']],
  ['free_text', 'Comments', []],
  ['free_text', 'Notes', ['Client was late today and asked to call her mother.', 'No concerns.']],
  [
    'free_text',
    'unnamed',
    ['He said that he will not come back because of the bus.', 'She was seen and is doing well.'],
  ],
];

describe('columns that identify nobody', () => {
  it.each(ORDINARY)('%s: %j is not flagged', (name, cells) => {
    expect(findingIn(name, cells)).toBeNull();
  });
});

describe('columns that identify', () => {
  it.each(IDENTIFYING)('%s under "%s": %j', (kind, name, cells) => {
    expect(findingIn(name, cells)?.kind).toBe(kind);
  });
});

describe('a finding', () => {
  it('says by what it was found, without a value', () => {
    const phone = findingIn('Home Phone', ['(555) 555-0100', '(555) 555-0101', 'none']);
    expect(phone).toEqual({
      at: 0,
      name: 'Home Phone',
      kind: 'phone',
      by: 'both',
      cells: 3,
      hits: 2,
      because: 'the header says "Home Phone" and 2 of 3 cells hold a phone number',
    });
    expect(findingIn('Home Phone', [])?.by).toBe('header');
    expect(findingIn('Ref 2', ['a@example.org', 'x', 'y'])).toMatchObject({
      by: 'values',
      because: '1 of 3 cells hold an e-mail address',
    });
  });

  it('says what stands inside sentences', () => {
    const notes = findingIn('z', [
      'He said that he will not come back, reach him at 555-555-0100.',
      'She was seen by the nurse and is doing well.',
    ]);
    expect(notes?.because).toBe('2 of 2 cells hold a sentence; among them a phone number in 1');
  });

  it('takes any words under a header of names for names, but no codes and no amounts', () => {
    const made = cellsBy((no) => `Example, Sample${no}`);
    expect(findingIn('Client Name', made)).toMatchObject({ kind: 'name', by: 'header' });
    expect(
      findingIn(
        'Client Name',
        cellsBy((no) => String(no)),
      ),
    ).toBeNull();
  });

  it('keeps the order and positions of the file', () => {
    const found = findIdentifiers(
      [column('DOB', ['1/2/1980'], 3), column('level', ['IOP'], 4), column('Zip', ['62701'], 7)],
      THIS_YEAR,
    );
    expect(found.map(({ at, kind }) => [at, kind])).toEqual([
      [3, 'birth_date'],
      [7, 'zip5'],
    ]);
  });

  it('does not take a long number for a payment card because one of many passes its check digit', () => {
    const ids = cellsBy((no) => String(4_000_000_000_000_002 + no * 1_000_003));
    expect(findingIn('external', ids)).toBeNull();
    expect(findingIn('external', ['4000000000000002', 'none'])?.kind).toBe('account_number');
  });
});
