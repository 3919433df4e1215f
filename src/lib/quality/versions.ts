/** Instruments that come in more than one version, or are read in more than one way. */
import type { FilePlan } from '$lib/ingest/types';
import type { Columns } from '$lib/sql/columns';

/** Versions of one instrument whose scores are not comparable. */
const FAMILIES: readonly (readonly string[])[] = [
  ['phq9', 'phq8', 'phqa'],
  ['audit', 'auditc'],
  ['bam', 'bamr'],
  ['k10', 'k6'],
  ['coreom', 'core10'],
  ['rcads47_raw', 'rcads47_t'],
  ['honos', 'honosca'],
  ['wemwbs', 'swemwbs'],
];

/** A file with the instruments of which it holds scores. */
export interface ScoredFile {
  readonly name: string;
  readonly plan: Pick<FilePlan, 'reading'>;
  readonly measures: readonly string[];
}

/** An instrument that is read in different ways, with the files of each way. */
export interface ReadingWays {
  readonly measure: string;
  readonly ways: readonly { readonly words: string; readonly files: readonly string[] }[];
}

/** Groups of at least two versions of one instrument among those that have scores. */
export function versionsAmong(measures: readonly string[]): readonly (readonly string[])[] {
  return FAMILIES.map((family) => family.filter((id) => measures.includes(id))).filter(
    (family) => family.length > 1,
  );
}

/** Instruments that some files give as items and others as a total, or on another scale. */
export function waysOfReading(files: readonly ScoredFile[]): readonly ReadingWays[] {
  const measures = [...new Set(files.flatMap((file) => file.measures))].sort();
  return measures.flatMap((measure) => {
    const ways = new Map<string, string[]>();
    for (const { name, plan, measures: own } of files) {
      if (!own.includes(measure)) continue;
      const words = wayWords(measure, plan);
      ways.set(words, [...(ways.get(words) ?? []), name]);
    }
    if (ways.size < 2) return [];
    return [{ measure, ways: [...ways].map(([words, names]) => ({ words, files: names })) }];
  });
}

function wayWords(measure: string, { reading }: ScoredFile['plan']): string {
  const { shape, factors, offsets } = reading;
  const parts = shape.kind === 'scores' ? shape.parts : [];
  const hasItems = parts.some((part) => part.measure === measure && part.at.length > 1);
  const factor = factors[measure] ?? 1;
  const offset = offsets[measure] ?? 0;
  return [
    hasItems ? 'added up from its items' : 'as a total',
    ...(factor === 1 ? [] : [`times ${factor}`]),
    ...(offset === 0 ? [] : [`${offset > 0 ? 'plus' : 'minus'} ${Math.abs(offset)}`]),
  ].join(', ');
}

/** The instruments of which each file holds scores, by its id. */
export async function readMeasuresByFile(
  run: (query: string) => Promise<Columns>,
): Promise<readonly { readonly fileId: number; readonly measures: readonly string[] }[]> {
  const found = await run('SELECT DISTINCT file_id, measure FROM scores ORDER BY file_id, measure');
  const files = [...new Set(found.column('file_id'))];
  return files.map((fileId) => ({
    fileId: Number(fileId),
    measures: found
      .rows()
      .flatMap((row) => (row['file_id'] === fileId ? [String(row['measure'])] : [])),
  }));
}
