/** What the library says of an instrument, line by line, each with its mark and its sources. */
import { formatShare, formatShort } from '$lib/format/numbers';
import { listOf, spellOut } from '$lib/format/words';
import type { Band, Instrument, Mark, Origin } from '$lib/measures/instrument';
import { itemScoring } from '$lib/measures/item-scoring';
import { sourceTexts } from '$lib/measures/library';
import { sideWords } from '$lib/metrics/thresholds';
import { entersChange, scoreWords, USE_WORDS } from './instrument-words';

/** One value of an instrument. */
export interface InstrumentFact {
  readonly label: string;
  readonly text: string;
  /** How sure it is; null = the library gives no mark. */
  readonly mark: Mark | null;
  /** What explains it: basis, notes. */
  readonly notes: readonly string[];
  /** Texts of its sources; empty = the citation of the instrument. */
  readonly sources: readonly string[];
}

/** The facts of an instrument in the order of the page. */
export function instrumentFacts(instrument: Instrument): readonly InstrumentFact[] {
  return [
    ...formFacts(instrument),
    ...bandFacts(instrument),
    cutoffFact(instrument),
    ...changeFacts(instrument),
    ...outcomeFacts(instrument),
    ...partFacts(instrument),
    ...restFacts(instrument),
  ];
}

function fact(
  label: string,
  text: string,
  origin: Origin | null = null,
  notes: readonly (string | null)[] = [],
): InstrumentFact {
  return {
    label,
    text,
    mark: origin?.mark ?? null,
    notes: notes.filter((note) => note !== null),
    sources: sourceTexts(origin?.sources ?? []),
  };
}

function none(label: string, text: string): InstrumentFact {
  return { label, text, mark: 'U', notes: [], sources: [] };
}

function formFacts(instrument: Instrument): InstrumentFact[] {
  const { step, scoreType, items, rater, age, recall, recallDays, useNote } = instrument;
  const grid = step === null ? 'any decimal' : step === 1 ? 'whole scores' : `steps of ${step}`;
  const who = [rater === null ? null : `rated by: ${rater}`, age === null ? null : `for: ${age}`];
  const back = recall ?? 'not stated';
  return [
    fact(
      'Scores',
      [scoreWords(instrument), instrument.categories ? null : grid].filter(Boolean).join(', '),
    ),
    fact(
      'Form',
      [items === null ? null : `${items} items`, `score: ${scoreType}`, ...who]
        .filter(Boolean)
        .join('; '),
    ),
    fact('Looks back', recallDays === null ? back : `${back} (${recallDays} days)`),
    fact('Use', USE_WORDS[instrument.use].toLowerCase(), null, [
      useNote,
      entersChange(instrument) ? null : 'Never enters change scores.',
    ]),
  ];
}

function bandFacts({
  bands,
  bandsOrigin,
  otherBands,
  categories,
  step,
}: Instrument): InstrumentFact[] {
  const main = categories
    ? fact(
        'Categories',
        categories.map(({ code, rule }) => `${spellOut(code)}: ${rule}`).join('; '),
        bandsOrigin,
        [bandsOrigin?.note ?? null, 'Counted, never averaged.'],
      )
    : bands
      ? fact('Severity bands', bandWords(bands, step), bandsOrigin, [bandsOrigin?.note ?? null])
      : none('Severity bands', 'No published bands');
  return [
    main,
    ...otherBands.map((other) => fact(`Bands, ${other.name}`, bandWords(other.bands, step), other)),
  ];
}

function bandWords(bands: readonly Band[], step: number | null): string {
  const isWhole = step === 1 && bands.every(({ min }) => Number.isInteger(min));
  return bands
    .map(({ label, min }, at) => {
      const next = bands[at + 1]?.min;
      if (next === undefined || !isWhole) return `from ${formatShort(min)} ${label}`;
      const last = next - 1;
      return last === min ? `${min} ${label}` : `${min} to ${last} ${label}`;
    })
    .join(', ');
}

function cutoffFact({ clinicalCutoff }: Instrument): InstrumentFact {
  if (!clinicalCutoff) return none('Cut-off', 'No published cut-off');
  const { op, value, note, alternatives } = clinicalCutoff;
  return fact('Cut-off', `${sideWords(op, value)} is the unwell side`, clinicalCutoff, [
    note,
    ...alternatives.map((other) => `Also ${formatShort(other.value)}: ${other.basis}`),
  ]);
}

