// The page side of the wall's test: exposes calls, and how they ended, to the browser test.
import { AppError, isAbort } from '../../../src/domain/errors';
import { makeCaller } from '../../../src/workers/caller';
import url from './faulty.worker?worker&url';

export interface Ending {
  readonly end: 'value' | 'abort' | 'error';
  readonly value?: unknown;
  readonly code?: string;
  readonly detail?: unknown;
  readonly progress: readonly number[];
  /** Progress events that came after the end: there must be none. */
  readonly late: number;
  readonly settledTimes: number;
  readonly elapsedMs: number;
}

const caller = makeCaller({
  url: new URL(url, document.baseURI).href,
  workers: 1,
  silentAfterMs: 6000,
  stillAfterMs: 3000,
});

async function call(method: string, input: unknown, abortAfterMs?: number, lingerMs = 0): Promise<Ending> {
  const controller = new AbortController();
  if (abortAfterMs === 0) controller.abort();
  else if (abortAfterMs) setTimeout(() => controller.abort(), abortAfterMs);
  const progress: number[] = [];
  let ended = false;
  let late = 0;
  let settledTimes = 0;
  const began = performance.now();
  const onProgress = ({ done }: { done: number }) => {
    if (ended) late += 1;
    progress.push(done);
  };
  const ending = await caller.call(method, input, { signal: controller.signal, onProgress }).then(
    (value) => {
      settledTimes += 1;
      return { end: 'value' as const, value };
    },
    (thrown: unknown) => {
      settledTimes += 1;
      if (isAbort(thrown)) return { end: 'abort' as const };
      if (thrown instanceof AppError)
        return { end: 'error' as const, code: thrown.code, detail: thrown.detail };
      return { end: 'error' as const, code: `untyped ${String(thrown)}` };
    },
  );
  ended = true;
  const elapsedMs = performance.now() - began;
  await new Promise((resolve) => setTimeout(resolve, lingerMs));
  return { ...ending, progress, late, settledTimes, elapsedMs };
}

Object.assign(window, { wall: { call, restart: () => caller.restart() } });
