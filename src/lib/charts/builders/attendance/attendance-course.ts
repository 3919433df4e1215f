/** Attendance rate by week since admission, with its interval. */
import type { FigureData } from '$lib/metrics/metric';
import type { FigureChoices } from '../../figure-state';
import type { Plot } from '../../plot';
import { groupsBy } from '../../rows';
import { weekLines } from '../week-lines';

/** Describes the course of the attendance rate. */
export function attendanceCourse(data: FigureData, view: FigureChoices): Plot {
  return weekLines(groupsBy(data.rows, view.by), {
    name: 'Attendance',
    yTitle: 'Sessions attended, %',
    unit: 'share',
    limits: [0, 1],
    references: view.target ? [view.target] : [],
    countOf: 'session',
  });
}
