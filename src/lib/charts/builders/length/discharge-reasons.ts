/** How stays end: a bar per reason for everybody, stacks of four kinds of end for levels and programs. */
import { formatCount } from '$lib/format/numbers';
import { sentenceCase, spellOut } from '$lib/format/words';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import type { FigureChoices } from '../../figure-state';
import { isHidden, written } from '../../hidden';
import type { Pattern, Plot } from '../../plot';
import { groupsBy, numberIn, textIn } from '../../rows';
import { shareBars } from '../share-bars';
import { shareStack } from '../share-stack';

/** Kinds of end with their reasons. */
interface Kind {
  readonly code: string;
  readonly label: string;
  readonly token: string;
  readonly pattern: Pattern;
  readonly reasons: readonly string[];
}

const kinds: readonly Kind[] = [
  {
    code: 'planned',
    label: 'Planned',
    token: 'better',
    pattern: 'none',
    reasons: ['completed', 'transferred'],
  },
  {
    code: 'dropout',
    label: 'Dropout, not planned',
    token: 'worse',
    pattern: 'none',
    reasons: ['dropped_out', 'against_advice'],
  },
  {
    code: 'unplanned',
    label: 'Other, not planned',
    token: 'worse',
    pattern: 'hatch',
    reasons: ['terminated', 'coverage_ended', 'incarcerated', 'other'],
  },
  {
    code: 'not counted',
    label: 'Neither',
    token: 'neutral',
    pattern: 'none',
    reasons: ['deceased', 'record_closed', 'not recorded'],
  },
];

/** Describes the bars; reasons that nobody has are left to the table. */
export function dischargeReasons(data: FigureData, view: FigureChoices): Plot {
  return view.by === 'all' ? byReason(data, view) : byKind(data, view);
}

function byReason(data: FigureData, view: FigureChoices): Plot {
  const rows = groupsBy(data.rows, 'all').flatMap((group) => group.rows);
  const scope = textIn(rows[0] ?? {}, 'scope');
  const own = rows.filter(
    (row) =>
      textIn(row, 'scope') === scope &&
      ((numberIn(row, 'numerator') ?? 0) > 0 || isHidden(row, 'numerator')),
  );
  const entries = kinds.flatMap((kind) =>
    own
      .filter((row) => kind.reasons.includes(textIn(row, 'class') ?? ''))
      .sort((a, b) => (numberIn(b, 'numerator') ?? 0) - (numberIn(a, 'numerator') ?? 0))
      .map((row) => ({ kind, row })),
  );
  const isOfPaths = scope === 'paths';
  const plot = shareBars(
    entries.map(({ kind, row }) => ({
      label: sentenceCase(spellOut(textIn(row, 'class') ?? '')),
      token: kind.token,
      row,
      pick: null,
      more: kind.label.toLowerCase(),
    })),
    {
      axisTitle: `Of all ${isOfPaths ? 'paths' : 'stays'} that ended, %`,
      countOf: isOfPaths ? 'path' : 'stay',
      references: view.target ? [view.target] : [],
      missing: 'none ended',
    },
  );
  if (plot.kind === 'none') return { kind: 'none', reason: 'No finished stay under this choice.' };
  return {
    ...plot,
    categories: entries.map(({ kind, row }, index) => ({
      label: plot.categories[index]!.label,
      note: `${kind.label.toLowerCase()}, n ${written(row, 'numerator', formatCount)}`,
    })),
    remark: isOfPaths
      ? 'Paths by the reason of their last stay; all stays stand in the table.'
      : null,
  };
}

function byKind(data: FigureData, view: FigureChoices): Plot {
  return shareStack(
    groupsBy(data.rows, view.by).map(({ label, rows, pick }) => ({
      label,
      rowOf: (code) => kindRow(rows, code),
      pick,
    })),
    kinds,
    'Of all stays that ended, %',
    'Planned: completed, transferred. Dropout: dropped out, against advice. Neither: deceased, record closed, not recorded.',
  );
}

/** The reasons of a kind together; without an interval, which stands at single reasons. */
function kindRow(rows: readonly FigureRow[], code: string): FigureRow | undefined {
  const reasons = kinds.find((kind) => kind.code === code)?.reasons ?? [];
  const own = rows.filter((row) => reasons.includes(textIn(row, 'class') ?? ''));
  const [first] = own;
  if (!first) return undefined;
  const total = own.find((row) => numberIn(row, 'denominator') !== null) ?? first;
  const [denominator, persons] = [numberIn(total, 'denominator'), numberIn(total, 'persons')];
  const kind = { class: code, denominator, persons, low: null, high: null };
  if (own.some((row) => isHidden(row, 'numerator'))) {
    return { ...kind, numerator: null, value: null, suppressed: 1 };
  }
  if (!denominator) return undefined;
  const numerator = own.reduce((sum, row) => sum + (numberIn(row, 'numerator') ?? 0), 0);
  return { ...kind, numerator, value: numerator / denominator };
}
