/**
 * The name of a column as plain words: `AdmitDt`, `ADMIT_DATE` and `Date of Admission` all hold the
 * words `admit` and `date`, so that one list of names serves every spelling.
 */

/** Spellings, each line the word that stands for all of them. */
const SPELLINGS = `
person: person persons patient patients client clients pt pts member consumer participant subject subj resident
id: id ids identifier ident uid uuid guid pseudonym
number: number num nbr no nr
date: date dt dte dates datetime timestamp
time: time tm
day: day days
week: week weeks wk wks
month: month months mo mos
year: year yr
admit: admit admits admitted admission admissions adm hadm
intake: intake
enroll: enroll enrolled enrollment enrolment
discharge: discharge discharged discharges disch dsch dischg dc dcd
disenroll: disenroll disenrolled disenrollment
start: start started starts begin began beginning open opened commence
end: end ended ends close closed closure stop finish finished
exit: exit exited leave leaving left release released
termination: termination terminated term
effective: effective eff
level: level lvl levels
care: care
unit: unit units
length: length
stay: stay stays
episode: episode episodes epi
encounter: encounter encounters enc encntr
program: program programs programme prog pgm
treatment: treatment tx treatments
service: service services svc srvc serv
session: session sessions sess
appointment: appointment appointments appt appts apptmt
visit: visit visits
event: event events
type: type types typ
status: status stat statuses
reason: reason reasons rsn
disposition: disposition dispo disp
attend: attend attended attendance attending attendee
attendees: attendees
show: show showed
cancel: cancel cancelled canceled cancellation
schedule: scheduled schedule sched
planned: planned plan
actual: actual
duration: duration dur
minutes: minutes minute mins min
hours: hours hour hrs hr
group: group groups grp
size: size
assessment: assessment assessments assmt asmt assess
measure: measure measures
instrument: instrument instruments instr
scale: scale scales
questionnaire: questionnaire questionnaires
survey: survey surveys
test: test tests
form: form forms
score: score scores scored
total: total tot ttl
result: result results
value: value val values
completed: completed complete completion administered administration taken given
signed: signed signature sign
created: created entered entry updated modified locked
review: review reviewed
submitted: submitted submission response responded
diagnosis: diagnosis diagnoses diag dx
primary: primary prim principal
other: other additional
secondary: secondary sec second
referral: referral referred referring ref referrer
contact: contact contacted
source: source src
payer: payer payor payers
insurance: insurance ins insurer
facility: facility fac facilities
location: location locations
site: site sites
clinic: clinic clinics
department: department dept
medical: medical med
record: record rec
chart: chart
name: name nm names
code: code cd codes
description: description desc descr
authorized: authorized authorised authorization authorisation auth auths
approved: approved
clinical: clinical clin
current: current curr cur
previous: previous prev prior
expected: expected estimated anticipated projected est exp target
birth: birth born
gender: gender
sex: sex
race: race
ethnicity: ethnicity ethnic eth
age: age
provider: provider prov clinician therapist staff counselor physician
baseline: baseline bl
since: since
from: from
through: through thru
in: in
out: out
to: to
of: of
by: by
on: on
at: at
first: first
last: last
next: next
row: row
inpatient: inpatient
outpatient: outpatient
billing: billing bill billed
procedure: procedure proc
modality: modality
followup: followup fu
wave: wave
point: point
phase: phase
`;

/** Short forms that stand for several words. */
const SHORT_FORMS: Readonly<Record<string, string>> = {
  loc: 'level of care',
  los: 'length of stay',
  dos: 'service date',
  dob: 'birth date',
  sid: 'person id',
  pid: 'person id',
  mrn: 'medical record number',
  mr: 'medical record',
  csn: 'encounter number',
  cpt: 'billing code',
  hcpcs: 'billing code',
  careunit: 'care unit',
  nps: 'nps rating',
  icd10: 'icd',
};

const WORDS: ReadonlyMap<string, string> = new Map([
  ...SPELLINGS.trim()
    .split('\n')
    .flatMap((line) => {
      const [word = '', spellings = ''] = line.split(': ');
      return spellings.split(' ').map((spelling): [string, string] => [spelling, word]);
    }),
  ...Object.entries(SHORT_FORMS),
]);

const STANDARD: ReadonlySet<string> = new Set(
  [...WORDS.values()].flatMap((words) => words.split(' ')),
);

/** Whether at least half of the words of a name are words that names of columns are made of. */
export function isColumnName(name: string): boolean {
  const words = headerWords(name);
  const known = words.filter((word) => STANDARD.has(word)).length;
  return known > 0 && 2 * known >= words.length;
}

/** Stands for the range of the answers in a name, such as `(1-5)` or `0 to 10`. */
export const ANSWER_RANGE = 'answerrange';

const RANGE = /\(?(?<![\d.-])[01]\s*(?:-|–|to)\s*(?:[3-9]|10|100)(?![\d.-])\)?/gi;

/** The parts of a name in lower case, cut at capitals, digits stay with their letters. */
export function rawTokens(name: string): readonly string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((token) => token !== '');
}

/** The words of a name, each in the one spelling that stands for all. */
export function headerWords(name: string): readonly string[] {
  const spelled = name
    .replaceAll(/\bd\s*[/.]\s*c\b\.?(?:['’]?d)?/gi, ' discharge ')
    .replaceAll('#', ' number ')
    .replaceAll(RANGE, ` ${ANSWER_RANGE} `);
  const parts = rawTokens(spelled);
  const whole = parts.join('');
  const tokens = WORDS.has(whole) ? [whole] : parts;
  const words = tokens.flatMap((token) => spell(token) ?? cut(token) ?? [token]);
  const last = words.at(-1);
  return last === 'on' || last === 'at' ? [...words.slice(0, -1), 'date'] : words;
}

function spell(token: string): string[] | null {
  return WORDS.get(token)?.split(' ') ?? null;
}

/** Cuts `patientid` into known words; null where something is left over. */
function cut(token: string): string[] | null {
  const best: (string[] | null)[] = [[]];
  for (let end = 1; end <= token.length; end += 1) {
    best[end] = null;
    for (let start = Math.max(0, end - 14); start <= end - 2; start += 1) {
      const before = best[start];
      const words = before ? spell(token.slice(start, end)) : null;
      if (!before || !words) continue;
      const cutHere = [...before, ...words];
      if (!best[end] || cutHere.length < best[end]!.length) best[end] = cutHere;
    }
  }
  return best[token.length] ?? null;
}
