// Long work as the status line sees it: each job has a line, a rate and a way to be cancelled.
import type { StoreApi } from 'zustand';
import { abortError, errorFacts, isAbort } from '../domain/errors';
import type { Progress } from '../domain/types';
import type { AppState } from './app-state';
import type { JobKind, JobState } from './job-state';

export interface RunningJob {
  readonly id: string;
  readonly signal: AbortSignal;
  readonly progress: (progress: Progress) => void;
}

export interface Jobs {
  /** Runs `work` as a job. Settles with its value, or `null` when it was cancelled; other errors pass through. */
  run<T>(
    kind: JobKind,
    unit: JobState['unit'],
    total: number,
    work: (job: RunningJob) => Promise<T>,
  ): Promise<T | null>;
  cancel(id: string): void;
  /** Cancels every running job of a kind (all without one). */
  cancelAll(kind?: JobKind): void;
  /** Settles when no job runs, of a kind other than `except`, and what followed on the last one has been done. */
  idle(except?: JobKind): Promise<void>;
}

export function makeJobs(store: StoreApi<AppState>): Jobs {
  const controllers = new Map<string, { readonly kind: JobKind; readonly controller: AbortController }>();
  let serial = 0;

  const update = (id: string, change: Partial<JobState>) =>
    store.setState((state) => ({
      jobs: state.jobs.map((job) => (job.id === id ? { ...job, ...change } : job)),
    }));

  return {
    async run(kind, unit, total, work) {
      serial += 1;
      const id = `job-${serial}`;
      const controller = new AbortController();
      controllers.set(id, { kind, controller });
      store.setState((state) => ({
        jobs: [...state.jobs, { id, kind, done: 0, total, unit, perSecond: null }],
      }));
      try {
        return await work({ id, signal: controller.signal, progress: (progress) => update(id, progress) });
      } catch (thrown) {
        if (isAbort(thrown)) return null;
        throw thrown;
      } finally {
        controllers.delete(id);
        store.setState((state) => ({ jobs: state.jobs.filter((job) => job.id !== id) }));
      }
    },
    cancel: (id) => controllers.get(id)?.controller.abort(abortError()),
    cancelAll(kind) {
      for (const job of controllers.values())
        if (!kind || job.kind === kind) job.controller.abort(abortError());
    },
    async idle(except) {
      while ([...controllers.values()].some(({ kind }) => kind !== except))
        await new Promise((resolve) => setTimeout(resolve, 10));
      await new Promise((resolve) => setTimeout(resolve));
    },
  };
}

/** Puts a failure without a stage of its own where the page shows it. */
export function notify(store: StoreApi<AppState>, thrown: unknown): void {
  if (!isAbort(thrown)) store.setState({ notice: errorFacts(thrown) });
}
