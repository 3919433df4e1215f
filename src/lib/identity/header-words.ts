/**
 * What the name of a column says about its kind. A rule fires only where the cells can be of that kind:
 * "Phone consent" with yes and no is no column of phone numbers.
 */
import type { IdentifierKind } from './kinds';
import { headerText } from './header-text';

/** What a header says. */
export interface HeaderClaim {
  readonly kind: IdentifierKind;
  /** `sure`: cells that could be of the kind are enough; `hint`: it takes cells that look like it. */
  readonly weight: 'sure' | 'hint';
}

interface Rule extends HeaderClaim {
  readonly says: RegExp;
  readonly unless?: RegExp;
}

const ID = '(?:id|number|code)';
const NOT_PERSON =
  /\b(?:program|programme|site|facility|clinic|provider|org|organi[sz]ation|agency|group|measure|instrument|scale|payer|payor|insurance|plan|carrier|file|table|column|field|variable|drug|medication|diagnosis|service|unit|track|team|location|department|school|course|item|event|condition|template|form|country|assessment|survey|test|product|event|reason|level|status|category|type|region|cohort|hospital|ward|task|activity|class|problem|goal)\b/;
const ABOUT_IT = /\b(?:type|status|consent|verified|flag|count|present|preferred contact|ok)\b/;

