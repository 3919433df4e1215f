// How well identifiers are found, measured on published test vectors and on files without any; the
// tables go into docs/ingest.md.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { findIdentifiers, identifierIn } from '$lib/identity/find';
import { expectDocBlock } from '../../support/doc-block';
import { describeWithReference } from '../../support/reference';
import { column, findingIn, THIS_YEAR } from './support';
import { presidioSentences, presidioSets, redactSentences, type VectorSet } from './vectors';

/** Of each file; the sample data are long. */
const RECORDS = 2001;
const CONTROLS = ['symptoms', 'attendance', 'retention', 'transitions', 'nhs_tt', 'funnel', 'spc'];

describeWithReference('finding identifiers', (folder) => {
  it('is as good as docs/ingest.md says', async () => {
    await expectDocBlock(
      'docs/ingest.md',
      'identifiers',
      [vectorTable(folder), sentenceTable(folder), controlTable(folder)].join('\n\n'),
    );
  }, 30_000);

  it('flags no false Social Security number, Medicare number or e-mail address', () => {
    const types = ['Social Security number', 'ITIN', 'Medicare number (MBI)', 'e-mail'];
    const sets = presidioSets(folder).filter(({ type }) => types.includes(type));
    const alarms = sets.flatMap(({ kind, vectors }) =>
      vectors.filter(({ text, isPositive }) => !isPositive && identifierIn(text) === kind),
    );
    expect(sets).toHaveLength(types.length);

    expect(alarms.length).toBe(0);
  });

  it('flags no column of files without identifiers save days, a birth date, ages and sentences', () => {
    const found = controls(folder).flatMap(({ file, columns }) =>
      findIdentifiers(columns, THIS_YEAR)
        .filter(({ kind }) => kind !== 'event_date')
        .map(({ name, kind }) => `${file} ${name}: ${kind}`),
    );
    expect(found).toEqual([
      'mgus2.csv age: age_over_89',
      'mimic3demo_patients.csv DOB: birth_date',
      'official_measure_definitions.csv description: free_text',
      'official_measure_definitions.csv technical_construction: free_text',
      'official_measure_definitions.csv additional_notes: free_text',
    ]);
  });
});

describe('the sample data', () => {
  it('holds days and nothing else that identifies', () => {
    const found = filesOf('sample-data').flatMap(({ columns }) =>
      findIdentifiers(columns, THIS_YEAR),
    );
    expect(new Set(found.map(({ kind }) => kind))).toEqual(new Set(['event_date']));
    expect(textsIn(filesOf('sample-data')).filter((text) => identifierIn(text))).toEqual([]);
  });
});

function vectorTable(folder: string): string {
  const rows = presidioSets(folder).map((set) => {
    const { type, kind, vectors } = set;
    const positive = vectors.filter(({ isPositive }) => isPositive);
    const negative = vectors.filter(({ isPositive }) => !isPositive);
    const found = positive.filter(({ text }) => identifierIn(text) === kind).length;
    const other = positive.filter(({ text }) => ![kind, null].includes(identifierIn(text))).length;
    const alarms = negative.filter(({ text }) => identifierIn(text) !== null).length;
    const parts = positive.flatMap((vector) => vector.parts);
    const under = parts.filter((part) => findingIn(set.header, [part])?.kind === kind).length;
    const wrong = negative.filter(({ text }) => findingIn(set.header, [text]) !== null).length;
    const cells =
      kind === 'event_date'
        ? ['not looked for', '', '']
        : [
            `${found} of ${positive.length}`,
            other === 0 ? '' : `${other}`,
            `${alarms} of ${negative.length}`,
          ];
    return [
      type,
      kind,
      ...cells,
      `${under} of ${parts.length}`,
      `${wrong} of ${negative.length}`,
      asColumn(set),
    ];
  });
  return table(
    [
      'type',
      'kind',
      'in a cell',
      'as another kind',
      'false, in a cell',
      'under its header',
      'false, under its header',
      'a column without a header',
    ],
    rows,
  );
}

/** All identifiers of a type as one column whose header says nothing. */
function asColumn({ kind, vectors }: VectorSet): string {
  const found = findingIn(
    'column',
    vectors.flatMap(({ parts }) => parts),
  )?.kind;
  return found === kind ? 'found' : (found ?? 'not found');
}

function sentenceTable(folder: string): string {
  const counts = new Map<string, { all: number; found: number }>();
  const add = (source: string, type: string, text: string): void => {
    const key = `${source}|${type}`;
    const { all, found } = counts.get(key) ?? { all: 0, found: 0 };
    counts.set(key, { all: all + 1, found: found + (identifierIn(text) === null ? 0 : 1) });
  };
  for (const { type, text } of presidioSentences(folder)) add('presidio', type, text);
  for (const { types, text } of redactSentences(folder)) {
    for (const type of new Set(types)) add('redact-pii', type, text);
    if (types.length === 0) add('redact-pii', 'none: nothing to find', text);
  }
  return table(
    ['sentences of', 'type there', 'with an identifier found in them'],
    [...counts].map(([key, { all, found }]) => [...key.split('|'), `${found} of ${all}`]),
  );
}

function controlTable(folder: string): string {
  const sources = [...controls(folder), ...filesOf('sample-data'), ...filesOf('sample-data/messy')];
  const rows = sources.map(({ file, columns }) => {
    const found = findIdentifiers(columns, THIS_YEAR);
    const days = found.filter(({ kind }) => kind === 'event_date').length;
    const others = found
      .filter(({ kind }) => kind !== 'event_date')
      .map(({ name, kind }) => `\`${name}\` (${kind})`);
    const texts = textsIn([{ file, columns }]);
    const hits = texts.filter((text) => identifierIn(text) !== null).length;
    return [
      `\`${file}\``,
      `${columns.length}`,
      `${days}`,
      others.join(', '),
      `${hits} of ${texts.length}`,
    ];
  });
  return table(
    [
      'file',
      'columns',
      'flagged as days',
      'flagged as something else',
      'different texts with a hit',
    ],
    rows,
  );
}

interface ControlFile {
  readonly file: string;
  readonly columns: readonly ReturnType<typeof column>[];
}

function controls(folder: string): readonly ControlFile[] {
  return CONTROLS.flatMap((name) => filesOf(join(folder, name)));
}

function filesOf(folder: string): readonly ControlFile[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.csv'))
    .sort()
    .map((file) => {
      const bytes = readFileSync(join(folder, file));
      const encoding = bytes[0] === 0xff ? 'utf-16le' : isUtf8(bytes) ? 'utf-8' : 'windows-1252';
      const text = new TextDecoder(encoding).decode(bytes);
      const [header = [], ...rows] = Papa.parse<string[]>(text, {
        skipEmptyLines: true,
        preview: RECORDS,
      }).data;
      return {
        file,
        columns: header.map((name, at) =>
          column(
            name,
            rows.map((row) => row[at] ?? ''),
            at,
          ),
        ),
      };
    });
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function textsIn(files: readonly ControlFile[]): readonly string[] {
  return files.flatMap(({ columns }) =>
    columns.flatMap(({ values }) => values.map(({ value }) => value)),
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
