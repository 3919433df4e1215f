/** What the browser keeps of this app between visits, as state that pages can show. */
import { unknownWords } from '$lib/ingest/propose/words';
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
  wordMark,
  writeMemory,
} from './mapping-memory';

/** Mappings, instruments and thresholds; every change is written to the browser at once. */
export class KeptMemory {
  current = $state.raw<Memory>(NO_MEMORY);

  constructor(private readonly storage: Storage | null) {
    if (storage) this.current = readMemory(storage);
  }

  /** Settings with the instruments and thresholds that were kept. */
  recallInto(settings: Settings): Settings {
    const { instruments, thresholds } = this.current;
    setOwnInstruments(instruments);
    return { ...settings, instruments, thresholds };
  }

  /** Keeps the mappings of files that went in; those of samples come with the app. */
  rememberMapped(files: readonly PendingFile[], savedOn: string): void {
    const own = files.filter(({ isSample }) => !isSample);
    this.keep(
      own.reduce<Memory>((memory, { name, plan, answered, profile }) => {
        const undecided = unknownWords(plan, profile).map(wordMark);
        return remember(memory, { name, savedOn, plan, answered, undecided });
      }, this.current),
    );
  }

  /** Keeps the instruments and thresholds of settings. */
  rememberSettings({ instruments, thresholds }: Settings): void {
    this.keep({ ...this.current, instruments, thresholds });
  }

  /** Takes in what another browser kept. */
  add(memory: Memory): void {
    this.keep(merge(this.current, memory));
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
    setOwnInstruments([]);
  }

  private keep(memory: Memory): void {
    this.current = memory;
    if (this.storage) writeMemory(this.storage, memory);
  }
}
