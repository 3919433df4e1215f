/**
 * The settings of a program as one document: written always in the same order, so that equal settings
 * give equal files and one fingerprint. Nothing about loaded files is in it.
 */
import * as v from 'valibot';
import { fingerprint } from '$lib/ingest/fingerprint';
import { DEFAULT_SETTINGS, type Settings } from '$lib/model/settings';
import { danglingReference, withoutDangling } from './settings-references';
import { type ProgramSettings, programSettingsSchema } from './settings-schema';

export type { ProgramSettings } from './settings-schema';

/** Name of the format, and of its place in the browser. */
export const SETTINGS_FORMAT = 'stepdown-settings';

/** The file that an export writes. */
export const SETTINGS_FILE_NAME = `${SETTINGS_FORMAT}.json`;

const VERSION = 1;
const FINGERPRINT_DIGITS = 12;

const document = v.strictObject({
  format: v.literal(SETTINGS_FORMAT),
  version: v.literal(VERSION),
  ...programSettingsSchema.entries,
});

/** A settings file that cannot be used. */
export class SettingsNotReadable extends Error {
  override readonly name = 'SettingsNotReadable';
  readonly nextStep =
    'Nothing was changed. Choose a file that was saved with "Export settings", or mend this place in it.';
}

/** The part of settings that a file carries: all but the answers about the loaded files. */
export function programSettings(settings: ProgramSettings): ProgramSettings {
  const { pathGapDays, scoreWindow, scoreWindowByLevel, primaryMeasure } = settings;
  const { instruments, thresholds, conventions, targets } = settings;
  return {
    ...{ pathGapDays, scoreWindow, scoreWindowByLevel, primaryMeasure },
    ...{ instruments, thresholds, conventions, targets },
  };
}

/** Settings with those of a file in place of their own. */
export function withProgramSettings(settings: Settings, program: ProgramSettings): Settings {
  return { ...settings, ...programSettings(program) };
}

/** The settings of a program before anybody changed them. */
export const DEFAULT_PROGRAM_SETTINGS: ProgramSettings = programSettings(DEFAULT_SETTINGS);

/** The document of settings; equal settings give the same text. */
export function settingsJson(settings: ProgramSettings): string {
  const own = programSettings(settings);
  const instruments = own.instruments.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const content = inOrder({ ...own, instruments }) as object;
  return `${JSON.stringify({ format: SETTINGS_FORMAT, version: VERSION, ...content }, null, 2)}\n`;
}

/**
 * The first 12 hexadecimal digits of the SHA-256 of the document: what `sha256sum` says of an exported
 * file. Rejects where the browser can neither start a worker nor hash.
 */
export async function settingsFingerprint(settings: ProgramSettings): Promise<string> {
  const hash = await fingerprint(new Blob([settingsJson(settings)]));
  return hash.slice(0, FINGERPRINT_DIGITS);
}

/** Reads a settings file; throws `SettingsNotReadable` with the first place that is wrong. */
export function parseSettings(text: string): ProgramSettings {
  const settings = parseForm(text);
  const dangling = danglingReference(settings);
  if (dangling) throw refusal(dangling.place, dangling.problem);
  return settings;
}

/**
 * What the browser has kept; null = nothing that can be read. What refers to an instrument or metric
 * that is gone is left out, so that a new version of the library does not cost the other settings.
 */
export function readKeptSettings(storage: Pick<Storage, 'getItem'>): ProgramSettings | null {
  const text = storage.getItem(SETTINGS_FORMAT);
  if (text === null) return null;
  try {
    return withoutDangling(parseForm(text));
  } catch {
    return null;
  }
}

/** Lets the browser keep settings; a browser that refuses keeps nothing, and nothing fails. */
export function writeKeptSettings(
  storage: Pick<Storage, 'setItem'>,
  settings: ProgramSettings,
): void {
  try {
    storage.setItem(SETTINGS_FORMAT, settingsJson(settings));
  } catch {
    // Storage is full or forbidden: the settings hold for this tab all the same.
  }
}

function parseForm(text: string): ProgramSettings {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (cause) {
    throw new SettingsNotReadable('The file is not JSON.', { cause });
  }
  const found = v.safeParse(document, data);
  if (!found.success) {
    const [issue] = found.issues;
    throw refusal(v.getDotPath(issue) ?? 'the file', issue.message);
  }
  return programSettings(found.output);
}

function refusal(place: string, problem: string): SettingsNotReadable {
  return new SettingsNotReadable(`The settings file cannot be used (${place}: ${problem}).`);
}

/** The same value with the keys of every object in one order. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, inOrder(inner)]));
}
