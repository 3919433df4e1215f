/**
 * Runs in the page before anything of the app: blocks of the main thread, the moments of the load, and
 * how long figures take to show what was asked. What a figure is on its way to, its frame says itself
 * (`data-status`, `data-rest`).
 */
/* global window, document, history, location, IntersectionObserver, MutationObserver, requestAnimationFrame */

/** To be handed to `addInitScript`: it is sent as text, so nothing outside of it is in reach. */
export function watchFigures() {
  /** @type {any} */
  const own = window;
  /** @type {[number, number][]} */
  const blocks = [];
  /** @type {Record<string, number>} */
  const marks = {};
  own.bench = { ...own.bench, blocks, marks, settled, change };

  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) blocks.push([startTime, duration]);
  }).observe({ type: 'longtask', buffered: true });

  const listened = { capture: true };
  document.addEventListener('change', ({ target }) => hand(target), listened);
  const pushState = history.pushState;
  history.pushState = function (...args) {
    if (marks.filesAt !== undefined) marks.loadedAt ??= performance.now();
    pushState.apply(this, args);
  };

  /** @param {any} target */
  function hand(target) {
    if (target?.files?.length > 0) marks.filesAt = performance.now();
  }

  const UNSETTLED = '[data-status="loading"], [data-status="stale"]';
  const COMING = '[data-figure][data-rest="coming"]';

  // Told by the browser after each frame: to ask for it here would lay the page out in between.
  /** @type {Set<Element>} */
  const seen = new Set();
  const view = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) seen.add(target);
      else seen.delete(target);
    }
  });

  /** @param {boolean} isInView */
  function areSettled(isInView) {
    const figures = [...document.querySelectorAll('[data-figure]')];
    const shown = isInView ? figures.filter((figure) => seen.has(figure)) : figures;
    return shown.length > 0 && shown.every((figure) => !figure.matches(UNSETTLED));
  }

  /** @type {Record<string, () => boolean>} */
  const stages = {
    inView: () => areSettled(true),
    whole: () => areSettled(false),
    intervals: () => areSettled(false) && !document.querySelector(COMING),
  };

  let changedAt = 0;
  /** @type {Set<() => void>} */
  const listeners = new Set();
  new MutationObserver((mutations) => {
    if (mutations.some(({ type }) => type === 'attributes')) changedAt = performance.now();
    if (mutations.some(({ type }) => type === 'childList')) watchView();
    if (!('firstFigure' in marks) && document.querySelector('[data-figure][data-status="ready"]')) {
      marks.firstFigure = NaN;
      void painted().then((at) => (marks.firstFigure = at));
    }
    for (const listener of listeners) listener();
  }).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['data-status', 'data-rest'],
  });

  /** Figures that are watched already are not watched twice. */
  function watchView() {
    for (const figure of document.querySelectorAll('[data-figure]')) view.observe(figure);
    for (const figure of seen) if (!figure.isConnected) seen.delete(figure);
  }

  /**
   * The time after the frame that shows what is there now.
   * @returns {Promise<number>}
   */
  function painted() {
    return new Promise((done) => {
      requestAnimationFrame(() => setTimeout(() => done(performance.now())));
    });
  }

  /**
   * How long each stage took since something began. Figures that stand as before count as settled
   * only after a second in which nothing has changed.
   * @param {number} began
   * @param {string} search what the address must say by then
   * @param {number} limit in ms
   * @returns {Promise<Record<string, number>>}
   */
  async function settled(began, search, limit) {
    /** @type {Record<string, Promise<number>>} */
    const reached = {};
    await new Promise((resolve, reject) => {
      const check = () => {
        const now = performance.now();
        const hasBegun = changedAt > began || now - began > 1000;
        if (hasBegun && location.search === search) {
          for (const [name, isReached] of Object.entries(stages)) {
            if (!(name in reached) && isReached()) reached[name] = painted();
          }
        }
        const isMapping = location.pathname.includes('mapping');
        const told = document.querySelector('[role="alert"]')?.textContent?.trim();
        if (isMapping) end(reject, new Error('The files were not taken in unasked.'));
        else if (told) end(reject, new Error(`The page says: ${told}`));
        else if (now - began > limit) end(reject, new Error(`Not there after ${limit / 1000} s.`));
        else if (Object.keys(reached).length === 3) end(resolve, null);
      };
      const timer = setInterval(check, 100);
      listeners.add(check);
      /** @type {(how: (value: any) => void, value: Error | null) => void} */
      const end = (how, value) => {
        clearInterval(timer);
        listeners.delete(check);
        how(value);
      };
      check();
    });
    const times = await Promise.all(
      Object.entries(reached).map(async ([name, at]) => [name, (await at) - began]),
    );
    return { began, ...Object.fromEntries(times) };
  }

  /**
   * Changes the filters and waits for the figures. The site changes them as its own links do.
   * @param {string} search
   * @param {number} limit
   */
  function change(search, limit) {
    const link = document.createElement('a');
    link.href = search;
    link.setAttribute('data-sveltekit-noscroll', '');
    link.setAttribute('data-sveltekit-keepfocus', '');
    document.body.append(link);
    const began = performance.now();
    link.click();
    link.remove();
    return settled(began, search, limit);
  }
}
