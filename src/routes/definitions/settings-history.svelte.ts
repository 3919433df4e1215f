/** The last change of the settings, whoever made it, and the way back. */
import { DEFAULT_SETTINGS } from '$lib/model/settings';
import type { Session } from '$lib/session/session.svelte';
import {
  type ProgramSettings,
  programSettings,
  withProgramSettings,
} from '$lib/session/settings-file';
import { differences } from '$lib/session/settings-words';

/** What was changed. */
export interface SettingsChange {
  readonly before: ProgramSettings;
  /** One line for each difference. */
  readonly words: readonly string[];
}

/** Follows the settings of a session; undoing is a change like any other, and can be undone. */
export class SettingsHistory {
  last = $state.raw<SettingsChange | null>(null);

  private seen: ProgramSettings;

  constructor(private readonly session: Pick<Session, 'settings' | 'changeSettings'>) {
    this.seen = programSettings(session.settings);
  }

  /** Compares with what was seen before; to be called from an effect. */
  follow(): void {
    const { settings } = this.session;
    const before = this.seen;
    this.seen = programSettings(settings);
    // What was forgotten must not come back.
    if (settings === DEFAULT_SETTINGS) {
      this.last = null;
      return;
    }
    const words = differences(before, this.seen);
    if (words.length > 0) this.last = { before, words };
  }

  /** Puts the settings before the last change back. */
  async undo(): Promise<void> {
    const change = this.last;
    if (!change) return;
    await this.session.changeSettings((now) => withProgramSettings(now, change.before));
  }
}
