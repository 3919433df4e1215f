/** The check digits of published numbers: they tell such a number from any other row of digits. */

/** Luhn, ISO/IEC 7812-1 annex B: payment cards, IMEI, and NPI behind 80840. Digits only. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = digitAt(digits, digits.length - 1 - at);
    const counted = at % 2 === 0 ? digit : digit * 2;
    sum += counted > 9 ? counted - 9 : counted;
  }
  return sum % 10 === 0;
}

/** NPI, 45 CFR 162.406: ten digits beginning with 1 or 2, Luhn behind the prefix 80840. */
export function isNpi(digits: string): boolean {
  return /^[12]\d{9}$/.test(digits) && passesLuhn(`80840${digits}`);
}

/** ISO 7064 mod 97-10, as IBANs use it (ISO 13616-1); capitals and digits without spaces. */
export function passesMod97(text: string): boolean {
  const moved = text.slice(4) + text.slice(0, 4);
  let rest = 0;
  for (const character of moved) {
    const value = parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

/** NHS number: ten digits, the last by modulus 11 (NHS Data Dictionary). */
export function isNhsNumber(digits: string): boolean {
  if (!/^\d{10}$/.test(digits) || /^(\d)\1+$/.test(digits)) return false;
  let sum = 0;
  for (let at = 0; at < 9; at += 1) sum += digitAt(digits, at) * (10 - at);
  const check = 11 - (sum % 11);
  return check !== 10 && (check === 11 ? 0 : check) === digitAt(digits, 9);
}

/** ABA routing number: nine digits of a Federal Reserve district, weights 3, 7, 1. */
export function isRoutingNumber(digits: string): boolean {
  if (!/^(?:0[0-9]|1[0-2]|2[1-9]|3[0-2]|6[1-9]|7[0-2]|80)\d{7}$/.test(digits)) return false;
  if (/^0+$/.test(digits)) return false;
  const weights = [3, 7, 1];
  let sum = 0;
  for (let at = 0; at < 9; at += 1) sum += digitAt(digits, at) * (weights[at % 3] ?? 0);
  return sum % 10 === 0;
}

/** DEA number: two letters (or a letter and 9), seven digits, the last from the six before it. */
export function isDeaNumber(text: string): boolean {
  if (!/^[ABCDEFGHJKLMPRSTUX][A-Z9]\d{7}$/i.test(text)) return false;
  const digits = text.slice(2);
  const odd = digitAt(digits, 0) + digitAt(digits, 2) + digitAt(digits, 4);
  const even = digitAt(digits, 1) + digitAt(digits, 3) + digitAt(digits, 5);
  return (odd + 2 * even) % 10 === digitAt(digits, 6);
}

const VIN_VALUES = '0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ';
const VIN_WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

/** VIN, 49 CFR 565.15: 17 characters without I, O, Q; the ninth is the check digit. */
export function isVin(text: string): boolean {
  const vin = text.toUpperCase();
  if (!/^[A-HJ-NPR-Z0-9]{8}[0-9X][A-HJ-NPR-Z0-9]{4}\d{4}$/.test(vin)) return false;
  if (!/[A-Z]/.test(vin) || !/\d.*\d/.test(vin)) return false;
  let sum = 0;
  for (let at = 0; at < 17; at += 1) {
    sum += (VIN_VALUES.indexOf(vin.charAt(at)) % 10) * (VIN_WEIGHTS[at] ?? 0);
  }
  const check = sum % 11;
  return vin.charAt(8) === (check === 10 ? 'X' : String(check));
}

function digitAt(digits: string, at: number): number {
  return digits.charCodeAt(at) - 48;
}
