/**
 * Files made to break readers of CSV, read by the path of a load, cell by cell, with what two other
 * readers make of them beside it. Where ours is not equal, the reason is a decision and stands here;
 * all of it stands in docs/ingest.md.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Engine } from '$lib/engine/port';
import {
  type Answer,
  readAuto,
  readOurs,
  readPapa,
  readVector,
  type VectorOutcome,
} from '../../support/csv-readers';
import { expectDocBlock } from '../../support/doc-block';
import { startNodeEngine } from '../../support/node-engine';
import { describeWithReference } from '../../support/reference';
import { papaVectors, type TortureFile, tortureFiles } from '../../support/torture';

const ONE_COLUMN = 'One column is no table: a row of a program needs an id and a value.';

/** Why a file is not read as it is expected. */
const REASONS: Readonly<Record<string, string>> = {
  'csvkit/date_like_number.csv': ONE_COLUMN,
  'csvkit/empty.csv': 'A line end and nothing else: refused with a sentence, no table of no rows.',
  'csvkit/test_date_format.csv': ONE_COLUMN,
  'csvkit/test_date_format_converted.csv': ONE_COLUMN,
  'csvkit/test_empty_columns.csv':
    'The word `a` of the header stands in the first column again, so the person is asked whether the first row is data.',
  'csvkit/test_numeric_date_format.csv': ONE_COLUMN,
  'csvkit/test_precision.csv': ONE_COLUMN,
  'csvlint/invalid_many_rows.csv':
    'A quote behind a closed cell (`"3" "`) is a broken quote: its line is set aside.',
  'duckdb/dateformat_ambiguous.csv': ONE_COLUMN,
  'duckdb/rejects_unquoted_new_line.csv':
    'A quote that never closes: its line, and the one whose quote then stands alone, are set aside; a lenient reader makes one row of the two.',
  'readr/enc-iso-8859-1.txt': ONE_COLUMN,
  'readr/massey-rating.txt': 'Columns of fixed width, without a delimiter, are no CSV: refused.',
};

const BROKEN = 'a broken quote is set aside with its line, and the next line is read';

/** Why a test of PapaParse comes out otherwise. */
const VECTOR_REASONS: Readonly<Record<string, string>> = {
  'Quoted field with whitespace around quotes':
    'a quote after one space opens a cell, as `a, "b"` is meant',
  'Quoted field has no closing quote': BROKEN,
  'Quoted field has invalid trailing quote after delimiter': BROKEN,
  'Quoted field has invalid trailing quote before delimiter': BROKEN,
  'Quoted field has invalid trailing quote after new line': BROKEN,
  'Mixed slash n and slash r should choose first as precident':
    'every line end ends a row, whichever came first',
  'Custom escape character not used for escaping':
    'a backslash before any character stands for that character',
};

let engine: Engine;

beforeAll(async () => {
  engine = await startNodeEngine();
});
afterAll(() => engine.terminate());

describeWithReference('torture sets', (folder) => {
  it('are read cell by cell, or set aside or refused for a reason', async () => {
    const lines: Line[] = [];
    for (const file of tortureFiles(folder)) {
      const ours = await readOurs(engine, file);
      lines.push({ file, ours, auto: await readAuto(engine, file), papa: readPapa(file) });
    }
    const wrong = lines.filter(({ ours }) => !ours.isRight).map(({ file }) => file.name);
    expect(wrong.sort()).toEqual(Object.keys(REASONS).sort());
    const vectors = await vectorTable(folder);
    await expectDocBlock('docs/ingest.md', 'torture', [table(lines), vectors].join('\n\n'));
  });
});

interface Line {
  readonly file: TortureFile;
  readonly ours: Answer;
  readonly auto: Answer;
  readonly papa: Answer;
}

function table(lines: readonly Line[]): string {
  const rows = lines.map(({ file, ours, auto, papa }) => {
    const aside = ours.rows.filter((row) => row === null).length;
    const counts = `${ours.rows.length} / ${ours.rows.length - aside} / ${aside}`;
    const uneven = aside > 0 ? 'Rows with too few or too many cells are set aside.' : '';
    return [
      ...[`\`${file.name}\``, file.rows.length, ours.refusal ? 'none' : counts, verdict(ours)],
      ...[auto.rows.length, verdict(auto), papa.rows.length, verdict(papa)],
      REASONS[file.name] ?? uneven,
    ].join(' | ');
  });
  const sum = (answers: readonly Answer[]): string => {
    const right = answers.filter(({ isRight }) => isRight).length;
    const refused = answers.filter(({ refusal }) => refusal !== null).length;
    return `${right} right, ${refused} refused, ${answers.length - right - refused} other`;
  };
  const rowCount = lines.reduce((total, { file }) => total + file.rows.length, 0);
  return [
    `| file | rows | ours: read / loaded / set aside | right? | read_csv auto: rows | right? | PapaParse: rows | right? | note |`,
    `|---|--:|--:|---|--:|---|--:|---|---|`,
    ...rows.map((row) => `| ${row} |`),
    `| **${lines.length} files** | ${rowCount} | | ${sum(lines.map(({ ours }) => ours))}
      | | ${sum(lines.map(({ auto }) => auto))} | | ${sum(lines.map(({ papa }) => papa))} | |`.replaceAll(
      /\n */g,
      ' ',
    ),
  ].join('\n');
}

function verdict({ isRight, refusal }: Answer): string {
  return isRight ? 'yes' : refusal === null ? 'no' : 'refused';
}

/** The tests of PapaParse for reading, with its options given. */
async function vectorTable(folder: string): Promise<string> {
  const rows: string[] = [];
  const different: string[] = [];
  for (const [set, vectors] of Object.entries(papaVectors(folder))) {
    const counts: Record<VectorOutcome, number> = {
      ...{ equal: 0, different: 0, 'other options': 0, 'one column': 0 },
    };
    for (const vector of vectors) {
      const outcome = await readVector(engine, set, vector);
      counts[outcome] += 1;
      if (outcome === 'different') different.push(vector.description);
    }
    const { equal, different: other } = counts;
    rows.push(
      `| \`${set}\` | ${vectors.length} | ${counts['other options']} | ${counts['one column']} | ${equal} | ${other} |`,
    );
  }
  expect(different.sort()).toEqual(Object.keys(VECTOR_REASONS).sort());
  return [
    `| tests of PapaParse | tests | options that we do not have | one column | equal | different |`,
    `|---|--:|--:|--:|--:|--:|`,
    ...rows,
    '',
    ...different.map((name) => `- ${name}: ${VECTOR_REASONS[name]}.`),
  ].join('\n');
}
