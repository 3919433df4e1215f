/** Counts and lists as words. Labels of levels, measures and fields come from their own modules. */
import { formatCount, NARROW_SPACE } from './numbers';

/** A count with its noun: `1 stay`, `1,980 stays`, `2 people`. */
export function plural(count: number | null, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** A list in words: `PHP`, `PHP and IOP`, `PHP, IOP and OP`; from `most` on the rest is counted. */
export function listOf(items: readonly string[], most = 4): string {
  if (items.length > most) {
    return `${items.slice(0, most - 1).join(', ')} and ${items.length - most + 1} others`;
  }
  if (items.length < 2) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** The first letter large: `improved` becomes `Improved`. */
export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A code as words: `not_recorded` becomes `not recorded`. */
export function spellOut(code: string): string {
  return code.replaceAll('_', ' ');
}

/** Keeps a number and its percent sign on one line, in text that was written with plain spaces. */
export function keepTogether(text: string): string {
  return text.replaceAll(/(\d) %/g, `$1${NARROW_SPACE}%`);
}
