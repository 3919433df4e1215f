/** Numbers of providers, vehicles and devices, and NHS numbers: those that carry a check digit. */
import { isDeaNumber, isNhsNumber, isNpi, isVin, passesLuhn } from '../checksums';
import { anyMatch, joined, type Shape, type StrongPattern } from './pattern';

const VIN_TEXT = /(?<![\w-])[A-HJ-NPR-Z0-9]{17}(?![\w-])/gi;
const MAC =
  /(?<![\w:-])(?:[0-9a-f]{2}(?::[0-9a-f]{2}){5}|[0-9a-f]{2}(?:-[0-9a-f]{2}){5}|[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4})(?![\w:-])/gi;

/** Unique Device Identification in its printed form: 01 device, then 11, 17, 10 or 21. */
const UDI = /\(01\)\d{14}(?:\((?:10|11|17|21)\)|$)/;

/** An NHS number as it is printed, where it cannot be a phone number of North America. */
const NHS_TEXT = /(?<![\w+-])(\d{3})([ -])(\d{3})\2(\d{4})(?![\w-])/g;

/** Strong patterns of this family. */
export const LICENCES: readonly StrongPattern[] = [
  {
    kind: 'record_number',
    isWorthTrying: (traits) => traits.digits >= 10,
    standsIn: (text) =>
      anyMatch(text, NHS_TEXT, ([, first = '', , second = '', third = '']) => {
        const isPhone = /^[2-9]/.test(first) && /^[2-9]/.test(second);
        return !isPhone && isNhsNumber(first + second + third);
      }),
  },
  {
    kind: 'vehicle_number',
    isWorthTrying: (traits) => traits.digits >= 5 && traits.letters >= 1,
    standsIn: (text) => anyMatch(text, VIN_TEXT, (match) => isVin(match[0])),
  },
  {
    kind: 'device_number',
    isWorthTrying: (traits) => traits.digits + traits.letters >= 12,
    standsIn: (text) => anyMatch(text, MAC, (match) => isMac(match[0])) || UDI.test(text),
  },
];

/** Shapes of this family: one in ten random numbers passes a check digit. */
export const LICENCE_SHAPES: readonly Shape[] = [
  {
    kind: 'licence_number',
    looks: 'ten digits whose check digit is that of an NPI',
    isWhole: (text) => isNpi(joined(text)),
    share: 0.9,
    distinct: 3,
    isSpread: false,
  },
  {
    kind: 'licence_number',
    looks: 'a DEA number with its check digit',
    isWhole: (text) => isDeaNumber(text),
    share: 0.9,
    distinct: 3,
    isSpread: false,
  },
  {
    kind: 'record_number',
    looks: 'ten digits whose check digit is that of an NHS number',
    isWhole: (text) => isNhsNumber(joined(text)),
    share: 0.9,
    distinct: 3,
    isSpread: false,
  },
  {
    kind: 'device_number',
    looks: 'fifteen digits whose check digit is that of an IMEI',
    isWhole: (text) => /^\d{15}$/.test(joined(text)) && passesLuhn(joined(text)),
    share: 0.9,
    distinct: 3,
    isSpread: false,
  },
];

function isMac(text: string): boolean {
  const plain = text.replace(/[:.-]/g, '').toLowerCase();
  // Twelve digits in three dotted groups are as likely an amount or a code.
  if (text.includes('.') && !/[a-f]/i.test(text)) return false;
  return !/^(?:0{12}|f{12})$/.test(plain);
}
