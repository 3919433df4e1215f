/** Instruments by any spelling of their id, short name or title, alone or among other words. */
import { allMeasures, findMeasure, type Measure } from '$lib/measures/library';
import { measureShortName } from '$lib/measures/short-names';
import type { Confidence } from '../proposal';
import { rawTokens } from './header-text';

/** Names beside id, short name and title; the first word of a line is the id. */
const ALIASES = `
phq9: phq9 phq phq9score patienthealthquestionnaire patienthealthquestionnaire9item
phqa: phqa phq9a phq9m phqadolescent phq9adolescent phq9modified
gad7: gad generalizedanxietydisorder generalizedanxietydisorderscale generalisedanxietydisorder
pcl5: pcl ptsdchecklist pcl5dsm5
audit: alcoholusedisordersidentificationtest
dast10: dast drugabusescreeningtest
who5: who who5wellbeing who5wellbeingindex wellbeingindex
whodas12: whodas whodas2 whodas20
k10: kessler10 kesslerk10
k6: kessler6 kesslerk6
oq45: oq oq452 outcomequestionnaire
coreom: core coreom34
core10: core10
basis24: basis
dass21_depression: dassdepression dass21d dassd dass21dep dassdep
dass21_anxiety: dassanxiety dass21a dassa dass21anx dassanx
dass21_stress: dassstress dass21s dasss
bdi2: bdi bdiii beckdepressioninventory beckdepressioninventoryii beckdepression
cesd: ces centerforepidemiologicstudiesdepression centerforepidemiologicstudiesdepressionscale
edeq: edeqglobal eatingdisorderexaminationquestionnaire
ybocs: yalebrownobsessivecompulsivescale
bsl23: bsl borderlinesymptomlist
dla20: dla dailylivingactivities
promis_dep: promisdepression promisdep
promis_anx: promisanxiety promisanx
qids_sr16: qids qidssr qidssr16
sdq_total: sdq sdqtotaldifficulties
pss10: pss perceivedstressscale
barc10: barc
honos: healthofthenationoutcomescales
cgi_s: cgi cgis cgiseverity clinicalglobalimpressionseverity
bam_use: bamuse bamusescale
bam_risk: bamrisk bamriskfactors
bam_protective: bamprotective bamprotectivefactors
wsas: wsas worksocialadjustmentscale
cssrs: cssrsscreener cssrsrisk cssrsrisklevel cssrsriskcategory cssrscategory columbiasuicideseverityratingscale
`;

/** Words that may stand beside the name of an instrument without changing what it is. */
const NOISE: ReadonlySet<string> = new Set(
  'total score scores sum raw value result scale self report questionnaire form assessment test the of and points tot scr survey version rated index inventory'.split(
    ' ',
  ),
);

/** An instrument in a name, and the words that stand beside it. */
export interface FoundInstrument {
  readonly id: string;
  readonly confidence: Confidence;
  /** Words that neither name the instrument nor are noise, in order. */
  readonly rest: readonly string[];
}

/** The instrument that a name holds, the longest name first; null = none. */
export function instrumentIn(name: string): FoundInstrument | null {
  const keys = instrumentKeys();
  const tokens = rawTokens(name).flatMap((token) => splitToken(token, keys));
  let best: { start: number; end: number; key: string } | null = null;
  for (let start = 0; start < tokens.length; start += 1) {
    let key = '';
    for (let end = start; end < Math.min(tokens.length, start + 9); end += 1) {
      key += tokens[end];
      if (keys.has(key) && (best === null || key.length > best.key.length)) {
        best = { start, end, key };
      }
    }
  }
  if (best === null) return null;
  const { id, isAlias } = keys.get(best.key)!;
  const title = new Set(rawTokens(findMeasure(id)?.name ?? ''));
  const own = `${id}${measureShortName(id)}`.toLowerCase();
  const rest = tokens
    .filter((_, at) => at < best.start || at > best.end)
    .filter((token) => !NOISE.has(token) && !title.has(token) && !own.includes(token));
  return { id, confidence: isAlias ? 'likely' : 'sure', rest };
}

/** The instrument that a cell names; other words beside a clear name are let pass. */
export function suggestMeasure(word: string): { code: string; confidence: Confidence } | null {
  const found = instrumentIn(word);
  if (found === null) return null;
  if (found.rest.length === 0) return { code: found.id, confidence: found.confidence };
  const isClear = found.confidence === 'sure' && found.id.length > 3 && found.rest.length <= 4;
  return isClear ? { code: found.id, confidence: 'likely' } : null;
}

interface Key {
  readonly id: string;
  /** A name that other instruments or versions could share. */
  readonly isAlias: boolean;
}

let cached: { readonly ids: string; readonly keys: ReadonlyMap<string, Key> } | null = null;

/** Names without space and punctuation, for the library as it is now. */
function instrumentKeys(): ReadonlyMap<string, Key> {
  const measures = allMeasures();
  const ids = measures.map(({ id, name }) => `${id} ${name}`).join('|');
  if (cached?.ids !== ids) cached = { ids, keys: keysOf(measures) };
  return cached.keys;
}

function keysOf(measures: readonly Measure[]): ReadonlyMap<string, Key> {
  const keys = new Map<string, Key>();
  const add = (text: string, id: string, isAlias: boolean): void => {
    const key = rawTokens(text.toLowerCase()).join('');
    if (key.length > 1 && !keys.has(key)) keys.set(key, { id, isAlias });
  };
  for (const { id } of measures) add(id, id, false);
  for (const { id, name } of measures) {
    add(measureShortName(id), id, false);
    add(name, id, false);
    add(name.replaceAll(/\(.*?\)/g, ''), id, false);
  }
  const known = new Set(measures.map(({ id }) => id));
  for (const line of ALIASES.trim().split('\n')) {
    const [id = '', aliases = ''] = line.split(': ');
    if (known.has(id)) aliases.split(' ').forEach((alias) => add(alias, id, alias.length < 8));
  }
  return keys;
}

/** Cuts `phq9pre` behind the instrument, and `2mphq9` before it. */
function splitToken(token: string, keys: ReadonlyMap<string, Key>): readonly string[] {
  if (keys.has(token)) return [token];
  for (let at = token.length - 1; at >= 3; at -= 1) {
    const [head, tail] = [token.slice(0, at), token.slice(at)];
    if (keys.has(head) && GLUED.test(tail)) return [head, tail];
  }
  return [token];
}

const GLUED =
  /^(pre|post|bl|base|baseline|intake|admit|adm|admission|dc|disch|discharge|exit|mid|total|tot|score|sum|fu\d*|[tvwmd]\d+|\d+(m|mo|mos|w|wk|wks|d))$/;
