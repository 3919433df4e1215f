/** The way of files into an engine, with rows that are made up and an engine that ends afterwards. */
import { dayNumber, dayOfNumber } from '$lib/format/days';
import type { Settings } from '$lib/model/settings';
import type { StartEngine } from './engine-host.svelte';
import { unread } from './kept-file';
import { nothingLoaded } from './loaded-data';
import { NO_MEMORY } from './mapping-memory';

/** Enough for every statement to find rows; more of them compile no more of the engine. */
const STAYS = 50;
const SESSIONS = 40;
const SCORES = 12;

const TODAY = '2020-12-31';
const FIRST_DAY = dayNumber('2020-01-01');

/** Loads made-up rows under some settings; rejects when it is stopped, or with whatever fails. */
export async function practiseLoad(
  startEngine: StartEngine,
  settings: Settings,
  signal: AbortSignal,
): Promise<void> {
  const engine = await startEngine({ onGone: () => undefined });
  const end = (): void => void engine.terminate();
  signal.addEventListener('abort', end);
  try {
    signal.throwIfAborted();
    const onProgress = (): void => undefined;
    // In two parts, as for real files: no single task is long.
    const { takeFiles } = await import('./take-files');
    const { ready } = await takeFiles(practiceFiles(), {
      ...{ loaded: [], pending: [], memory: NO_MEMORY, isSample: true, hasKeys: false },
      ...{ today: TODAY, signal, onProgress },
    });
    const { changeData } = await import('./change-work');
    const add = ready.map((file, at) => unread(at + 1, file));
    await changeData(
      engine,
      nothingLoaded(settings),
      { add },
      {
        ...{ load: { today: TODAY }, signal, onProgress },
        exclusively: (work) => work(),
      },
    );
  } finally {
    end();
  }
}

/** Stays, two a person, with sessions and scores, written like the templates. */
export function practiceFiles(): File[] {
  const stays = numbers(STAYS);
  return [
    fileOf('stays.csv', stays.map(stayRow)),
    fileOf(
      'sessions.csv',
      stays.flatMap((stay) => numbers(SESSIONS).map((at) => sessionRow(stay, at))),
    ),
    fileOf(
      'scores.csv',
      stays.flatMap((stay) => numbers(SCORES).map((at) => scoreRow(stay, at))),
    ),
  ];
}

type Row = Readonly<Record<string, string | number>>;

function stayRow(stay: number): Row {
  const isOpen = stay % 9 === 0;
  return {
    ...idsOf(stay),
    level_of_care: among(['php', 'iop', 'residential', 'op'], stay),
    admitted_on: dayOf(stay, 0),
    discharged_on: isOpen ? '' : dayOf(stay, 1),
    discharge_reason: isOpen ? '' : among(['completed', 'transferred', 'dropped_out'], stay),
    program: among(['Adult', 'Trauma'], stay),
    site: 'North',
    payer: among(['Commercial', 'Medicaid'], stay >> 2),
    age_band: '26-35',
    sex: among(['female', 'male'], stay >> 1),
    race_ethnicity: 'Other',
    primary_dx: 'F32.2',
  };
}

function sessionRow(stay: number, at: number): Row {
  return {
    ...idsOf(stay),
    held_on: dayOf(stay, at / SESSIONS),
    session_type: among(['group', 'individual', 'family'], at),
    status: among(['attended', 'attended', 'no_show', 'client_cancel'], stay + at),
    scheduled_minutes: 60,
  };
}

/** Two instruments on each of six days. */
function scoreRow(stay: number, at: number): Row {
  const day = dayOf(stay, ((at >> 1) * 2) / SCORES);
  const measure = among(['phq9', 'gad7'], at);
  return { ...idsOf(stay), taken_on: day, measure, score: 16 - at + (stay % 5) };
}

function idsOf(stay: number): Row {
  return { person_id: `P${stay >> 1}`, stay_id: `S${stay}` };
}

/** The day at a share of a stay; the second stay of a person begins after the first has ended. */
function dayOf(stay: number, share: number): string {
  const from = (stay % 2) * 75 + (stay % 17);
  const days = 20 + ((stay * 7) % 40);
  return dayOfNumber(FIRST_DAY + Math.floor(from + share * days));
}

function among(words: readonly string[], at: number): string {
  return words[at % words.length]!;
}

function numbers(length: number): number[] {
  return Array.from({ length }, (_, at) => at);
}

/** A file of rows whose values need no quotes. */
function fileOf(name: string, rows: readonly Row[]): File {
  const lines = [Object.keys(rows[0]!), ...rows.map(Object.values)];
  return new File([`${lines.join('\n')}\n`], name);
}
