/** Quantiles and the way in which numbers stand in the table. */

/**
 * The smallest value that at least this share does not exceed; of 20 the 95th percentile is the second
 * largest.
 * @param {readonly number[]} values
 * @param {number} share
 * @returns {number}
 */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

/**
 * `1,234 ms`, or seconds with one decimal from ten seconds on.
 * @param {number} ms
 * @returns {string}
 */
export function duration(ms) {
  return ms < 10_000 ? `${whole(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/**
 * @param {number} value
 * @returns {string}
 */
export function whole(value) {
  return value.toLocaleString('en', { maximumFractionDigits: 0 });
}

/**
 * `1.46×`; three digits at most.
 * @param {number} value
 * @returns {string}
 */
export function times(value) {
  return `${value < 10 ? value.toFixed(2) : value.toFixed(1)}×`;
}

/**
 * A block of the main thread; the browser tells of those of 50 ms and more.
 * @param {number} ms
 * @returns {string}
 */
export function block(ms) {
  return ms === 0 ? 'none of 50 ms' : duration(ms);
}

/**
 * @param {number} value
 * @returns {string}
 */
export function mib(value) {
  return `${whole(value)} MiB`;
}
