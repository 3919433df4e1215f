/** What a page says to a new version of the app that is installed and waits. */

/** Take over from the old version now, in every tab. */
export const TAKE_OVER = 'take over';

/** Answer with the number of open tabs of the app, on the port that comes with it. */
export const COUNT_TABS = 'count tabs';