function changeFacts(instrument: Instrument): InstrumentFact[] {
  if (!entersChange(instrument)) return [];
  const { reliableChange, reliability } = instrument;
  const points = reliableChange?.points ?? null;
  const facts: InstrumentFact[] = [];
  if (!reliableChange || points === null) {
    facts.push({
      ...none('Reliable change', 'No published reliable change'),
      notes: [reliableChange?.basis ?? null, reliableChange?.note ?? null].filter(
        (note) => note !== null,
      ),
      sources: sourceTexts(reliableChange?.sources ?? []),
    });
  } else {
    const { exact, basis, note } = reliableChange;
    facts.push(
      fact('Reliable change', `${formatShort(points)} points or more`, reliableChange, [
        basis,
        exact === null ? null : `${formatShort(exact)} before rounding`,
        note,
      ]),
    );
  }
  for (const other of reliableChange?.alternatives ?? []) {
    facts.push(fact('Other value', `${formatShort(other.points)} points`, other, [other.basis]));
  }
  facts.push(
    reliability
      ? fact(
          'Reliability',
          `alpha ${formatShort(reliability.alpha)}${reliability.sd === null ? '' : `, SD ${formatShort(reliability.sd)}`}`,
          reliability,
        )
      : none('Reliability', 'None in the library'),
  );
  return facts;
}

function outcomeFacts(instrument: Instrument): InstrumentFact[] {
  if (!entersChange(instrument)) return [];
  const { minimalDifference, response, remission } = instrument;
  const difference = minimalDifference
    ? [
        minimalDifference.points === null
          ? null
          : `${formatShort(minimalDifference.points)} points`,
        minimalDifference.words,
      ].filter((words) => words !== null)
    : [];
  return [
    minimalDifference && difference.length > 0
      ? fact('Difference that matters', difference.join('; '), minimalDifference)
      : none('Difference that matters', 'None published'),
    response
      ? fact(
          'Response',
          `an improvement of at least ${formatShare(response.share, 0)} of the baseline`,
          response,
          [response.note],
        )
      : none('Response', 'None published'),
    remission
      ? fact('Remission', `last score ${sideWords(remission.op, remission.value)}`, remission, [
          remission.note,
        ])
      : none('Remission', 'None published'),
  ];
}

function partFacts({
  id,
  completeness,
  riskItem,
  subscales,
  subscaleSources,
  variants,
}: Instrument): InstrumentFact[] {
  return [
    completeness
      ? { ...fact('Complete when', completeness.words), sources: sourceTexts(completeness.sources) }
      : fact('Complete when', 'all items are answered: no published rule'),
    ...itemFacts(id),
    ...(riskItem === null ? [] : [fact('Item about suicide', `item ${riskItem}`)]),
    ...subscales.map(({ id, items, min, max, direction, cutoff }) => ({
      ...fact(
        `Subscale ${spellOut(id)}`,
        [
          min === null || max === null ? null : `${formatShort(min)} to ${formatShort(max)}`,
          direction === 'higher_worse' ? 'higher is worse' : 'higher is better',
          items === null ? null : `items ${items}`,
          cutoff === null ? null : `cut-off ${cutoff}`,
        ]
          .filter((words) => words !== null)
          .join(', '),
      ),
      sources: sourceTexts(subscaleSources),
    })),
    ...variants.map(({ id, reliableChange, reliableChangeMark, cutoff }) =>
      fact(
        `Variant ${spellOut(id)}`,
        `reliable change ${formatShort(reliableChange)} points${cutoff === null ? '' : `, cut-off ${formatShort(cutoff)}`}`,
        { mark: reliableChangeMark, sources: [] },
      ),
    ),
  ];
}

/** Whether a file of items can be loaded. */
function itemFacts(id: string): InstrumentFact[] {
  const scoring = itemScoring(id);
  if (!scoring) return [];
  const text =
    scoring.kind === 'sum'
      ? `added up from ${scoring.count} items of ${scoring.min} to ${scoring.max} points`
      : `not added up from items: ${scoring.because}`;
  return [fact('Scores from items', text)];
}

function restFacts(instrument: Instrument): InstrumentFact[] {
  const { norms, crosswalk, scoringNote, note, licence, citation, furtherSources } = instrument;
  const optional = [
    ['Norms', norms],
    ['Compared with others', crosswalk],
    ['Scoring', scoringNote],
    ['Note', note],
  ] as const;
  return [
    ...optional.flatMap(([label, text]) => (text === null ? [] : [fact(label, text)])),
    fact('Licence', licence.status, licence),
    fact('Citation', citation),
    ...(furtherSources.length > 0
      ? [fact('Further sources', listOf(sourceTexts(furtherSources), 99))]
      : []),
  ];
}
