/**
 * Synthetic exports of 100,000 to 10,000,000 sessions, about 40 sessions and 12 scores a stay, in the
 * words of the app's templates, so that they load without a question. Every value is a hash of its
 * row's number: the same size gives the same bytes.
 */
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openNative } from './native-engine.mjs';
import { scratch } from './scratch.mjs';

/** Grows with every change of what is written, so that no old files are measured. */
const VERSION = 1;

const FIRST_DAY = "date '2022-01-01'";
/** Days of the extract: three years; who is still in care on its last day has no discharge. */
const DAYS = 1096;

/** Files in the order in which they are handed over. */
export const FILES = ['stays', 'sessions', 'scores'];

/**
 * The folder with the three files of a size; they are written when they are not there.
 * @param {number} rows sessions
 * @returns {Promise<string>}
 */
export async function dataOf(rows) {
  const folder = join(scratch('data'), `v${VERSION}-${rows}`);
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}-unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished);
  const { run, close } = await openNative();
  for (const statement of statements(rows, unfinished)) await run(statement);
  close();
  renameSync(unfinished, folder);
  return folder;
}

/**
 * @param {number} rows
 * @param {string} folder
 * @returns {string[]}
 */
function statements(rows, folder) {
  const stays = Math.max(1, Math.round(rows / 40));
  const persons = Math.max(1, Math.round(stays / 1.6));
  /** @type {(name: string, query: string) => string} */
  const write = (name, query) =>
    `COPY (${query}) TO '${join(folder, `${name}.csv`)}' (FORMAT csv, HEADER true)`;
  return [
    // u(i, k): between 0 and 1, always the same for the same row and purpose.
    'CREATE MACRO u(i, k) AS (hash(i * 1000003 + k) % 1000000) / 1000000.0',
    'CREATE MACRO pick(i, k, list) AS list[1 + floor(u(i, k) * len(list))::INTEGER]',
    `CREATE TABLE drawn AS SELECT i, (hash(i * 7 + 3) % ${persons})::BIGINT AS p,
        (2 + floor(pow(u(i, 1), 1.4) * 59))::INTEGER AS days, (u(i, 2) * 10)::INTEGER AS gap
      FROM range(${stays}) AS numbers(i)`,
    // The stays of a person follow each other after at most ten days, from level to lower level.
    `CREATE TABLE placed AS SELECT *, row_number() OVER person AS nth,
        ((u(p, 21) * ${DAYS})::INTEGER + coalesce(sum(days + gap) OVER (person
          ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)::INTEGER) % ${DAYS} AS day
      FROM drawn WINDOW person AS (PARTITION BY p ORDER BY i)`,
    `CREATE TABLE stay AS SELECT i, 'P' || lpad(p::VARCHAR, 7, '0') AS person_id,
        'S' || lpad(i::VARCHAR, 8, '0') AS stay_id,
        CASE WHEN nth = 1 THEN pick(p, 11, ['residential', 'php', 'php', 'iop', 'op'])
          WHEN u(i, 12) < 0.7 THEN ['residential', 'php', 'iop', 'op'][least(4, nth)::INTEGER]
          ELSE pick(i, 13, ['residential', 'php', 'iop', 'op']) END AS level_of_care,
        (${FIRST_DAY} + day)::DATE AS admitted_on, days,
        least(days, ${DAYS - 1} - day) AS seen_days, day + days < ${DAYS} AS is_closed,
        pick(i, 23, ['completed', 'completed', 'completed', 'transferred', 'against_advice',
          'dropped_out', 'terminated', 'coverage_ended']) AS discharge_reason,
        pick(i, 14, ['Adult', 'Substance use', 'Eating disorders', 'Adolescent', 'Trauma']) AS program,
        pick(p, 15, ['North', 'South', 'Riverside', 'Hillcrest', 'Downtown']) AS site,
        pick(p, 16, ['Commercial', 'Medicaid', 'Medicare', 'County', 'Self-pay', 'Tricare']) AS payer,
        pick(p, 18, ['13-17', '18-25', '26-35', '36-50', '51-64', '65+']) AS age_band,
        pick(p, 19, ['female', 'male', 'other']) AS sex,
        pick(p, 20, ['White', 'Black', 'Hispanic', 'Asian', 'Other', 'Unknown']) AS race_ethnicity,
        pick(p, 17, ['F32.2', 'F33.1', 'F41.1', 'F43.10', 'F10.20', 'F11.20', 'F50.00', 'F31.81'])
          AS primary_dx
      FROM placed`,
    write(
      'stays',
      `SELECT person_id, stay_id, level_of_care, admitted_on,
          CASE WHEN is_closed THEN (admitted_on + days)::DATE END AS discharged_on,
          CASE WHEN is_closed THEN discharge_reason END AS discharge_reason,
          program, site, payer, age_band, sex, race_ethnicity, primary_dx
        FROM stay ORDER BY i`,
    ),
    write(
      'sessions',
      `SELECT person_id, stay_id,
          (admitted_on + floor(j * (seen_days + 1) / 40.0)::INTEGER)::DATE AS held_on,
          pick(i * 40 + j, 31, ['group', 'group', 'group', 'individual', 'family', 'medication'])
            AS session_type,
          CASE WHEN u(i * 40 + j, 32) < 0.8 - 0.004 * (j % 10) THEN 'attended'
            WHEN u(i * 40 + j, 33) < 0.6 THEN 'no_show' ELSE 'client_cancel' END AS status,
          pick(i * 40 + j, 34, [45, 50, 60, 60, 90, 180]) AS scheduled_minutes
        FROM stay, range(40) AS numbers(j) ORDER BY i, j LIMIT ${rows}`,
    ),
    write(
      'scores',
      `SELECT person_id,
          (admitted_on + floor((j // 2) * (seen_days + 1) / 6.0)::INTEGER)::DATE AS taken_on,
          CASE WHEN j % 2 = 0 THEN 'phq9' ELSE 'gad7' END AS measure,
          greatest(0, least(CASE WHEN j % 2 = 0 THEN 27 ELSE 21 END,
            (16 - (j // 2) * 1.4 + (u(i * 12 + j, 41) - 0.5) * 10)::INTEGER)) AS score,
          stay_id
        FROM stay, range(12) AS numbers(j) ORDER BY i, j`,
    ),
  ];
}
