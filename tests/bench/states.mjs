/**
 * Twenty filter states, one filter changed at a time, as somebody exploring does: each state is new, and
 * five times the change goes from one filter to the other.
 */

/** @type {readonly (readonly ['payer' | 'level', string])[]} */
const CHANGES = [
  ['payer', 'Commercial'],
  ['payer', 'Medicaid'],
  ['payer', 'Medicare'],
  ['payer', 'County'],
  ['level', 'php'],
  ['level', 'iop'],
  ['level', 'op'],
  ['payer', 'Commercial'],
  ['payer', 'Medicaid'],
  ['payer', 'Tricare'],
  ['payer', 'Self-pay'],
  ['level', 'php'],
  ['level', 'iop'],
  ['level', 'residential'],
  ['payer', 'Commercial'],
  ['payer', ''],
  ['payer', 'Medicare'],
  ['level', 'php'],
  ['level', 'iop'],
  ['level', 'op'],
];

/**
 * The states as parameters of the app's address.
 * @returns {string[]}
 */
export function filterStates() {
  const now = { payer: '', level: '' };
  return CHANGES.map(([field, value]) => {
    now[field] = value;
    const set = Object.entries(now).filter(([, chosen]) => chosen !== '');
    return `?${new URLSearchParams(set)}`;
  });
}
