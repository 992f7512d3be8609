// The worker's side of the wall: wraps plain handlers so that errors cross typed, cancel is heard and outputs are moved.
import workerpool from 'workerpool';
import { abortError, type ErrorFacts, errorFacts, isAbort } from '../domain/errors';
import type { Job } from '../domain/job';
import { listenForPolicy } from './canary';

/** What a handler gives back: a value and the buffers in it that are moved rather than copied. */
export interface Moved<T> {
  readonly value: T;
  readonly move: Transferable[];
}

export interface WorkerJob extends Job {
  /** Sends an intermediate result (a curve point, a layout frame) to the caller. */
  emit(name: string, payload: unknown, move?: Transferable[]): void;
}

export type Handler<In, Out> = (input: In, job: WorkerJob) => Promise<Moved<Out>>;

/** Envelope of every answer: an error class would be lost on the way, plain facts are not. */
export type Answer = { ok: true; value: unknown } | { ok: false; aborted: boolean; error: ErrorFacts };

/** Envelope of every event while a call runs. */
export type WorkerEvent =
  | { kind: 'beat' }
  | { kind: 'progress'; done: number; total: number }
  | { kind: 'emit'; name: string; payload: unknown };

const reportEveryMs = 100;

/** How often a worker that works on a call says that its thread is free to speak. */
const beatEveryMs = 1000;
const beat = () => workerpool.workerEmit({ kind: 'beat' } satisfies WorkerEvent);

function macrotask(): Promise<void> {
  // A message round trip, not setTimeout: nested timers are held back to 4 ms, and to a second in hidden tabs.
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      resolve();
    };
    channel.port2.postMessage(null);
  });
}

function makeJob(controller: AbortController): WorkerJob {
  let lastReport = 0;
  const throwIfAborted = () => {
    if (controller.signal.aborted) throw abortError();
  };
  return {
    signal: controller.signal,
    report(done, total) {
      const now = performance.now();
      if (done < total && now - lastReport < reportEveryMs) return;
      lastReport = now;
      workerpool.workerEmit({ kind: 'progress', done, total } satisfies WorkerEvent);
    },
    emit(name, payload, move = []) {
      const event: WorkerEvent = { kind: 'emit', name, payload };
      workerpool.workerEmit(new workerpool.Transfer(event, move));
    },
    async breathe() {
      throwIfAborted();
      await macrotask();
      throwIfAborted();
    },
  };
}

/** What workerpool hangs on a registered method while it runs. */
interface MethodScope {
  readonly worker: { addAbortListener(listener: () => Promise<void>): void };
}

/** Longest wait for a cancelled handler to reach its next breath before the worker is ended. */
const abortGraceMs = 2000;

/**
 * Registers handlers as the methods of this worker; each worker also answers `canary` (see canary.ts).
 * Handlers must call `job.breathe()` between batches, or a cancel can only end the whole worker.
 */
export function serve(handlers: Readonly<Record<string, Handler<never, unknown>>>): void {
  const methods: Record<string, (...args: never[]) => Promise<unknown>> = {};
  const running = new Map<AbortController, Promise<unknown>>();
  let listening = false;

  // One listener for whatever runs: the library forgets its listeners only on a cancel, so one a call would pile up.
  const abortAll = async () => {
    listening = false;
    const settling = [...running.values()];
    for (const controller of running.keys()) controller.abort();
    await Promise.allSettled(settling);
  };

  for (const [name, handler] of Object.entries(handlers)) {
    const run = async (input: never): Promise<unknown> => {
      beat();
      const controller = new AbortController();
      const answer = answerOf(handler, input, controller);
      running.set(controller, answer);
      const beats = setInterval(beat, beatEveryMs);
      await answer.finally(() => {
        clearInterval(beats);
        running.delete(controller);
      });
      return answer;
    };
    methods[name] = function (this: MethodScope, ...args: never[]) {
      if (!listening) this.worker.addAbortListener(abortAll);
      listening = true;
      return run(args[0] as never);
    };
  }
  const canary = listenForPolicy();
  methods.canary = async () => ({ ok: true, value: await canary() }) satisfies Answer;
  workerpool.worker(methods, { abortListenerTimeout: abortGraceMs });
}

async function answerOf(
  handler: Handler<never, unknown>,
  input: never,
  controller: AbortController,
): Promise<unknown> {
  try {
    const { value, move } = await handler(input, makeJob(controller));
    return new workerpool.Transfer({ ok: true, value } satisfies Answer, move);
  } catch (thrown) {
    return { ok: false, aborted: isAbort(thrown), error: errorFacts(thrown) } satisfies Answer;
  }
}
