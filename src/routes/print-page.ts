/** Prints from a button, where the browser would not wait for what `beforeprint` changes. */
import type { Session } from '$lib/session/session.svelte';

/** Takes back what a click on a figure ignores, then prints. */
export function printPage(session: Session): void {
  session.clicked = null;
  setTimeout(() => window.print());
}
