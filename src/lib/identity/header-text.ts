/** The name of a column as lower-case words, with the abbreviations of record systems spelled out. */

/** Abbreviations that stand for one word only. */
const SPELLED: ReadonlyMap<string, string> = new Map(
  `pt:patient pts:patient patients:patient nm:name nme:name nam:name names:name dt:date dte:date addr:address
adr:address addrs:address ph:phone phn:phone phones:phone tel:phone telephone:phone
telno:phone mob:mobile cellphone:cell num:number no:number nbr:number nr:number numbers:number acct:account acc:account
lic:license licence:license lics:license ins:insurance insur:insurance med:medical rec:record mem:member mbr:member
subsc:subscriber sub:subscriber emerg:emergency emer:emergency frst:first lst:last mid:middle pref:preferred
dr:driver drivers:driver cert:certificate certification:certificate bday:birthday bdate:birthdate dob:dob
str:street cnty:county zipcode:zip postcode:postal postalcode:postal zips:zip eml:email mail:mail
ids:id identifier:id ident:id grp:group auth:authorization ser:serial veh:vehicle desc:description
cmt:comment cmts:comment comments:comment notes:note remarks:remark nok:kin grd:guardian guard:guardian`
    .split(/\s+/)
    .map((pair) => pair.split(':') as [string, string]),
);

/** A header as words: `PtLastNm` and `PT_LAST_NM` become `patient last name`, `#` becomes `number`. */
export function headerText(name: string): string {
  const apart = name
    .replace(/#/g, ' number ')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .replace(/(\p{L})(\d)/gu, '$1 $2')
    .toLowerCase()
    .replace(/\be[ -_]mail/g, 'email')
    .replace(/\bd\.? ?o\.? ?b\b\.?/g, 'dob')
    .replace(/['’]s?\b/g, '');
  return apart
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== '')
    .map((word) => SPELLED.get(word) ?? word)
    .join(' ');
}
