/** Surveys under the stays that they are about. */
import { compareClaims, containingStay } from './containing';
import { compareText } from './derive-stays';
import { rowsWith } from './look-up';
import type { DerivedStay, DerivedSurvey, SurveyRow } from './types';

/** The surveys up to the cut; one without a stay counts only overall. */
export function deriveSurveys(
  surveys: readonly SurveyRow[],
  stays: readonly DerivedStay[],
  cut: string,
): DerivedSurvey[] {
  return surveys
    .filter(({ taken_on }) => taken_on <= cut)
    .map((survey) => {
      const stay = stayOf(survey, stays, cut);
      return { ...survey, stay_id: stay?.stay_id ?? null, person_id: stay?.person_id ?? null };
    });
}

function stayOf(
  survey: SurveyRow,
  stays: readonly DerivedStay[],
  cut: string,
): DerivedStay | undefined {
  if (survey.stay_id !== null) return rowsWith(stays, 'stay_id', survey.stay_id)[0];
  if (survey.person_id === null) return undefined;
  const own = rowsWith(stays, 'person_id', survey.person_id);
  const containing = containingStay(own, survey.taken_on, cut);
  if (containing) return own.find(({ stay_id }) => stay_id === containing.stay_id);
  const [latest] = own
    .filter((stay) => stay.discharged_on !== null && stay.discharged_on < survey.taken_on)
    .sort(
      (a, b) => compareText(b.discharged_on ?? '', a.discharged_on ?? '') || compareClaims(a, b),
    );
  return latest;
}
