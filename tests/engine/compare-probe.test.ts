import fc from 'fast-check';
import { it } from 'vitest';
import { computeFigure } from '$lib/metrics/compute';
import { METRICS } from '$lib/metrics/registry';
import { derive as naiveDerive } from '../naive/derive';
import { naiveFigure } from '../naive/figures';
import { canonicalRows } from '../naive/random';
import { cohortFor, settingsFor } from '../naive/random-cohort';
import { derive, fillCanonicalTables } from '../support/canonical-tables';
import { startNodeEngine } from '../support/node-engine';
const KEYS = ['measure','rater','level','program','scope','window','from','to','class','statistic','between','week','day','month'];
const keyOf = (r: any) => KEYS.map((k) => r[k] ?? '').join('|');
const same = (a: any, b: any) => (typeof a === 'number' && typeof b === 'number' ? Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b)) : (a ?? null) === (b ?? null));
it('probe', async () => {
  const e = await startNodeEngine();
  const bad: Record<string, { count: number; msgs: string[] }> = {};
  const worlds = fc.sample(canonicalRows.chain((rows) => fc.record({ rows: fc.constant(rows), cohort: cohortFor(rows), settings: settingsFor(rows) })), { numRuns: Number(process.env.N ?? 40), seed: Number(process.env.SEED ?? 7) });
  let w = 0;
  for (const { rows, cohort, settings } of worlds) {
    w++;
    await fillCanonicalTables(e, rows);
    await derive(e, settings, Object.keys(rows.stays[0] ?? {}).filter((k) => k.startsWith('x_')));
    const d = naiveDerive(rows, settings);
    for (const m of METRICS) {
      const note = (t: string) => { const x = (bad[m.id] ??= { count: 0, msgs: [] }); x.count++; if (x.msgs.length < 4) x.msgs.push(`w${w} ${t} cohort=${JSON.stringify(cohort)}`); };
      let f;
      try { f = await computeFigure(m, { cohort, settings, dataCut: d.dataCut }, (q) => e.query(q)); } catch (x) { note('THROW ' + String(x).slice(0, 300)); continue; }
      const n = naiveFigure(m.id as any, d, cohort, f.context.basis);
      const rs = f.data.rows.filter((r) => r['statistic'] !== 'restricted mean');
      if (JSON.stringify(f.data.columns) !== JSON.stringify(n.columns)) note('columns ' + f.data.columns + ' / ' + n.columns);
      const a = rs.map(keyOf), b = n.rows.map(keyOf);
      if (JSON.stringify(a) !== JSON.stringify(b)) { const i = a.findIndex((k, j) => k !== b[j]); note(`rows ${a.length} vs ${b.length}; first diff at ${i}: mine ${a[i]} naive ${b[i]}; missing ${b.filter((k) => !a.includes(k)).slice(0, 3)}; extra ${a.filter((k) => !b.includes(k)).slice(0, 3)}`); }
      else rs.forEach((r, i) => { for (const c of f.data.columns) if (!(r['statistic'] === 'at risk' && ['value', 'low', 'high'].includes(c)) && !same(r[c], n.rows[i]![c])) note(`${keyOf(r)} ${c}: mine ${r[c]} naive ${n.rows[i]![c]}`); });
      for (const h of ['n', 'persons', 'numerator', 'denominator', 'value', 'low', 'high'] as const) if (!same(f.data[h], n[h])) note(`head ${h}: mine ${f.data[h]} naive ${n[h]}`);
      if (JSON.stringify(f.data.excluded) !== JSON.stringify(n.excluded)) note(`excl mine ${JSON.stringify(f.data.excluded)} naive ${JSON.stringify(n.excluded)}`);
    }
  }
  console.log(JSON.stringify(bad, null, 1));
}, 300000);
