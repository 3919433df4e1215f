// Makes the messy sample: `npx tsx sample-data/messy/generate.ts`. The same bytes every time.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { assessmentSheet } from './assessments';
import { attendanceSheet } from './attendance';
import { censusSheet } from './census';
import { expectedJson } from './expected';
import { experienceSheet } from './experience';
import { bytesOf } from './sheet';
import { makePeople, makeStays } from './stays';

/** The bytes of every file by its name, expected.json last. */
export function makeMessySample(): Map<string, Uint8Array> {
  const { people, strangers } = makePeople();
  const stays = makeStays(people);
  const sheets = [
    censusSheet(stays, strangers),
    assessmentSheet(stays, strangers.at(-1) ?? ''),
    attendanceSheet(stays),
    experienceSheet(stays),
  ];
  const files = sheets.map((sheet) => [sheet.file, bytesOf(sheet)] as const);
  return new Map([...files, ['expected.json', new TextEncoder().encode(expectedJson(sheets))]]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, bytes] of makeMessySample()) {
    writeFileSync(fileURLToPath(new URL(name, import.meta.url)), bytes);
    console.log(`${name}  ${String(bytes.length)} bytes`);
  }
}
