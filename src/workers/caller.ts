// The page's side of the wall: calls into a worker pool settle exactly once, typed, cancellable and never silent.
import workerpool from 'workerpool';
import { AppError, abortError, errorFrom } from '../domain/errors';
import type { CallOptions } from './engine';
import { rateMeter } from './rate';
import type { Answer, WorkerEvent } from './serve';

export interface CallerSetup {
  /** URL of the module worker. */
  readonly url: string;
  readonly workers: number;
  /** Neither an answer nor an event for so long: the worker is ended and the call fails as `worker-silent`. */
  readonly silentAfterMs: number;
}

export interface RawCallOptions extends CallOptions {
  readonly move?: Transferable[];
  readonly onEmit?: (name: string, payload: unknown) => void;
}

export interface Caller {
  call<Out>(method: string, input: unknown, options?: RawCallOptions): Promise<Out>;
  /** Ends all workers; calls under way settle as `worker-crashed`. The next call starts new ones. */
  restart(): Promise<void>;
}

/** Room for a handler to reach its next breath (see serve.ts) before the library ends the worker. */
const terminateAfterMs = 2500;

function makePool({ url, workers }: CallerSetup) {
  return workerpool.pool(url, {
    workerType: 'web',
    workerOpts: { type: 'module' },
    maxWorkers: workers,
    workerTerminateTimeout: terminateAfterMs,
  });
}

export function makeCaller(setup: CallerSetup): Caller {
  let pool = makePool(setup);

  function call<Out>(method: string, input: unknown, options: RawCallOptions = {}): Promise<Out> {
    const { signal, onProgress, onEmit, move } = options;
    if (signal?.aborted) return Promise.reject(abortError());
    return new Promise<Out>((resolve, reject) => {
      let settled = false;
      let watchdog: ReturnType<typeof setTimeout> | undefined;
      const meter = rateMeter();

      const settle = (finish: () => void) => {
        if (settled) return;
        settled = true;
        clearTimeout(watchdog);
        signal?.removeEventListener('abort', onAbort);
        finish();
      };
      const feed = (allowanceMs: number) => {
        clearTimeout(watchdog);
        watchdog = setTimeout(() => {
          settle(() => reject(new AppError('worker-silent', `no answer from ${method}`, { method })));
          task.cancel();
        }, allowanceMs);
      };
      const onAbort = () => {
        settle(() => reject(abortError()));
        task.cancel();
      };

      const task = pool.exec(method, [input], {
        on: (event: WorkerEvent) => {
          if (settled) return;
          feed(setup.silentAfterMs);
          if (event.kind === 'progress') {
            onProgress?.({ done: event.done, total: event.total, perSecond: meter(event.done) });
          } else {
            onEmit?.(event.name, event.payload);
          }
        },
        ...(move ? { transfer: move } : {}),
      });
      signal?.addEventListener('abort', onAbort);
      // The call may first have to wait until a worker that was cancelled before it has been replaced.
      feed(setup.silentAfterMs + 2 * terminateAfterMs);
      task.then(
        (raw: unknown) => {
          const answer = raw as Answer;
          if (answer.ok) settle(() => resolve(answer.value as Out));
          else if (answer.aborted) settle(() => reject(abortError()));
          else settle(() => reject(errorFrom(answer.error)));
        },
        (lost: Error) => settle(() => reject(new AppError('worker-crashed', lost.message, { method }))),
      );
    });
  }

  async function restart() {
    const old = pool;
    pool = makePool(setup);
    await old.terminate(true);
  }

  return { call, restart };
}
