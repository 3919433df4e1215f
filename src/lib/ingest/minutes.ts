/** SQL that turns amounts of time into whole minutes. */
import { type Sql, sql } from '$lib/sql/sql';
import { toWhole } from './cells';
import { secondsOfDay } from './day-text';
import type { MinuteUnit } from './reading';

/** Whole minutes of a text, and of the number in it, in a unit; null = not an amount. */
export function toMinutes(text: Sql, number: Sql, unit: MinuteUnit): Sql {
  switch (unit) {
    case 'minutes':
      return toWhole(number);
    case 'hours':
      return whole(sql`60 * ${number}`);
    case 'units15':
      return whole(sql`15 * ${number}`);
    case 'clock':
      return sql`CASE WHEN regexp_full_match(${text}, '[0-9]{1,3}:[0-5][0-9](:[0-5][0-9])?')
        THEN 60 * CAST(split_part(${text}, ':', 1) AS INTEGER)
          + CAST(split_part(${text}, ':', 2) AS INTEGER) END`;
  }
}

/** Minutes from a start to an end on the same day; null = one is missing, or the end comes first. */
export function minutesBetween(start: Sql, end: Sql): Sql {
  const seconds = sql`(${secondsOfDay(end)} - ${secondsOfDay(start)})`;
  return sql`CASE WHEN ${seconds} >= 0 THEN ${seconds} // 60 END`;
}

function whole(amount: Sql): Sql {
  return sql`CASE WHEN ${amount} BETWEEN 0 AND 100000 THEN CAST(round(${amount}) AS INTEGER) END`;
}
