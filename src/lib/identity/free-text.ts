/** Sentences: cells that somebody wrote, not chose. Whatever they hold, nobody can promise they are free of identifiers. */

/** Words that sentences have and labels hardly have. */
const OF_SENTENCES = new Set(
  `is was were are has had have he she they his her their them him i we you my our it this that these not
will would could should can did does do but because after before while when who which due said says
reports reported denies denied states stated left wants wanted asked called met spoke pt client patient
been being about if then so very also today yesterday`.split(/\s+/),
);
const FEWEST_WORDS = 5;
const LONG_WORDS = 12;

/** Words of a cell. */
export function wordsOf(text: string): number {
  return text.split(/\s+/).filter((word) => /\p{L}/u.test(word)).length;
}

/** Whether a cell is a sentence: some words, one of them such as labels do without, or very many. */
export function isSentence(text: string): boolean {
  if (text.length < 16) return false;
  const words = text.split(/\s+/).filter((word) => /\p{L}/u.test(word));
  if (words.length >= LONG_WORDS) return true;
  if (words.length < FEWEST_WORDS) return words.length >= 3 && /\p{Ll}[.!?](?: |$)/u.test(text);
  return words.some((word) => OF_SENTENCES.has(word.toLowerCase().replace(/[^\p{L}]/gu, '')));
}
