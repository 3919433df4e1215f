/** What is worth a look among the loaded stays; nothing is removed. */
import { type Sql, sql } from '$lib/sql/sql';

/** Notices about stays, into `notice_cross`. Housing runs beside treatment and is left out. */
export const STAY_NOTICES: readonly Sql[] = [
  notice('admitted_before_referral', sql`FROM stays WHERE admitted_on < referred_on`),
  notice(
    'stay_after_death',
    sql`FROM stays JOIN (
        SELECT person_id, min(discharged_on) AS died_on FROM stays
        WHERE discharge_reason = 'deceased' GROUP BY person_id) AS death USING (person_id)
      WHERE admitted_on > died_on`,
  ),
  notice(
    'two_open_stays',
    sql`FROM stays SEMI JOIN (
        SELECT person_id FROM stays WHERE discharged_on IS NULL AND level_of_care <> 'housing'
        GROUP BY person_id HAVING count(*) > 1) AS again USING (person_id)
      WHERE discharged_on IS NULL AND level_of_care <> 'housing'`,
  ),
  notice(
    'concurrent_stays',
    sql`FROM (
        SELECT file_id, row_no, admitted_on,
          max(coalesce(discharged_on, DATE '9999-12-31')) OVER (PARTITION BY person_id
            ORDER BY admitted_on, coalesce(discharged_on, DATE '9999-12-31'), stay_id
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS latest_end
        FROM stays SEMI JOIN (
          SELECT person_id FROM stays WHERE level_of_care <> 'housing'
          GROUP BY person_id HAVING count(*) > 1) AS several USING (person_id)
        WHERE level_of_care <> 'housing')
      WHERE admitted_on < latest_end - 1`,
  ),
];

function notice(code: string, from: Sql): Sql {
  return sql`INSERT INTO notice_cross SELECT 'stays', file_id, row_no, ${code}, NULL, 1 ${from}`;
}
