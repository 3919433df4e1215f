// Makes the synthetic sample: `npx tsx sample-data/generate.ts`. The same bytes every time.
import { fileURLToPath } from 'node:url';
import { makeStays } from './generator/paths';
import { makePeople } from './generator/people';
import { plantMess } from './generator/plant';
import { staysTable } from './generator/records';
import { makeScores } from './generator/scores';
import { screenRows } from './generator/screens';
import { makeSessions } from './generator/sessions';
import { makeSurveys } from './generator/surveys';
import { scoresTable, sessionsTable, surveysTable, withoutRepeats } from './generator/table';
import { expectedSetAside, writeTable } from './generator/write';

const PEOPLE = 2400;

const stays = makeStays(makePeople(PEOPLE));
const sessions = makeSessions(stays);
const scores = makeScores(stays, sessions);
const tables = {
  stays: withoutRepeats(staysTable(stays)),
  scores: withoutRepeats(scoresTable(scores)),
  sessions: withoutRepeats(sessionsTable(sessions)),
  surveys: withoutRepeats(surveysTable(makeSurveys(stays))),
};
const planted = plantMess(tables);
tables.scores.rows.push(...screenRows(stays, scores, tables.scores));
const folder = fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '');
for (const table of [...Object.values(tables), expectedSetAside(planted)]) {
  console.log(writeTable(folder, table));
}
