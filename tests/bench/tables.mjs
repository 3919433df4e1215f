/** The tables of which both engines count the rows, to prove that they did the same work. */

/** Names of the tables that a load leaves. */
export const TABLE_NAMES = `SELECT table_name AS name FROM information_schema.tables
  WHERE table_type = 'BASE TABLE' AND table_catalog = current_database() ORDER BY table_name`;
