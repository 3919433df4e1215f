/** Says when the page goes to paper and comes back. */

/**
 * Calls back with true before printing and false after it; returns the way to stop. Both signals are
 * needed: not every browser sends the events, and not every way to print changes the media query.
 */
export function onPrint(changed: (printing: boolean) => void): () => void {
  let last = false;
  const tell = (printing: boolean): void => {
    if (printing === last) return;
    last = printing;
    changed(printing);
  };
  const before = (): void => tell(true);
  const after = (): void => tell(false);
  const media = matchMedia('print');
  const change = (event: MediaQueryListEvent): void => tell(event.matches);
  addEventListener('beforeprint', before);
  addEventListener('afterprint', after);
  media.addEventListener('change', change);
  return () => {
    removeEventListener('beforeprint', before);
    removeEventListener('afterprint', after);
    media.removeEventListener('change', change);
  };
}
