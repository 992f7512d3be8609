// Keeps a worker that streams results from running ahead of whoever takes them: each one taken is a word on a port, and no
// more than a few are under way. A worker's events go one way only, so that this needs a channel of its own.
import { abortError } from '../domain/errors';
import type { FrameOutcome, FramesRequest } from './engine';

/** Frames read and not yet taken. */
const mostAhead = 3;

export interface PacedFramesRequest extends FramesRequest {
  /** Gets one message for each frame that has been taken. */
  readonly pace: MessagePort;
}

/** The worker's end: `turn(i)` settles when result `i` (0-based) may be made. @throws AbortError when cancelled meanwhile. */
export function listenToPace(port: MessagePort, signal: AbortSignal): { turn(i: number): Promise<void> } {
  let taken = 0;
  let wake = () => {};
  port.onmessage = () => {
    taken += 1;
    wake();
  };
  signal.addEventListener('abort', () => wake());
  return {
    async turn(i) {
      while (i - taken >= mostAhead && !signal.aborted) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      if (signal.aborted) throw abortError();
    },
  };
}

/**
 * The page's end: hands each frame on, one after the other, and says so to the worker. `settled` is for when the worker is
 * done: it rejects with the first error of a taker, for which `onFail` has been called.
 */
export function takeInTurn(take: (frame: FrameOutcome) => Promise<void>, onFail: () => void) {
  const { port1, port2 } = new MessageChannel();
  let tail: Promise<void> = Promise.resolve();
  return {
    port: port2,
    hand(frame: FrameOutcome) {
      tail = tail.then(() => take(frame)).then(() => port1.postMessage(null));
      tail.catch(onFail);
    },
    settled: () => tail,
    close: () => port1.close(),
  };
}
