/** What Linux knows of the memory of a process. */
import { readFileSync } from 'node:fs';

/**
 * A line of the process table in MiB; 0 where there is none.
 * @param {number | 'self'} pid
 * @param {'VmRSS' | 'VmHWM'} name
 * @returns {number}
 */
export function statusOf(pid, name) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
