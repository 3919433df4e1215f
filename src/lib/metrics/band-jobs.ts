/**
 * Intervals that are drawn after the estimate: which estimate belongs to which job. Pure, so that a
 * worker and a test run the same code.
 */
import { type BootstrapLimits, PersonBootstrap } from '$lib/stats/bootstrap';
import { type DropoutBandJob, estimate as estimateDropout } from './length/dropout-bands';
import { type OccupancyBandJob, estimateOccupancy } from './transitions/occupancy-bands';

/** What is drawn, as plain numbers; `kind` says how it is estimated. */
export type BandJob = OccupancyBandJob | DropoutBandJob;

/** 2.5th and 97.5th percentile of each estimate in the order of the job; NaN where a draw had none. */
export type BandLimits = BootstrapLimits;

/** Always the same, so that a figure has the same limits whenever it is computed. */
const SEED = 20_260_101;

/** The bootstrap of a job before its first draw: 1,000 draws of its persons. */
export function startBands(job: BandJob): PersonBootstrap {
  const { persons } = job;
  return new PersonBootstrap({
    persons,
    seed: SEED,
    estimate: (weights) => estimate(job, weights),
  });
}

function estimate(job: BandJob, weights: Int32Array): Float64Array {
  switch (job.kind) {
    case 'state-occupancy':
      return estimateOccupancy(job, weights);
    case 'dropout-incidence':
      return estimateDropout(job, weights);
  }
}
