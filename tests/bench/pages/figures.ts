/** The figures that answer the questions of the eight charts of the peers. */
export const FIGURES = [
  'attendance-course',
  'attendance-weekday',
  'hours-per-week',
  'length-of-stay',
  'discharge-reasons',
  'admissions',
  'score-course',
  'next-move',
];
