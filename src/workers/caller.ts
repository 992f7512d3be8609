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
  /** A worker that has begun on a call and gives neither an answer nor an event of it for so long is ended (`worker-silent`). */
  readonly silentAfterMs: number;
  /** So is one that does not even beat (serve.ts): its thread is held, or it is gone. At least three beats. */
  readonly stillAfterMs: number;
}

export interface RawCallOptions extends CallOptions {
  readonly move?: Transferable[];
  readonly onEmit?: (name: string, payload: unknown) => void;
  /** In place of that of the caller. */
  readonly silentAfterMs?: number;
}

/** A call under way, as the watch sees it; moments are those of the watch's own clock. */
interface Watched {
  readonly asked: number;
  readonly silentAfterMs: number;
  /** When its worker last gave something of it, and when it last beat; null: none has begun on it. */
  heard: { word: number; beat: number } | null;
  readonly fail: () => void;
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

/**
 * Fails calls whose worker is silent. Time is counted in ticks, not taken from a clock: a page that slept (a closed lid, a
 * frozen tab) wakes to one tick, not to minutes of silence.
 */
function makeWatch({ silentAfterMs, stillAfterMs }: CallerSetup) {
  const tickMs = stillAfterMs / 6;
  const calls = new Set<Watched>();
  let now = 0;
  let ticking: ReturnType<typeof setInterval> | undefined;
  /** When any worker of the pool last gave a sign; null: none has yet. */
  let lastSign: number | null = null;

  const isSilent = ({ asked, heard, silentAfterMs }: Watched): boolean => {
    if (heard) return now - heard.beat >= stillAfterMs || now - heard.word >= silentAfterMs;
    // It waits its turn as long as there is life; the first worker of all may have to be fetched.
    if (lastSign !== null) return now - Math.max(asked, lastSign) >= stillAfterMs;
    return now - asked >= silentAfterMs;
  };
  const tick = () => {
    now += tickMs;
    for (const call of calls) if (isSilent(call)) call.fail();
  };

  return {
    add(fail: () => void, ownSilentAfterMs = silentAfterMs): Watched {
      const call: Watched = { asked: now, silentAfterMs: ownSilentAfterMs, heard: null, fail };
      calls.add(call);
      ticking ??= setInterval(tick, tickMs);
      return call;
    },
    hear(call: Watched, kind: 'word' | 'beat') {
      lastSign = now;
      call.heard = { word: kind === 'word' ? now : (call.heard?.word ?? now), beat: now };
    },
    remove(call: Watched) {
      calls.delete(call);
      if (calls.size > 0) return;
      clearInterval(ticking);
      ticking = undefined;
    },
    /** New workers take the place of those that were heard. */
    startAnew() {
      lastSign = null;
    },
  };
}

export function makeCaller(setup: CallerSetup): Caller {
  let pool = makePool(setup);
  const watch = makeWatch(setup);

  function call<Out>(method: string, input: unknown, options: RawCallOptions = {}): Promise<Out> {
    const { signal, onProgress, onEmit, move } = options;
    if (signal?.aborted) return Promise.reject(abortError());
    return new Promise<Out>((resolve, reject) => {
      let settled = false;
      const meter = rateMeter();

      const settle = (finish: () => void) => {
        if (settled) return;
        settled = true;
        watch.remove(watched);
        signal?.removeEventListener('abort', onAbort);
        finish();
      };
      const watched = watch.add(() => {
        settle(() => reject(new AppError('worker-silent', `no answer from ${method}`, { method })));
        task.cancel();
      }, options.silentAfterMs);
      const onAbort = () => {
        settle(() => reject(abortError()));
        task.cancel();
      };

      const task = pool.exec(method, [input], {
        on: (event: WorkerEvent) => {
          if (settled) return;
          watch.hear(watched, event.kind === 'beat' ? 'beat' : 'word');
          if (event.kind === 'beat') return;
          if (event.kind === 'progress') {
            onProgress?.({ done: event.done, total: event.total, perSecond: meter(event.done) });
          } else {
            onEmit?.(event.name, event.payload);
          }
        },
        ...(move ? { transfer: move } : {}),
      });
      signal?.addEventListener('abort', onAbort);
      task.then(
        (raw: unknown) => {
          watch.hear(watched, 'word');
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
    watch.startAnew();
    await old.terminate(true);
  }

  return { call, restart };
}
