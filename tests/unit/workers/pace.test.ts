// A worker that streams frames never runs ahead of whoever takes them.
import { expect, test } from 'vitest';
import { isAbort } from '../../../src/domain/errors';
import type { FrameOutcome } from '../../../src/workers/engine';
import { listenToPace, takeInTurn } from '../../../src/workers/pace';

const frameOf = (frame: number): FrameOutcome => ({
  frame,
  outcome: { ok: false, error: { code: 'damaged', message: '', detail: {} } },
});
const moment = () => new Promise((resolve) => setTimeout(resolve, 5));

test('at most three frames wait to be taken, and all come in order', async () => {
  const taken: number[] = [];
  let [made, most] = [0, 0];
  const takers = takeInTurn(
    async ({ frame }) => {
      await moment();
      taken.push(frame);
    },
    () => undefined,
  );
  const { turn } = listenToPace(takers.port, new AbortController().signal);
  for (let i = 0; i < 12; i++) {
    await turn(i);
    made += 1;
    most = Math.max(most, made - taken.length);
    takers.hand(frameOf(i));
  }
  await takers.settled();
  takers.close();
  expect(taken).toEqual(Array.from({ length: 12 }, (_, i) => i));
  expect(most).toBe(3);
});

test('a cancel wakes a worker that waits; an error of the taker is told once and ends the taking', async () => {
  const failures: string[] = [];
  const takers = takeInTurn(
    async ({ frame }) => {
      if (frame === 1) throw new Error('the encoder is gone');
    },
    () => failures.push('failed'),
  );
  const stop = new AbortController();
  const { turn } = listenToPace(takers.port, stop.signal);
  for (let i = 0; i < 4; i++) {
    await turn(i);
    takers.hand(frameOf(i));
    await moment();
  }
  const waiting = turn(4);
  stop.abort();
  await expect(waiting.catch((thrown) => isAbort(thrown))).resolves.toBe(true);
  await expect(takers.settled()).rejects.toThrow('the encoder is gone');
  expect(failures.length).toBeGreaterThan(0);
  takers.close();
});
