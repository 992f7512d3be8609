// A computation on the page's own thread, as a job of the status line.
import { abortError } from '../domain/errors';
import type { Job } from '../domain/job';
import type { RunningJob } from './jobs';

/** A breath is a macrotask of the page, so that it can draw and hear a cancel. */
export function pageJob({ signal, progress }: Pick<RunningJob, 'signal' | 'progress'>): Job {
  return {
    signal,
    report: (done, total) => progress({ done, total, perSecond: null }),
    async breathe() {
      await new Promise((resolve) => setTimeout(resolve));
      if (signal.aborted) throw abortError();
    },
  };
}
