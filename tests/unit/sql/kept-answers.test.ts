/** What is kept is bounded by its cells, and what was used last stays longest. */
import { beforeEach, describe, expect, it } from 'vitest';
import { KeptAnswers } from '$lib/sql/kept-answers';

let kept: KeptAnswers<string>;

beforeEach(() => {
  kept = new KeptAnswers({ each: 4, together: 6 }, ({ length }) => length);
});

describe('kept answers', () => {
  it('are there until the cells run out; those that were asked for longest ago go first', () => {
    kept.keep('a', 'aa');
    kept.keep('b', 'bb');
    kept.keep('c', 'cc');
    expect(kept.get('a')).toBe('aa');
    kept.keep('d', 'd');
    expect(['a', 'b', 'c', 'd'].map((name) => kept.get(name))).toEqual([
      'aa',
      undefined,
      'cc',
      'd',
    ]);
  });

  it('are not kept where they are large', () => {
    kept.keep('a', 'aaaaa');
    expect(kept.get('a')).toBeUndefined();
  });

  it('count once where one takes the place of another, and not at all when all are forgotten', () => {
    for (let time = 0; time < 9; time += 1) kept.keep('a', 'aaaa');
    kept.keep('b', 'bb');
    expect(kept.get('a')).toBe('aaaa');
    kept.clear();
    kept.keep('c', 'cccc');
    kept.keep('d', 'dd');
    expect([kept.get('a'), kept.get('c')]).toEqual([undefined, 'cccc']);
  });
});
