import fc from 'fast-check';
import { it } from 'vitest';
import { derive as naiveDerive } from '../naive/derive';
import { deriveAttendance } from '../naive/derive-sessions';
import { canonicalRows } from '../naive/random';
import { settingsFor } from '../naive/random-cohort';
import { derive, fillCanonicalTables } from '../support/canonical-tables';
import { readDerivedTables } from '../support/derived-tables';
import { startNodeEngine } from '../support/node-engine';
it('probe', async () => {
  const e = await startNodeEngine();
  const worlds = fc.sample(canonicalRows.chain((rows) => fc.record({ rows: fc.constant(rows), settings: settingsFor(rows) })), { numRuns: Number(process.env.N ?? 20), seed: Number(process.env.SEED ?? 7) });
  const bad: Record<string, any> = {};
  let w = 0; let tt=[0,0,0,0];
  for (const { rows, settings } of worlds) {
    w++;
    let t=Date.now();
    await fillCanonicalTables(e, rows); tt[0]+=Date.now()-t; t=Date.now();
    await derive(e, settings); tt[1]+=Date.now()-t; t=Date.now();
    const f: any = await readDerivedTables(e); tt[2]+=Date.now()-t; t=Date.now();
    const n: any = naiveDerive(rows, settings); tt[3]+=Date.now()-t;
    n.attendance = deriveAttendance(n.sessions.filter((s: any) => !s.before_admission));
    const some = (x: any) => x.counted + x.attended + x.no_show + x.minutes > 0;
    n.attendance = n.attendance.filter(some); f.attendance = f.attendance.filter(some);
    n.groupMeetings = n.groupMeetings.filter((m: any) => m.size > 0);
    const KEYS: any = { stays: ['stay_id'], paths: ['path_id'], persons: ['person_id'], sessions: ['session_id'], attendance: ['stay_id', 'week'], groupMeetings: ['group_id', 'held_on'], scorePoints: ['person_id', 'stay_id', 'measure', 'rater', 'taken_on'], scorePairs: ['grain', 'stay_id', 'path_id', 'measure', 'rater'] };
    for (const [t, keys] of Object.entries<any>(KEYS)) {
      const key = (r: any) => keys.map((k: string) => r[k]).join('|');
      const a = new Map(f[t].map((r: any) => [key(r), r])), b = new Map(n[t].map((r: any) => [key(r), r]));
      const note = (col: string, msg: any) => { const x = (bad[`${t}.${col}`] ??= { count: 0, ex: [] }); x.count++; if (x.ex.length < 2) x.ex.push(msg); };
      const ctx = (p: string) => JSON.stringify({ w, settings: { cut: settings.dataCut, gap: settings.pathGapDays, w: settings.scoreWindowByLevel }, cut: f.dataCut, stays: rows.stays.filter((s) => s.person_id === p).map((s) => [s.stay_id, s.level_of_care, s.program, s.admitted_on, s.discharged_on].join(' ')) , scores: t.startsWith('score') ? rows.scores.filter((s) => s.person_id === p).map((s) => [s.measure, s.rater, s.taken_on, s.score, s.stay_id].join(' ')) : 0});
      for (const [k, r] of a as any) if (!b.has(k)) note('extra', { r: JSON.stringify(r), ctx: ctx(r.person_id) });
      for (const [k, r] of b as any) { const q: any = a.get(k); if (!q) { note('missing', { r: JSON.stringify(r), ctx: ctx(r.person_id) }); continue; } for (const c of Object.keys(q)) if (c !== 'previous_stay_id' && JSON.stringify(q[c]) !== JSON.stringify(r[c] ?? null)) note(c, { k, mine: q[c], naive: r[c], ctx: ctx(r.person_id ?? '') }); }
    }
  }
  console.log(JSON.stringify(tt), JSON.stringify(bad, null, 1));
}, 500000);
