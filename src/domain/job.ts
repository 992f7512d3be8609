// What a long computation is given by whoever runs it: a way to be told to stop, to say how far it is, and to breathe.
import { abortError } from './errors';

export interface Job {
  readonly signal: AbortSignal;
  /** done of total in the job's own unit (images, epochs, rows). */
  report(done: number, total: number): void;
  /** Ends the current macrotask so that a cancel message can be read. Call between batches; throws on cancel. */
  breathe(): Promise<void>;
}

/** A job that nobody watches and nobody cancels: for tests and for small synchronous uses. */
export function quietJob(signal: AbortSignal = new AbortController().signal): Job {
  return {
    signal,
    report: () => undefined,
    breathe: async () => {
      if (signal.aborted) throw abortError();
    },
  };
}
