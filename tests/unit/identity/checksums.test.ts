import { describe, expect, it } from 'vitest';
import {
  isDeaNumber,
  isNhsNumber,
  isNpi,
  isRoutingNumber,
  isVin,
  passesLuhn,
  passesMod97,
} from '$lib/identity/checksums';

const DIGITS = '0123456789';

/** Every text that differs from the given one in one digit. */
function oneDigitOff(text: string): readonly string[] {
  return [...text].flatMap((old, at) =>
    DIGITS.includes(old)
      ? [...DIGITS]
          .filter((digit) => digit !== old)
          .map((digit) => text.slice(0, at) + digit + text.slice(at + 1))
      : [],
  );
}

describe('check digits', () => {
  it.each([
    ['Luhn', passesLuhn, '4000000000000002'],
    ['NPI', isNpi, '1999990009'],
    ['IBAN', passesMod97, 'GB32ABCD00000000000001'],
    ['routing number', isRoutingNumber, '110000013'],
  ])('%s finds every wrong digit', (_name, passes, text) => {
    expect(passes(text)).toBe(true);
    expect(oneDigitOff(text).filter(passes)).toEqual([]);
  });

  it('takes NHS numbers by modulus 11, the check digits 0 and 10 among them', () => {
    expect(isNhsNumber('9000000009')).toBe(true);
    expect(isNhsNumber('0000000124')).toBe(true);
    expect(oneDigitOff('9000000009').filter(isNhsNumber)).toEqual([]);
    // The weighted sum of 100000001 leaves 1, so its check digit would be 10: such numbers are not issued.
    expect([...DIGITS].filter((digit) => isNhsNumber(`100000001${digit}`))).toEqual([]);
    expect(isNhsNumber('1111111111')).toBe(false);
  });

  it('takes DEA numbers of a registrant and of a business', () => {
    expect(isDeaNumber('AB0000012')).toBe(true);
    expect(isDeaNumber('F91357905')).toBe(true);
    expect(isDeaNumber('AB0000013')).toBe(false);
    expect(isDeaNumber('QB0000012')).toBe(false);
  });

  it('takes vehicle numbers by their ninth place', () => {
    expect(isVin('1EXAMP1E6LE000001')).toBe(true);
    expect(isVin('1examp1e6le000001')).toBe(true);
    expect(isVin('1EXAMP1E7LE000001')).toBe(false);
    expect(isVin('11111111111111111')).toBe(false);
  });
});
