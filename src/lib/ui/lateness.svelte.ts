/**
 * Whether something takes long. What is dimmed while it waits is dimmed only then: most answers come
 * before, and a picture that is faded, even by nothing yet, gets a layer of its own, which costs two frames.
 */

/** From when on something takes long, in ms. */
const LATE_MS = 300;

/** Follows what goes on; to be called while a component is made. */
export function lateness(isGoingOn: () => boolean): { readonly isLate: boolean } {
  let isLate = $state(false);
  $effect(() => {
    if (!isGoingOn()) return;
    const timer = setTimeout(() => (isLate = true), LATE_MS);
    return () => {
      clearTimeout(timer);
      isLate = false;
    };
  });
  return {
    get isLate() {
      return isLate;
    },
  };
}