/** In order: the first that fires is the likeliest; others follow for where its cells do not fit. */
const RULES: readonly Rule[] = [
  sure('email', /\bemail/),
  sure('fax', /\bfax/),
  sure('ip_address', /\bip (?:address|v ?\d)|^ip$|\bipaddress/),
  sure(
    'device_number',
    /\bmac (?:address)|\bimei\b|\bimsi\b|\budi\b|\bserial ?(?:number|id)?\b|\b(?:device|implant|pacemaker) ?(?:id|number)\b/,
  ),
  sure(
    'url',
    /\burl\b|\bweb ?(?:site|page|address)|\bhome ?page\b|\blinkedin|\bfacebook|\binstagram/,
  ),
  sure(
    'ssn',
    /\bssn\b|\bsocial ?sec|\bsoc sec|\bitin\b|\btax(?:payer)? ?(?:id|number)|\bss number|^tin$/,
  ),
  sure(
    'vehicle_number',
    /\bvin\b|\b(?:license|number) ?plate|\bplate ?(?:number)?$|\bvehicle (?:id|number|tag)/,
  ),
  sure(
    'licence_number',
    /\blicense\b|\bdl number|\bdriver\b|\bdea\b|\bnpi\b|\bcertificate ?(?:id|number)/,
    /\btype\b/,
  ),
  sure(
    'other_number',
    /\bpassport|\bnational id|\bnational insurance|\bsocial insurance|^sin$|\bnino\b|\binmate|\bbooking number|\balien number|\bstudent (?:id|number)|\bemployee (?:id|number)|\bclaim ?number|\bauthorization ?number|\buser ?name\b|\bscreen ?name|\bbadge/,
  ),
  sure(
    'plan_number',
    new RegExp(
      String.raw`\b(?:member|subscriber|policy|policyholder|medicaid|medicare|beneficiary|recipient|hicn?) ?${ID}\b|\b(?:insurance|plan|insurance group|plan group|policy group) (?:id|number)\b|^policy$|\bmbi\b|\bhicn?\b|^(?:medicaid|medicare)$`,
    ),
  ),
  sure(
    'plan_number',
    /^(?:primary |secondary )?insurance$|^group number$|\binsurance (?:1|2|primary|secondary)$/,
  ),
  sure(
    'record_number',
    /\be?mrn\b|\bmedical ?record\b|\bhealth ?record\b|\bchart ?(?:id|number)?$|\brecord ?number\b|\b(?:patient|client|person|case|file|nhs|hospital) ?number\b|\be?mpi\b|\b(?:emr|ehr) ?(?:id|number)\b/,
    /\b(?:row|line|item) |type\b/,
  ),
  sure(
    'account_number',
    /\baccount ?(?:id|number)?$|\biban\b|\brouting|\baba ?number?|\bbank\b|\b(?:credit|debit) ?card|\bcard ?number|\bcc number|\bfinancial number/,
    /\btype\b/,
  ),
  sure(
    'birth_date',
    /\bdob\b|\bbirth ?year|\byear ?of ?birth|\byob\b|\bbirth ?da(?:te|y)|\bdate ?of ?birth|\bbirthdate|\bborn\b|\bbirth$/,
    /\b(?:sex|gender|country|place|order|weight)\b|\bborn (?:in|at)\b/,
  ),
  sure(
    'phone',
    /\bphone|\bmobile\b|\bcell\b|\bpager\b|\bvoice ?mail\b|\bcontact number|\btext number|\bsms\b/,
  ),
  sure('zip5', /\bzip\b|\bpostal\b|\bzip ?code|\bzip ?\d/),
  sure(
    'address',
    /\baddress|\bstreet\b|\bstreetaddress|\bapt\b|\bapartment\b|\bcity\b|\btown\b|\bcounty\b|\bresidence\b|\bneighbou?rhood|\bprecinct|\blatitude\b|\blongitude\b|\bcensus (?:tract|block)|\bborough\b|\bparish\b|\bmunicipality/,
    /\b(?:facility|site|program|provider|clinic|agency|org|hospital|type|status|situation|stability|funded|funding|size)\b/,
  ),
  sure(
    'name',
    /\b(?:first|last|middle|maiden|given|family|sur|fore|nick|preferred|legal|full) ?name|\b[fl] ?name\b|\bsurname|\bforename|\bnickname|\balias\b|\baka\b|\binitials?$|\b(?:patient|client|person|member|subscriber|participant|resident|consumer|guarantor|guardian|parent|mother|father|spouse|partner|contact|kin|insured|employer|subject|child|student|emergency contact|individual) ?name\b/,
    NOT_PERSON,
  ),
  sure(
    'name',
    /^name$|^(?:patient|client|resident|participant)$|\bname of (?:patient|client|guardian|parent|employer|spouse)/,
  ),
  hint(
    'name',
    /\bguardian|\bemergency ?contact|\bnext of kin|\bkin\b|\bemployer\b|\bguarantor|\bspouse\b|\bmother\b|\bfather\b|\bparent\b|\bsponsor\b|\bcontact(?: person)?$/,
    ABOUT_IT,
  ),
  sure(
    'age_over_89',
    /\bage\b|\bages\b|^age ?\d*$/,
    /\b(?:month|months|days|weeks|minutes|group of)\b/,
  ),
  sure(
    'free_text',
    /\bnote\b|\bcomment\b|\bnarrative|\bremark\b|\bfree ?text|\bmemo\b|\bdetails?\b|\bexplain|\bexplanation|\bpresenting|\bcomplaint\b|\bhistory\b|\bdescription\b|\bsummary\b|\bverbatim|\bother specify|\bspecify\b/,
  ),
  sure(
    'event_date',
    /\bdate\b|\bdod\b|\bdatetime\b|\btimestamp\b|^day$|\bdeath\b|\bdied\b|\bdate(?:d|s)\b/,
  ),
];

/** What a header says, the likeliest first; empty = nothing. */
export function claimsOf(name: string): readonly HeaderClaim[] {
  const text = headerText(name);
  return RULES.filter((rule) => rule.says.test(text) && rule.unless?.test(text) !== true);
}

function sure(kind: IdentifierKind, says: RegExp, unless?: RegExp): Rule {
  return { kind, weight: 'sure', says, ...(unless && { unless }) };
}

function hint(kind: IdentifierKind, says: RegExp, unless?: RegExp): Rule {
  return { kind, weight: 'hint', says, ...(unless && { unless }) };
}
