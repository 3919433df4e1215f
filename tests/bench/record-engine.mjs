/**
 * Runs in the page before anything of the app: keeps every statement and every file that goes to the
 * engine's worker, with times. It only listens. Parts of chosen files are kept as byte ranges, so that
 * native DuckDB can read the very same parts.
 */
/* global window, Worker */

/** To be handed to `addInitScript`: it is sent as text, so nothing outside of it is in reach. */
export function recordEngine() {
  /** @type {any} */
  const own = window;
  /** @type {any[]} */
  const log = [];
  own.bench = { ...own.bench, log, partsOf, bytesOf };

  // Which part of which file a blob is.
  const origins = new WeakMap();
  const slice = Blob.prototype.slice;
  /**
   * @this {Blob}
   * @param {number} start
   * @param {number | undefined} end
   * @param {string[]} rest
   */
  Blob.prototype.slice = function (start = 0, end, ...rest) {
    const part = slice.call(this, start, end ?? this.size, ...rest);
    const from = origins.get(this) ?? (this instanceof File ? { file: this, start: 0 } : null);
    const first = Math.min(start < 0 ? this.size + start : start, this.size);
    if (from) origins.set(part, { file: from.file, start: from.start + Math.max(0, first) });
    return part;
  };

  const post = Worker.prototype.postMessage;
  const sent = new Map();
  // The first worker that is asked is the engine; another one is for practice.
  const engine = new WeakSet();
  let hasEngine = false;
  /** @type {any} */
  let current = null;

  /** @param {any} message */
  function keep({ type, data }) {
    if (type === 'START_PENDING_QUERY' || type === 'RUN_QUERY') {
      current = { kind: 'statement', text: data[1], start: performance.now(), end: null, busy: 0 };
      current.isCancelled = false;
      current.hasFailed = false;
      log.push(current);
    } else if (type === 'CANCEL_PENDING_QUERY') {
      if (current) current.isCancelled = true;
    } else if (type === 'REGISTER_FILE_HANDLE') {
      log.push({ kind: 'file', name: data[0], blob: data[1] });
    } else if (type === 'REGISTER_FILE_BUFFER') {
      log.push({ kind: 'file', name: data[0], blob: new Blob([data[1]]) });
    } else if (type === 'DROP_FILE') {
      log.push({ kind: 'drop', name: data });
    }
  }

  /**
   * @this {Worker}
   * @param {any} message
   * @param {any[]} rest
   */
  Worker.prototype.postMessage = function (message, ...rest) {
    const isForEngine = message?.type && message.messageId !== undefined;
    if (isForEngine && (!hasEngine || engine.has(this))) {
      if (!hasEngine) {
        hasEngine = true;
        engine.add(this);
        this.addEventListener('message', ({ data }) => {
          const asked = sent.get(data.requestId);
          if (!asked) return;
          sent.delete(data.requestId);
          if (data.type === 'ERROR') asked.entry.hasFailed = true;
          asked.entry.end = performance.now();
          asked.entry.busy += asked.entry.end - asked.at;
        });
      }
      keep(message);
      const isOfStatement = /QUERY/.test(message.type);
      if (isOfStatement && current) {
        sent.set(message.messageId, { at: performance.now(), entry: current });
      }
    }
    return post.call(this, message, .../** @type {[any]} */ (rest));
  };

  /** The log as it can leave the page: files as names and byte ranges; null = bytes of the page's own. */
  function partsOf() {
    return log.map((entry) => {
      if (entry.kind !== 'file') return entry;
      const { name, blob } = entry;
      const from = origins.get(blob) ?? (blob instanceof File ? { file: blob, start: 0 } : null);
      const part = from && { file: from.file.name, start: from.start, end: from.start + blob.size };
      return { kind: 'file', name, part, size: blob.size };
    });
  }

  /**
   * Bytes of a file that the page made itself, in base64.
   * @param {number} at its place in the log
   * @param {number} start
   * @param {number} end
   */
  async function bytesOf(at, start, end) {
    const bytes = new Uint8Array(await slice.call(log[at].blob, start, end).arrayBuffer());
    let text = '';
    for (let i = 0; i < bytes.length; i += 8192) {
      text += String.fromCharCode(...bytes.subarray(i, i + 8192));
    }
    return btoa(text);
  }
}
