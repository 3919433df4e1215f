/** Where everything of a person's timeline stands: lanes from top to bottom, days from left to right. */
import { spellOut } from '$lib/format/words';
import type { Band } from '$lib/measures/instrument';
import { findMeasure } from '$lib/measures/library';
import type {
  Timeline,
  TimelineChange,
  TimelineScore,
  TimelineStay,
  TimelineWeek,
} from '$lib/session/behind/timeline';

/** Room at both ends of a line, so that no dot is cut. */
const MARGIN = 8;
/** Room for the names of bands on the right, where there is room. */
const NAMES = 116;
const NAMES_FROM = 560;
/** Heights in pixels: the words over a lane, and the lanes. */
const HEAD = 20;
const STAY = 22;
const SCORES = 84;
const WEEKS = 44;
const GAP = 14;
const AXIS = 20;
const STEPS_IN_WEEKS = [1, 2, 4, 8, 13, 26, 52, 104];

/** A box in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The scores of one measure and rater. */
export interface ScoreLane {
  readonly key: string;
  readonly measure: string;
  readonly rater: string | null;
  /** The line of the words above it. */
  readonly headY: number;
  readonly box: Box;
  readonly bands: readonly (Box & { readonly label: string; readonly severity: number })[];
  readonly dots: readonly {
    readonly x: number;
    readonly y: number;
    readonly score: TimelineScore;
  }[];
  readonly lines: readonly {
    readonly x1: number;
    readonly y1: number;
    readonly x2: number;
    readonly y2: number;
    readonly change: TimelineChange;
  }[];
  readonly changes: readonly TimelineChange[];
}

/** A timeline in pixels. */
export interface TimelineLayout {
  readonly width: number;
  readonly height: number;
  /** Where days end and the names of bands begin; the width where there is no room for names. */
  readonly plotWidth: number;
  readonly stays: readonly (Box & { readonly stay: TimelineStay })[];
  readonly lanes: readonly ScoreLane[];
  /** null = no attendance is loaded. */
  readonly attendance: {
    readonly headY: number;
    readonly box: Box;
    readonly weeks: readonly {
      readonly attended: Box;
      readonly missed: Box;
      readonly week: TimelineWeek;
    }[];
  } | null;
  readonly ticks: readonly { readonly x: number; readonly label: string }[];
  readonly axisY: number;
}

/** Lays out a timeline in a width of pixels. */
export function layoutTimeline(timeline: Timeline, fullWidth: number): TimelineLayout {
  const width = fullWidth >= NAMES_FROM ? fullWidth - NAMES : fullWidth;
  const { stays, scores, weeks } = timeline;
  const days = [
    ...stays.flatMap(({ from, to }) => [from, to]),
    ...scores.flatMap(({ day }) => day ?? []),
  ];
  const first = Math.min(0, ...days);
  const last = Math.max(first + 7, ...days);
  const x = (day: number): number =>
    MARGIN + ((day - first) / (last - first)) * (width - 2 * MARGIN);
  const placed = placeStays(stays, x);
  let y = HEAD + (1 + Math.max(0, ...placed.map(({ row }) => row))) * (STAY + 3) + GAP;
  const lanes = groupScores(scores).map((own): ScoreLane => {
    const lane = scoreLane(own, timeline.changes, { y, width, x });
    y += HEAD + SCORES + GAP;
    return lane;
  });
  const attendance = weeks.length > 0 ? weekLane(timeline, { y, width, x }) : null;
  if (attendance) y += HEAD + WEEKS + GAP;
  return {
    width: fullWidth,
    plotWidth: width,
    height: y + AXIS,
    stays: placed.map(({ row, ...box }) => ({ ...box, y: HEAD + row * (STAY + 3) })),
    lanes,
    attendance,
    ticks: ticksOf(first, last).map((week) => ({ x: x(7 * week), label: String(week) })),
    axisY: y,
  };
}

interface Place {
  readonly y: number;
  readonly width: number;
  readonly x: (day: number) => number;
}

/** Stays that overlap by more than a day stand in rows of their own. */
function placeStays(
  stays: readonly TimelineStay[],
  x: (day: number) => number,
): readonly (Box & { readonly stay: TimelineStay; readonly row: number })[] {
  const ends: number[] = [];
  return stays.map((stay) => {
    const free = ends.findIndex((end) => stay.from >= end - 1);
    const row = free < 0 ? ends.length : free;
    ends[row] = stay.to;
    const width = Math.max(4, x(stay.to) - x(stay.from) - 1);
    return { x: x(stay.from), y: 0, width, height: STAY, stay, row };
  });
}

