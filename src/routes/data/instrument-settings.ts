/** How instruments of the program and entered thresholds come into the settings, and out again. */
import type { EnteredThresholds, OwnInstrument } from '$lib/measures/own';
import type { Settings } from '$lib/model/settings';

/** Settings with an instrument, and with thresholds for it where some were entered. */
export function withInstrument(
  settings: Settings,
  own: OwnInstrument,
  entered: EnteredThresholds | null,
): Settings {
  const { instruments, thresholds } = settings;
  return {
    ...settings,
    instruments: [...instruments.filter(({ id }) => id !== own.id), own],
    thresholds: entered ? { ...thresholds, [own.id]: entered } : thresholds,
  };
}

/** Settings without an instrument of the program, and without what was said about it. */
export function withoutInstrument(settings: Settings, id: string): Settings {
  const primary = Object.entries(settings.primaryMeasure).filter(([, measure]) => measure !== id);
  return {
    ...withoutThresholds(settings, id),
    instruments: settings.instruments.filter((own) => own.id !== id),
    primaryMeasure: Object.fromEntries(primary),
  };
}

/** Settings with thresholds for an instrument in place of the published ones. */
export function withThresholds(
  settings: Settings,
  id: string,
  entered: EnteredThresholds,
): Settings {
  return { ...settings, thresholds: { ...settings.thresholds, [id]: entered } };
}

/** Settings in which the published thresholds of an instrument hold again. */
export function withoutThresholds(settings: Settings, id: string): Settings {
  const others = Object.entries(settings.thresholds).filter(([key]) => key !== id);
  return { ...settings, thresholds: Object.fromEntries(others) };
}
