/** The findings of the group `measurement` in words. */
import type { FigureData } from '$lib/metrics/metric';
import { formatShare } from '$lib/format/numbers';
import { everybody, numberIn } from './rows';
import { type Build, share, verb } from './words';

/** The sentence of each figure of the group, by metric id. */
export const MEASUREMENT_SENTENCES: Readonly<Record<string, Build>> = {
  'baseline-completion': (data) =>
    data.value === null
      ? 'No stay of at least 2 days was admitted early enough before the data cut.'
      : `${share(data)} ${have(data)} a baseline score of some instrument.`,
  'measurement-flow': (data) =>
    data.value === null
      ? 'No finished stay.'
      : `${share(data)} ${have(data)} a baseline and a last score; outcomes speak for these.`,
  'paired-data': (data) =>
    data.value === null
      ? 'No finished stay with attendance on at least 2 days.'
      : `${share(data)} ${were(data)} measured at least twice with one instrument.`,
  'measure-adherence': (data) =>
    data.value === null
      ? (data.emptyReason ?? 'No measurement was due.')
      : `${share(data, 'due measurement')} ${were(data)} done within 3 days${parts(data)}.`,
  'off-track-review': (data) =>
    data.value === null
      ? (data.emptyReason ?? 'No score was off track early enough before the data cut.')
      : `${share(data, 'score off track', 'scores off track')} ${were(data)} reviewed within 7 days. Off track is an aid for review, never a diagnosis.`,
  'follow-up-score-90': followUp,
  'follow-up-score-180': followUp,
  'follow-up-score-365': followUp,
  'risk-screened': (data) =>
    data.value === null
      ? (data.emptyReason ?? 'No admission whose next day was seen.')
      : `${share(data, 'admission')} ${were(data)} screened for suicide risk within a day.`,
  'risk-follow-through': (data) =>
    data.value === null
      ? (data.emptyReason ?? 'No positive screen for suicide risk.')
      : `${share(data, 'positive screen')} ${were(data)} followed by a risk assessment on the same day or the next.`,
};

function have(data: FigureData): string {
  return verb(data, 'has', 'have');
}

function were(data: FigureData): string {
  return verb(data, 'was', 'were');
}

function followUp(data: FigureData): string {
  if (data.value === null) return 'No discharge is old enough to look for a follow-up score.';
  return `${share(data)} ${have(data)} a score from about ${data.about} after discharge, within 30 days of it.`;
}

const PARTS: readonly (readonly [string, string])[] = [
  ['admission', 'at admission'],
  ['periodic', 'during the stay'],
  ['discharge', 'at discharge'],
];

function parts(data: FigureData): string {
  const ofAll = everybody(data).filter((row) => (row['measure'] ?? null) === null);
  const found = PARTS.flatMap(([code, words]) => {
    const value = numberIn(
      ofAll.find((row) => row['window'] === code),
      'value',
    );
    return value === null ? [] : [`${words} ${formatShare(value)}`];
  });
  return found.length > 0 ? `: ${found.join(', ')}` : '';
}
