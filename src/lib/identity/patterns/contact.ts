/** Phone numbers, e-mail, web and IP addresses. */
import { anyMatch, joined, type Shape, type StrongPattern } from './pattern';

const EMAIL = /[^\s@,;:<>()"'[\]]{1,64}@(?:[a-z0-9-]{1,63}\.){1,8}[a-z][a-z0-9-]{1,62}/i;

/** North American Numbering Plan: an area code begins with 2 to 9; both places are separated. */
const PHONE =
  /(?<![\w+-])(?:(?:\+?1|001)[ .-]?)?(?:\([2-9]\d{2}\)[ .-]?\d{3}[ .-]|[2-9]\d{2}([ .-])\d{3}\1)\d{4}(?: ?(?:x|ext\.?) ?\d{1,6})?(?![\w]|[-.]\d)/i;

/** A number with its country code, ITU-T E.164: 8 to 15 digits behind a plus. */
const PHONE_ABROAD = /(?<![\w+])\(?\+[1-9]\d{0,2}\)?(?:[ .-]?\(?\d{1,7}\)?){1,7}(?![\w])/g;

const URL_TEXT = /(?<!\w)(?:(?:https?|ftp):\/\/\S{3,}|www\.[a-z0-9-]+\.[a-z0-9-]\S*)/i;
const HOST_OF_SCHEME = /:\/\/\[|:\/\/[^\s/]*[.:]/;
const DOMAIN =
  /(?<![\w@.-])(?:[a-z0-9-]{1,63}\.)+(?:com|org|net|edu|gov|mil|info|biz|io|us|uk|ca|health|care)\/\S/i;
const BARE_DOMAIN =
  /^(?:[a-z0-9-]{1,63}\.)+(?:com|org|net|edu|gov|mil|info|biz|io|us|uk|ca|il|health|care)\/?$/i;

const IP4 =
  /(?<![\w.-])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\w-]|\.\d)/;
const IP6 = /(?<![\w:.])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,8}(?![\w:]|\.\d)/gi;

/** Strong patterns of this family. */
export const CONTACT: readonly StrongPattern[] = [
  {
    kind: 'email',
    isWorthTrying: (traits) => traits.hasAt,
    standsIn: (text) => EMAIL.test(text),
  },
  {
    kind: 'url',
    isWorthTrying: (traits) => traits.letters >= 6,
    standsIn: (text) =>
      text.includes('.') || text.includes('://')
        ? (URL_TEXT.test(text) && isWeb(text)) || DOMAIN.test(text)
        : false,
  },
  {
    kind: 'phone',
    isWorthTrying: (traits) => traits.digits >= 8,
    standsIn: (text) => PHONE.test(text) || anyMatch(text, PHONE_ABROAD, isAbroad),
  },
  {
    kind: 'ip_address',
    isWorthTrying: (traits) => traits.digits >= 4,
    standsIn: (text) => IP4.test(text),
  },
  {
    kind: 'ip_address',
    isWorthTrying: (traits) => traits.hasColon && traits.digits >= 1,
    standsIn: (text) => anyMatch(text, IP6, (match) => isIp6(match[0])),
  },
];

/** Shapes of this family. */
export const CONTACT_SHAPES: readonly Shape[] = [
  {
    kind: 'phone',
    looks: 'ten digits, as in a phone number',
    isWhole: (text) => /^1?[2-9]\d{2}[2-9]\d{6}$/.test(text),
    share: 0.95,
    distinct: 5,
    isSpread: true,
  },
  {
    kind: 'url',
    looks: 'the name of a web site',
    isWhole: (text) => BARE_DOMAIN.test(text),
    share: 0.5,
    distinct: 2,
    isSpread: false,
  },
];

/** Whether a cell can be a phone or fax number, under a header that says so. */
export function couldBePhone(text: string): boolean {
  const digits = joined(text).replace(/[()+/]/g, '');
  return /^\d{7,15}(?:(?:x|ext)\d{1,6})?$/i.test(digits.replace(/#/g, ''));
}

/** Whether a cell can be a web address, under a header that says so. */
export function couldBeUrl(text: string): boolean {
  return URL_TEXT.test(text) || /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:\/\S*)?$/i.test(text);
}

function isWeb(text: string): boolean {
  return /www\./i.test(text) || HOST_OF_SCHEME.test(text);
}

function isAbroad(match: RegExpExecArray): boolean {
  const digits = match[0].replace(/\D/g, '').length;
  return digits >= 8 && digits <= 15;
}

/** RFC 4291: eight groups, or fewer around one `::`, enough of them to be no code with colons. */
function isIp6(text: string): boolean {
  const groups = text.split(':').filter((group) => group !== '');
  if (!/\d/.test(text)) return false;
  const gaps = text.split('::').length - 1;
  if (text.includes(':::') || gaps > 1) return false;
  if (gaps === 0) return groups.length === 8;
  const isLong = groups.some((group) => group.length === 4 && /\d/.test(group));
  return groups.length <= 7 && groups.length >= (isLong ? 1 : 3);
}
