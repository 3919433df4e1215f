/** The memory that is predicted from the first part of a file is what its table takes in the engine. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '$lib/engine/port';
import { inspectFile } from '$lib/ingest/inspect';
import { loadFile } from '$lib/ingest/load';
import { unread } from '$lib/session/kept-file';
import { predictRows, predictTableBytes } from '$lib/session/predict-memory';
import { type NodeDatabase, nodeDatabase, openNodeEngine } from '../../support/node-engine';
import { csv, TODAY } from './support';

/** A multiple of what the engine keeps in one group of blocks: what is left over is small. */
const ROWS = 2 * 122_880;

const FILES: Readonly<Record<string, (at: number) => string>> = {
  'session_id,person_id,stay_id,held_on,session_type,status,scheduled_minutes,group_id,modality': (
    at,
  ) =>
    `V${at},P-${at % 3000},S-${at % 3000},2026-0${1 + (at % 9)}-11,group,attended,60,G${at % 97},in_person`,
  'person_id,taken_on,measure,score,stay_id,reviewed_on': (at) =>
    `P-${at % 9000},2026-0${1 + (at % 9)}-11,${at % 2 ? 'phq9' : 'gad7'},${at % 20},S-${at % 9000},`,
};

let database: NodeDatabase;

beforeAll(async () => {
  database = await nodeDatabase();
});

async function held(engine: Engine): Promise<number> {
  const found = await engine.query(
    `SELECT sum(memory_usage_bytes)::DOUBLE AS bytes FROM duckdb_memory()
     WHERE tag = 'IN_MEMORY_TABLE'`,
  );
  return found.number('bytes', 0) ?? 0;
}

describe('the prediction', () => {
  it.each(Object.keys(FILES))(
    'of what %s takes, compressed, is at most a tenth too low',
    async (header) => {
      const row = FILES[header]!;
      const file = csv('a.csv', [header, ...Array.from({ length: ROWS }, (_, at) => row(at))]);
      const found = await inspectFile(file);
      if (found.state !== 'ready') throw new Error(found.sentence);
      const { plan, profile } = found;
      const kept = unread(1, { name: 'a.csv', file, plan, profile, answered: {}, isSample: false });
      expect(predictRows(kept) / ROWS).toBeCloseTo(1, 1);
      // What an engine gave back before would be counted again: each file has an engine of its own.
      const engine = openNodeEngine(database);
      await loadFile(engine, file, 1, plan, { today: TODAY });
      await engine.execute('CHECKPOINT loaded');
      const bytes = await held(engine);
      await engine.terminate();
      expect(predictTableBytes(kept) / bytes).toBeGreaterThan(0.9);
      expect(predictTableBytes(kept) / bytes).toBeLessThan(1.6);
    },
  );
});
