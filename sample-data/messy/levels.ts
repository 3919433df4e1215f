// The six levels of the imagined provider in its own words: how long, what follows, what is booked.
import type { Weighted } from '../generator/random';

/** Words for levels of care that the mapping must translate. */
export type Level =
  '3.7-WM Detox' | 'RTC 3.5' | 'PHP - Day Tx' | 'IOP 2.1' | 'OP Individual' | 'Alumni';

/** One booked session of a program day: start, end, service, billing code, group. */
export type Block = readonly [string, string, string, string, string];

/** What a level is like. */
export interface LevelPlan {
  readonly programs: readonly string[];
  readonly medianDays: number;
  /** The next level where the stay ends as planned; null = none. */
  readonly next: Weighted<Level | null>;
  /** Chance that a day is a program day, then its sessions. */
  readonly everyDay: number;
  readonly blocks: readonly Block[];
  /** Chance of one more session on a program day. */
  readonly more: number;
}

/** Sessions with one person or one family, beside the groups. */
export const SINGLE_BLOCKS: Weighted<Block> = [
  [['4:15 PM', '5:15 PM', 'Indiv', '90837', ''], 6],
  [['4:15 PM', '5:05 PM', 'Family', '90847', ''], 1],
  [['12:00 PM', '1:00 PM', '', '90837', ''], 1],
];

const CORE: readonly Block[] = [
  ['9:00 AM', '10:30 AM', 'Group', '90853', 'Core AM'],
  ['10:45 AM', '12:00 PM', 'Group', '90853', 'Skills'],
  ['1:15 PM', '2:30 PM', 'Group', '90853', 'Process'],
];

/** The levels. */
export const LEVELS: Readonly<Record<Level, LevelPlan>> = {
  '3.7-WM Detox': {
    programs: ['Withdrawal unit'],
    medianDays: 6,
    next: [
      ['RTC 3.5', 5],
      ['PHP - Day Tx', 3],
      ['IOP 2.1', 2],
    ],
    everyDay: 0.4,
    blocks: [['11:00 AM', '12:00 PM', 'Group', '90853', 'Welcome']],
    more: 0,
  },
  'RTC 3.5': {
    programs: ['Residential'],
    medianDays: 27,
    next: [
      ['PHP - Day Tx', 6],
      ['IOP 2.1', 4],
    ],
    everyDay: 0.85,
    blocks: [...CORE, ['7:00 PM', '8:00 PM', 'Group', '90853', 'Evening']],
    more: 0.25,
  },
  'PHP - Day Tx': {
    programs: ['Day Program'],
    medianDays: 21,
    next: [
      ['IOP 2.1', 8],
      [null, 2],
    ],
    everyDay: 0.95,
    blocks: [...CORE, ['2:45 PM', '4:00 PM', 'Group', '90853', 'Movement']],
    more: 0.25,
  },
  'IOP 2.1': {
    programs: ['IOP, morning', 'IOP, evening'],
    medianDays: 46,
    next: [
      ['OP Individual', 5],
      ['Alumni', 2],
      [null, 3],
    ],
    everyDay: 0.8,
    blocks: [['9:00 AM', '12:00 PM', 'IOP day', 'H0015', 'IOP AM']],
    more: 0.5,
  },
  'OP Individual': {
    programs: ['Outpatient'],
    medianDays: 70,
    next: [
      ['Alumni', 2],
      [null, 8],
    ],
    everyDay: 0.3,
    blocks: [['3:00 PM', '4:00 PM', 'Indiv', '90837', '']],
    more: 0,
  },
  Alumni: {
    programs: ['Alumni group'],
    medianDays: 80,
    next: [[null, 1]],
    everyDay: 0.12,
    blocks: [['5:30 PM', '6:30 PM', 'Group', '90853', 'Alumni']],
    more: 0,
  },
};
