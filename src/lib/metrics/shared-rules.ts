/** Rules that hold for every figure, as the dictionary prints them. */

/** Paragraphs of Markdown. */
export const SHARED_RULES: readonly string[] = [
  'Made from the registry in `src/lib/metrics` by `npm run docs`; do not edit by hand.',
  'The rows of a figure, as pages draw them, tables show them and exports write them. A key column that does not apply to a row is null: a row with `level` and `program` null is about everybody in the cohort, one with `level` set is about that level (all programs), one with `program` set about that program (all levels). A missing program reads `not given`. Shares run from 0 to 1. `n` counts stays unless said otherwise, `persons` the distinct persons among them. Days are `YYYY-MM-DD`. Rows are ordered: everybody, then levels from the most intensive to the least, then programs by name; inside that by the other keys in the order given here.',
  "Span: from the period's first day (else the first admission in the cohort) to the earlier of the period's last day and the data cut. A month or week is incomplete when part of it lies outside.",
  "The figures of a cohort count index stays: those that pass every filter and, where a period is set, lie in it by the figure's basis. `admitted` and `discharged` look at that day; `active` at any overlap (admitted_on <= to, and discharged_on >= from or open). `census`, `admissions`, `discharges` and `people-served` place each event by its own day instead: only the filters choose stays. With basis `active`, attendance figures count only sessions inside the period, courses only scores inside it; with the other bases all sessions and scores of the chosen stays count.",
  'A figure that lacks a file, days, calendar dates, open stays (where the stays files hold discharges only) or the last day of observation (where days are relative) has no rows; its note says what is missing. Thresholds are published ones unless the program entered its own; `profile` and the notes say which.',
];
