import { describe, expect, it } from 'vitest';
import { identifierIn } from '$lib/identity/find';
import type { IdentifierKind } from '$lib/identity/kinds';
import { firstName, lastName } from './support';

const NAME = `${firstName(1)} ${lastName(5)}`;

const FOUND: readonly (readonly [string, IdentifierKind])[] = [
  ['Dr. Example', 'name'],
  ['Mrs Example', 'name'],
  ['MR SMITH', 'name'],
  [NAME, 'name'],
  [`Met with ${NAME} today`, 'name'],
  [`Smith, ${firstName(2)}`, 'name'],
  [`Client named ${firstName(3)} left`, 'name'],
  ['123 Example St', 'address'],
  ['moved to 12 New Road', 'address'],
  ['12 Example Hollow Apt 4', 'address'],
  ['PO Box 12', 'address'],
  ['Springfield, IL 62701', 'address'],
  ['DOB 1/2/1980', 'birth_date'],
  ['born on May 5, 1980', 'birth_date'],
  ['is a 93 year old', 'age_over_89'],
  ['MRN 123456', 'record_number'],
  ['900-000-0009', 'record_number'],
  ['call 555-555-0100', 'phone'],
  ['555.555.0100 x12', 'phone'],
  ['phone 5555550100', 'phone'],
  ['fax 555 0100', 'fax'],
  ['see https://example.org/a', 'url'],
  ['a@example.org', 'email'],
  ['from 192.0.2.10', 'ip_address'],
  ['2001:db8::10:1', 'ip_address'],
  ['212 34 5678', 'ssn'],
  ['ssn is 212345678', 'ssn'],
  ['***-**-5678', 'ssn'],
  ['member id XYZ123456', 'plan_number'],
  ['paid with 4000000000000002', 'account_number'],
  ['driver license is H1234567', 'licence_number'],
  ['GB32-ABCD-0000-0000-0000-01', 'account_number'],
  ['1EXAMP1E6LE000001', 'vehicle_number'],
];

const NOT_FOUND = [
  'Dr appointment',
  'Dr. office',
  'Betty Ford Center',
  `${NAME} House`,
  'Grant, Will',
  'Young, Adult',
  'Black, White',
  'MS Contin',
  '30 Day Drug Court',
  '12 Step Way',
  '3 Day Pass',
  '10 am Court',
  '4 North St Joseph',
  'Level 2 Place',
  'Received both high and low intensity therapy',
  '2024-05-06 10:20:30',
  '2024-05-06T10:20:30+02:00',
  '9:00 - 10:00 AM',
  '12:34:56',
  '5/21',
  '+5 points',
  '3.7-WM',
  'F32.1',
  '1,234,567,890.12',
  '0.374426282398671',
  '4000000000000003',
  '000-12-3456',
  '666-12-3456',
  '212-00-5678',
  '5555550100',
  '212345678',
  'Group::CBT',
  '256.1.1.1',
  'example.org',
  '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
  'dea12345-4f89-41d3-9a0c-0305e82c3301',
  'NHSS96602779888538',
  'da39a3ee5e6b4b0d3255bfef95601890afd80709',
  '',
];

describe('an identifier in a cell', () => {
  it.each(FOUND)('%s is %s', (value, kind) => {
    expect(identifierIn(value)).toBe(kind);
  });

  it.each(NOT_FOUND)('%j is none', (value) => {
    expect(identifierIn(value)).toBeNull();
  });

  it('is looked for in one pass, also where parts of its form come again and again', () => {
    const parts = ['1', '1-', 'a.', 'A ', '12 a ', '+1 ', '0:', 'a@', 'GB32 ', 'born ', '(555) '];
    // A pattern that tried every pair of places would not end.
    expect(parts.map((part) => identifierIn(part.repeat(20_000)))).toEqual(parts.map(() => null));
  });
});
