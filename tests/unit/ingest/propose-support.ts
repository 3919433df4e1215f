// A file in words, for the tests of what is proposed: its text in, its proposal out.

import Papa from 'papaparse';
import { profileOf } from '$lib/ingest/profile';
import type { FileProfile, Proposal, Question } from '$lib/ingest/proposal';
import { propose, proposeAs } from '$lib/ingest/propose/propose';
import { type Dialect, PLAIN_FILE } from '$lib/ingest/types';
import type { Kind } from '$lib/model/canonical';

/** The day on which all of these files are looked at. */
export const TODAY = '2026-05-01';

/** How all of these files are written. */
export const DIALECT: Dialect = {
  encoding: 'utf-8',
  delimiter: ',',
  quote: '"',
  escape: 'doubled',
};

/** What a file holds and what is proposed for it. */
export interface Looked extends Proposal {
  readonly profile: FileProfile;
  /** Canonical column to the name in the file. */
  readonly named: Readonly<Record<string, string>>;
  readonly asked: readonly string[];
}

const WRITTEN = { ...PLAIN_FILE, dialect: DIALECT };

/** Looks at a CSV text; a kind stands for the person's choice. */
export function look(text: string, kind?: Kind, today = TODAY): Looked {
  const [header = [], ...rows] = Papa.parse<string[]>(text.trim(), { skipEmptyLines: true }).data;
  const profile = profileOf(header, rows, true);
  const proposal = kind
    ? proposeAs(kind, WRITTEN, header, profile, today)
    : propose(WRITTEN, header, profile, today);
  const columns = Object.entries(proposal.plan.columns);
  return {
    ...proposal,
    profile,
    named: Object.fromEntries(columns.map(([column, at]) => [column, header[at] ?? ''])),
    asked: proposal.questions.map(({ id }) => id),
  };
}

/** A CSV text of a header and a number of rows, each written by a function of its number. */
export function csv(header: string, row: (n: number) => string, rows = 24): string {
  return [header, ...Array.from({ length: rows }, (_, n) => row(n))].join('\n');
}

/** The element of a list for a row, over and over. */
export function pick(n: number, list: readonly string[]): string {
  return list[n % list.length]!;
}

/** The question with an id; fails the test where it is not asked. */
export function question({ questions }: Looked, id: string): Question {
  const found = questions.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`${id} is not asked: ${questions.map((q) => q.id).join(', ')}`);
  return found;
}
