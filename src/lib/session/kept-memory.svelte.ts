/** What the browser keeps of this app between visits, as state that pages can show. */
import { setOwnInstruments } from '$lib/measures/library';
import type { Settings } from '$lib/model/settings';
import type { PendingFile } from './mapping.svelte';
import {
  headerFingerprint,
  type Memory,
  merge,
  NO_MEMORY,
  readMemory,
  remember,
  writeMemory,
} from './mapping-memory';
import {
  DEFAULT_PROGRAM_SETTINGS,
  type ProgramSettings,
  programSettings,
  readKeptSettings,
  withProgramSettings,
  writeKeptSettings,
} from './settings-file';
import { withoutDangling } from './settings-references';

/** Mappings and the settings of the program; every change is written to the browser at once. */
export class KeptMemory {
  /** Mappings, with the instruments and thresholds of `settings`. */
  current = $state.raw<Memory>(NO_MEMORY);
  settings = $state.raw<ProgramSettings>(DEFAULT_PROGRAM_SETTINGS);

  constructor(private readonly storage: Storage | null) {
    if (!storage) return;
    const memory = readMemory(storage);
    // Before settings were kept as a whole, instruments and thresholds stood beside the mappings.
    this.settings = readKeptSettings(storage) ?? settingsWith(DEFAULT_PROGRAM_SETTINGS, memory);
    const { instruments, thresholds } = this.settings;
    this.current = { ...memory, instruments, thresholds };
  }

  /** Settings with those of the program that were kept. */
  recallInto(settings: Settings): Settings {
    setOwnInstruments(this.settings.instruments);
    return withProgramSettings(settings, this.settings);
  }

  /** Keeps the mappings of files that went in; those of samples come with the app. */
  async rememberMapped(files: readonly PendingFile[], savedOn: string): Promise<void> {
    const { savedMapping } = await import('./saved-mapping');
    const own = files.filter(({ isSample }) => !isSample);
    const saved = own.map((file) => savedMapping(file, savedOn));
    this.keep(saved.reduce(remember, this.current));
  }

  /** Keeps the settings of the program. */
  rememberSettings(settings: Settings): void {
    this.keepSettings(programSettings(settings));
  }

  /** Takes in what another browser kept. */
  add(memory: Memory): void {
    const merged = merge(this.current, memory);
    this.current = merged;
    this.keepSettings(settingsWith(this.settings, merged));
  }

  /** Forgets the mapping of one header. */
  forget(header: readonly string[]): void {
    const gone = headerFingerprint(header);
    const mappings = this.current.mappings.filter(
      ({ plan }) => headerFingerprint(plan.header) !== gone,
    );
    this.keep({ ...this.current, mappings });
  }

  /** Forgets everything that the browser keeps for this app. */
  clear(): void {
    this.storage?.clear();
    this.current = NO_MEMORY;
    this.settings = DEFAULT_PROGRAM_SETTINGS;
    setOwnInstruments([]);
  }

  private keepSettings(settings: ProgramSettings): void {
    this.settings = settings;
    if (this.storage) writeKeptSettings(this.storage, settings);
    const { instruments, thresholds } = settings;
    this.keep({ ...this.current, instruments, thresholds });
  }

  private keep(memory: Memory): void {
    this.current = memory;
    if (this.storage) writeMemory(this.storage, memory);
  }
}

/** Settings with the instruments and thresholds of a memory, as far as they still have a place. */
function settingsWith(
  settings: ProgramSettings,
  { instruments, thresholds }: Memory,
): ProgramSettings {
  return withoutDangling({ ...settings, instruments, thresholds });
}
