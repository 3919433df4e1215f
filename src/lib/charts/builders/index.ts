/** Which builder draws which figure; a figure without one is shown as its table. */
import { withHiddenRemark } from '../hidden';
import type { Builder } from './builder';
import { ACCESS_BUILDERS } from './access';
import { ATTENDANCE_BUILDERS } from './attendance';
import { LENGTH_BUILDERS } from './length';
import { MEASUREMENT_BUILDERS } from './measurement';
import { SYMPTOMS_BUILDERS } from './symptoms';
import { TRANSITIONS_BUILDERS } from './transitions';

const DESCRIBED: Readonly<Record<string, Builder>> = {
  ...MEASUREMENT_BUILDERS,
  ...SYMPTOMS_BUILDERS,
  ...ATTENDANCE_BUILDERS,
  ...LENGTH_BUILDERS,
  ...TRANSITIONS_BUILDERS,
  ...ACCESS_BUILDERS,
};

/** The builder of every figure that has a picture, by metric id; each says where it hides numbers. */
export const BUILDERS: Readonly<Record<string, Builder>> = Object.fromEntries(
  Object.entries(DESCRIBED).map(([id, build]): [string, Builder] => [
    id,
    (data, view) => withHiddenRemark(build(data, view), view.smallest ?? null),
  ]),
);

/** Figures that show all their measures at once while they are not divided. */
export const ALL_MEASURES_AT_ONCE: readonly string[] = [
  'reliable-change',
  'clinically-significant-change',
  'mean-change',
  'effect-size',
  'severity-adjusted-effect-size',
  'response',
  'remission',
  'paired-data',
  'not-on-track',
  'hours-per-improved',
  'off-track-review',
  'risk-follow-through',
  'experience-top-box',
];
