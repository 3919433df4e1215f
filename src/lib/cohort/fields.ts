/** The fields by which stays can be filtered, and the column of `stay` behind each. */
import { EXTRA_PREFIX } from '$lib/model/canonical';

/** One filter field. */
export interface FilterField {
  /** Key in the address and in exports. */
  readonly key: string;
  /** Name on a chip. */
  readonly label: string;
}

/** The fields that every stays file may fill, in menu order. */
export const FILTER_FIELDS: readonly FilterField[] = [
  { key: 'level', label: 'Level' },
  { key: 'program', label: 'Program' },
  { key: 'site', label: 'Site' },
  { key: 'track', label: 'Track' },
  { key: 'condition', label: 'Condition' },
  { key: 'dual_diagnosis', label: 'Dual diagnosis' },
  { key: 'payer', label: 'Payer' },
  { key: 'age_band', label: 'Age' },
  { key: 'sex', label: 'Sex' },
  { key: 'race_ethnicity', label: 'Race and ethnicity' },
  { key: 'referral_source', label: 'Referred by' },
  { key: 'modality', label: 'Modality' },
  { key: 'baseline_severity', label: 'Severity at the start' },
];

/** Whether a key names a filter field; extra columns of a stays file carry their own prefix. */
export function isFilterField(key: string): boolean {
  return FILTER_FIELDS.some((field) => field.key === key) || isExtraField(key);
}

/** Whether a key names an extra column of a stays file. */
export function isExtraField(key: string): boolean {
  return key.startsWith(EXTRA_PREFIX) && /^x_[a-z0-9_]+$/.test(key);
}
