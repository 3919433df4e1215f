/** What the ids of people in a file look like: whether they are made from the person, or belong to a record. */
import { type ColumnText, findIdentifiers } from './find';
import type { IdentifierKind } from './kinds';
import type { PersonIdLook } from './verdict';

/** A column as far as it was looked at. */
interface IdColumn {
  readonly name: string;
  readonly values: ColumnText['values'];
}

/** Kinds that name a person by themselves. */
const NAMING: ReadonlySet<IdentifierKind> = new Set([
  'name',
  'email',
  'phone',
  'fax',
  'ssn',
  'address',
]);

/** Share of the ids that must look alike. */
const MOST = 0.8;

/** Hexadecimal digests of 64 to 512 bits, and base64 ones of 128 to 512 bits. */
const HEX = /^(?=.*\d)(?=.*[a-f])[0-9a-f]{16,128}$/i;
const BASE64 = /^(?=.*\d)(?=.*[a-z])(?=.*[A-Z])[A-Za-z0-9+/_-]{21,86}={0,2}$/;
const DIGEST_LENGTHS: ReadonlySet<number> = new Set([16, 32, 40, 48, 56, 64, 96, 128]);
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const RECORD_WORDS =
  /(^|[^a-z])(mrn|mr ?#|medical ?record|med ?rec|chart|patient ?(no|num|number|#)|account|acct|ssn|social ?sec|medicaid|medicare|subscriber|policy|member ?(no|num|number|id))([^a-z]|$)/i;
const RECORD = /^(mrn|mr|med|pt|pat|acct?)?[-# ]?\d{5,12}$/i;

/** What the ids of a column look like; `other` also where nothing was looked at. */
export function personIdLook(column: IdColumn | undefined): PersonIdLook {
  if (!column || column.values.length === 0) return 'other';
  const share = (test: (value: string) => boolean): number =>
    column.values.filter(({ value }) => test(value)).length / column.values.length;
  if (share(isDigest) >= MOST) return 'hash';
  const found = findIdentifiers([{ at: 0, ...column }]).find(({ by }) => by !== 'header');
  if (found && NAMING.has(found.kind)) return 'identifier';
  if (RECORD_WORDS.test(column.name.replaceAll('_', ' '))) return 'record number';
  return share((value) => RECORD.test(value)) >= MOST ? 'record number' : 'other';
}

function isDigest(value: string): boolean {
  if (UUID.test(value)) return false;
  return (HEX.test(value) && DIGEST_LENGTHS.has(value.length)) || BASE64.test(value);
}
