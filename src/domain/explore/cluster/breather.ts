// When a long loop should pause: by the clock, since how long a step takes depends on the rows.
import type { Job } from '../../job';

const everyMs = 30;

export interface Breather {
  /** True when the last breath is more than 30 ms ago, or the job was cancelled. */
  due(): boolean;
  /** `job.breathe()`, and the clock starts anew; throws on cancel. */
  breathe(): Promise<void>;
}

/** A clock for one loop: `if (breather.due()) await breather.breathe()`. */
export function makeBreather(job: Job): Breather {
  let last = performance.now();
  return {
    due: () => performance.now() - last > everyMs || job.signal.aborted,
    async breathe() {
      await job.breathe();
      last = performance.now();
    },
  };
}

/** The same job for one part of the work: its reports become `from` to `to` of 100, so that progress only rises. */
export function partOf(job: Job, from: number, to: number): Job {
  return {
    signal: job.signal,
    breathe: () => job.breathe(),
    report: (done, total) => job.report(from + ((to - from) * done) / Math.max(1, total), 100),
  };
}
