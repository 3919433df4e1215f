/**
 * Where the tables stand: in a second database in memory whose tables are compressed when a statement
 * has made or filled them, which takes about a fifth of the memory and, over a whole load, a tenth
 * more time. It is attached before the lock, which allows no further one. Temporary tables are not
 * compressed, so a large one that is kept is made as an ordinary table.
 */
export const STORE_STATEMENTS: readonly string[] = [
  "ATTACH ':memory:' AS loaded (COMPRESS)",
  'USE loaded',
];
