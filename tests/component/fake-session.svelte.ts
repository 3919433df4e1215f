/** A session that holds settings and nothing else. */
import { DEFAULT_SETTINGS, type Settings } from '$lib/model/settings';

/** Its settings are state, so that components follow them. */
export class FakeSession {
  settings = $state.raw<Settings>(DEFAULT_SETTINGS);

  changeSettings(change: (settings: Settings) => Settings): Promise<void> {
    this.settings = change(this.settings);
    return Promise.resolve();
  }
}
