/** Conditions from ICD-10-CM codes, with or without the dot (chapter F blocks, Z63.4 for grief). */
import { type Sql, join, sql } from '$lib/sql/sql';

/** Conditions and the codes that begin them, first match wins. */
const CONDITIONS: readonly (readonly [label: string, codes: string])[] = [
  ['Substance use', 'F1[0-9]'],
  ['Psychotic', 'F2[0-9]'],
  ['Bipolar', 'F3[01]|F340'],
  ['Depressive', 'F3[23]|F34[189]|F39'],
  ['Anxiety', 'F4[01]'],
  ['OCD', 'F42'],
  ['Grief', 'F4381|Z634'],
  ['Trauma and stressor', 'F43'],
  ['Somatic', 'F4[45]|F54'],
  ['Eating', 'F50'],
  ['Personality', 'F6[01]'],
  ['ADHD', 'F90'],
];

/** The condition of a diagnosis; null without a diagnosis, `Other` for any that has no name here. */
export function conditionSql(diagnosis: Sql): Sql {
  const code = sql`upper(replace(${diagnosis}, '.', ''))`;
  const cases = CONDITIONS.map(
    ([label, codes]) => sql`WHEN regexp_matches(${code}, ${`^(${codes})`}) THEN ${label}`,
  );
  return sql`CASE WHEN ${diagnosis} IS NULL THEN NULL ${join(cases, ' ')} ELSE 'Other' END`;
}

/** `yes` where a substance code and another code of chapter F stand among all diagnoses. */
export function dualDiagnosisSql(primary: Sql, other: Sql): Sql {
  const codes = sql`upper(concat_ws(';', ${primary}, ${other}))`;
  return sql`CASE
    WHEN ${primary} IS NULL AND ${other} IS NULL THEN NULL
    WHEN regexp_matches(${codes}, '(^|[;| ])F1[0-9]')
      AND regexp_matches(${codes}, '(^|[;| ])F[2-9][0-9]') THEN 'yes'
    ELSE 'no' END`;
}
