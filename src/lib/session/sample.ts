/** The sample data that comes with the app, as files like any other. */
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

/** Fetches the synthetic sample files from the app's own address. */
export async function sampleFiles(): Promise<File[]> {
  return Promise.all(
    SAMPLES.map(async ({ name, url }) => {
      const response = await fetch(url);
      if (!response.ok) throw new Error(`The sample file ${name} could not be fetched.`);
      return new File([await response.blob()], `sample-${name}`, { type: 'text/csv' });
    }),
  );
}
