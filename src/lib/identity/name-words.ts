/**
 * Words that decide whether a first name is one. The lists of names hold hundreds of ordinary words,
 * and programs, tracks and places are called after people.
 */

/**
 * First names that are as likely something else in these files: months, virtues, plants, stones,
 * places, ranks, beliefs, ordinary words. They count only among names that are beyond doubt.
 */
export const AMBIGUOUS_FIRST_NAMES = words(`
abbey abbot ada adelaide ali allegra amber amity ana angel ann any april ara art asa ash asia
august augusta aurora austin bank bar barn baron base bay bell berry beryl bethany beverly
bill birch bird bliss blithe blythe bond bone boot brand brandy bree brew brook brooks buck bud
butch cal camellia candy care carmel carolina carry carson cart carter case cash chad chance
charity charlotte chase chastity chelsea cherry chester chip christian clay cleveland cliff
cob cody con constance cookie cooper coral cord cornelia cross crystal curt dahlia daisy
dale dallas darby dare dawn dean deb del dell den denver der des devon dew doe dom domingo don dot
douglas drake drew duke dun dusty earl early eden else ema essa eugene eve even faith fan fancy
fax fee felicity fern fey fidel fidelity field fields fin flint flora florence florida ford forest
frank frankie franklin free gale gard garnet gary gates gay gene geneva georgia ginger glen glenn
glory goldie grace grant gray gun guy had hale hall ham hamilton hank happy harmony harp harrison
hart haven hazel heath heather helena hill holly honey honor hope hunt hunter hyacinth ira iris
israel ivory ivy jack jackson jade jasmine jay jefferson jewel jim job jordan joy judd june ken
kent kin king kingston kip kit kitty lacy lance lane lark laurel law lawrence lay lee leigh leo
les lily lin lincoln link lion lock logan lori lowell lucky mac madison mae major mal man manny
mar margarita marigold marion mark marsh marshal marshall mason max maxim may mead melody mercedes
mercy merry mike mil miles mill minor misty mitchell monroe morgan moss myrtle nada nan nap nat
nelson nettle newton nick nil noble noe noel norman north ode odessa olive olympia opal ora
orlando page palmer pansy park parker pat patience payton pearl pen penny perry pet pierce pip
piper poppy port porter price prince prudence quincy rae raleigh ram ransom raven ray rea read red
reed reg rem rex rich richmond rick ring rip rob robin rochester rock rocky rod roi roman rose
rosemary row rowan royal ruby rusty sal salem sam sandy saw sax say see selma sergeant shadow
shannon shell shepherd sheridan sherlock sherry sherwood sib sid skip skipper sky skye sly smith
sol son sonny spike stanford star starr sterling stern steward storm stormy stu sue sunny sunshine
sydney tab tad tailor tan tanner tate taylor ted temple terra tiff tiffany tim tod tom tony trace
tracy trip tripp troy tyler una val vale valencia van velvet venus vernon vic victoria vin violet
virginia von wade wait wake walker wallace ward warren washington wat waverly way wayland wayne
web webb wes west weston will willow win windy winston wit wolf wood woody worden worth worthy
yank yard york`);

/** Last names among the common ones that are ordinary words or places as well. */
export const AMBIGUOUS_LAST_NAMES = words(`
adams allen bailey baker barnes bell brooks brown butler campbell carter clark collins cook cooper
cox cruz edwards evans fisher foster gray green hall harris hill howard jackson james jenkins
kelly king lee lewis long lopez martin mitchell morgan morris myers nelson parker perry phillips
powell price reed rogers ross russell scott stewart taylor thomas turner walker ward white wood
wright young`);

/** Words of programs, places, payers and groups: what holds one is not the name of a person. */
export const INSTITUTION_WORDS = words(`
house center centre clinic program programme group groups track site team unit hall lodge recovery
hospital health healthcare medical medicaid medicare insurance plan care services service
counseling counselling therapy treatment residence residential home homes manor ranch farm campus
building floor room ward wing suite tower towers office east west north south street road avenue
county city state university college school academy institute foundation network associates
partners alliance trust agency department division court church ministries mission chapel temple
society club company corp inc llc ltd co behavioral behavioural wellness rehab rehabilitation
detox inpatient outpatient iop php op sober living village heights valley creek river lake park
hills springs grove gardens garden ridge point place square cottage retreat haven harbor project
initiative adult adults adolescent adolescents women men mens womens youth teen teens family
families evening morning afternoon day night weekend virtual online telehealth hybrid cohort class
level phase step process skills dbt cbt act emdr mat trauma dual diagnosis anxiety depression mood
eating disorder disorders substance alcohol opioid use general private commercial public federal
memorial regional community central national american united blue cross shield aetna cigna humana
kaiser magellan optum beacon tricare anthem monday tuesday wednesday thursday friday saturday
sunday january february march april may june july august september october november december
african asian indian pacific islander hispanic latino native caucasian race english spanish only
other unknown none declined refused not stated disease syndrome pain injury failure abuse
dependence ulcer infection cancer fever virus test scale index inventory questionnaire score form
survey report summary total nurse aide staff counselor therapist physician psychiatrist manager
case intake discharge referral nhs ccg icb primary secondary oil butter bar gate bay beach bridge
station crossing trail`);

/** Answers, relations and roles: under a header that says name they name nobody. */
export const NOBODY_WORDS = words(`
yes no y n true false unknown none na n/a nil null other self declined refused missing blank
pending mother father parent parents spouse husband wife partner sibling sister brother son
daughter child grandparent grandmother grandfather aunt uncle cousin friend relative guardian
family state court agency dcfs cps dss unemployed employed student retired disabled active
inactive male female single married full-time part-time fulltime parttime homemaker not-applicable
not-asked same n.a. full part time seeking work looking self-employed military on-file`);

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
