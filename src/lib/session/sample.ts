/** The sample data that comes with the app, as files like any other. */
import assessmentsUrl from '../../../sample-data/messy/Assessments.csv?url';
import attendanceUrl from '../../../sample-data/messy/Attendance_Export.csv?url';
import censusUrl from '../../../sample-data/messy/Census_Report.csv?url';
import experienceUrl from '../../../sample-data/messy/Experience.csv?url';
import scoresUrl from '../../../sample-data/scores.csv?url';
import sessionsUrl from '../../../sample-data/sessions.csv?url';
import staysUrl from '../../../sample-data/stays.csv?url';
import surveysUrl from '../../../sample-data/surveys.csv?url';

const SAMPLES = [
  { name: 'stays.csv', url: staysUrl },
  { name: 'scores.csv', url: scoresUrl },
  { name: 'sessions.csv', url: sessionsUrl },
  { name: 'surveys.csv', url: surveysUrl },
];

const MESSY = [
  { name: 'Census_Report.csv', url: censusUrl },
  { name: 'Assessments.csv', url: assessmentsUrl },
  { name: 'Attendance_Export.csv', url: attendanceUrl },
  { name: 'Experience.csv', url: experienceUrl },
];

/** A sample file that was not used before cannot be fetched. */
class SampleNotFetched extends Error {
  override readonly name = 'SampleNotFetched';
  readonly nextStep =
    'Samples are fetched when they are first used, and work without a network from then on. Your own files load as ever.';
}

/** Fetches the synthetic sample files from the app's own address. */
export function sampleFiles(): Promise<File[]> {
  return fetchFiles(SAMPLES);
}

/** Fetches synthetic exports with words and faults of their own, which must be mapped. */
export function messySampleFiles(): Promise<File[]> {
  return fetchFiles(MESSY);
}

async function fetchFiles(
  samples: readonly { readonly name: string; readonly url: string }[],
): Promise<File[]> {
  return Promise.all(
    samples.map(async ({ name, url }) => {
      const failed = `The sample file ${name} could not be fetched.`;
      const response = await fetch(url).catch((cause: unknown) => {
        throw new SampleNotFetched(failed, { cause });
      });
      if (!response.ok) throw new SampleNotFetched(failed);
      return new File([await response.blob()], `sample-${name}`, { type: 'text/csv' });
    }),
  );
}