function groupScores(scores: readonly TimelineScore[]): readonly (readonly TimelineScore[])[] {
  const groups = new Map<string, TimelineScore[]>();
  for (const score of scores) {
    const key = JSON.stringify([score.measure, score.rater]);
    groups.set(key, [...(groups.get(key) ?? []), score]);
  }
  return [...groups.values()];
}

const HALF_CATEGORY = 0.5;

/** The bands of an instrument, or its categories, from the lowest score up. */
function bandsOf(id: string): readonly Band[] {
  const known = findMeasure(id);
  if (!known?.isCategorical) return known?.bands ?? [];
  return [...(known.categories ?? [])]
    .sort((a, b) => a.value - b.value)
    .map(({ code, value }) => ({ label: spellOut(code), min: value - HALF_CATEGORY }));
}

function scoreLane(
  scores: readonly TimelineScore[],
  allChanges: readonly TimelineChange[],
  { y, width, x }: Place,
): ScoreLane {
  const { measure, rater } = scores[0]!;
  const known = findMeasure(measure);
  const values = scores.map(({ score }) => score);
  const steps = bandsOf(measure);
  // A category is a step that its dot stands in the middle of.
  const half = known?.isCategorical ? HALF_CATEGORY : 0;
  const min = Math.min(known?.scoreMin ?? Infinity, ...values) - half;
  const max = Math.max(known?.scoreMax ?? -Infinity, min + 1, ...values) + half;
  const box = { x: 0, y: y + HEAD, width, height: SCORES };
  const scoreY = (score: number): number =>
    box.y + 5 + (1 - (score - min) / (max - min)) * (SCORES - 10);
  const bands = steps.map((band, at, all) => {
    const top = at + 1 < all.length ? scoreY(all[at + 1]!.min) : box.y;
    const bottom = at === 0 ? box.y + SCORES : scoreY(band.min);
    const place = known?.direction === 'higher_better' ? all.length - 1 - at : at;
    const severity = all.length > 1 ? place / (all.length - 1) : 0;
    return { x: 0, y: top, width, height: Math.max(0, bottom - top), label: band.label, severity };
  });
  // Without days, visits stand at equal distances.
  const step = (width - 2 * MARGIN) / Math.max(1, scores.length - 1);
  const placeOf = (score: TimelineScore, at: number): number =>
    score.day === null ? MARGIN + at * step : x(score.day);
  const changes = allChanges.filter(
    (change) => change.measure === measure && change.rater === rater,
  );
  return {
    key: JSON.stringify([measure, rater]),
    measure,
    rater,
    headY: y + HEAD - 6,
    box,
    bands,
    dots: scores.map((score, at) => ({ x: placeOf(score, at), y: scoreY(score.score), score })),
    lines: changes.flatMap((change) => {
      if (change.from === null || change.to === null) return [];
      const [y1, y2] = [scoreY(change.baseline), scoreY(change.last)];
      return [{ x1: x(change.from), y1, x2: x(change.to), y2, change }];
    }),
    changes,
  };
}

/** A week ends with its stay. */
function weekLane(
  { weeks, stays }: Timeline,
  { y, width, x }: Place,
): TimelineLayout['attendance'] {
  const most = Math.max(1, ...weeks.map(({ attended, missed }) => attended + missed));
  const box = { x: 0, y: y + HEAD, width, height: WEEKS };
  const unit = WEEKS / most;
  return {
    headY: y + HEAD - 6,
    box,
    weeks: weeks.map((week) => {
      const left = x(week.from);
      const end = stays.find(({ stayNo }) => stayNo === week.stayNo)?.to ?? Infinity;
      const right = x(Math.max(week.from + 1, Math.min(week.from + 7, end)));
      const own = { x: left + 0.5, width: Math.max(1.5, right - left - 1.5) };
      const bottom = box.y + WEEKS;
      const attended = { ...own, y: bottom - week.attended * unit, height: week.attended * unit };
      const missed = { ...own, y: attended.y - week.missed * unit, height: week.missed * unit };
      return { attended, missed, week };
    }),
  };
}

/** Weeks with a tick, ten at most. */
function ticksOf(first: number, last: number): readonly number[] {
  const weeks = (last - first) / 7;
  const step = STEPS_IN_WEEKS.find((candidate) => weeks / candidate <= 10) ?? 208;
  const start = Math.ceil(first / 7 / step) * step;
  const count = Math.floor((last / 7 - start) / step) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, at) => start + at * step);
}
