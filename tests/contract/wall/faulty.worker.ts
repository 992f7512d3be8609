// A worker whose methods do one thing each that a worker must not get away with.
import { AppError } from '../../../src/domain/errors';
import { type Handler, serve } from '../../../src/workers/serve';

let calls = 0;

const count: Handler<null, number> = async () => ({ value: ++calls, move: [] });

const typedError: Handler<null, never> = async () => {
  throw new AppError('truncated', 'the file ends early', { have: 1, need: 2 });
};

const throwString: Handler<null, never> = async () => {
  throw 'a library throws a string';
};

const steps: Handler<{ total: number; pauseMs: number }, number> = async ({ total, pauseMs }, job) => {
  for (let i = 0; i < total; i++) {
    await job.breathe();
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    job.report(i + 1, total);
  }
  return { value: total, move: [] };
};

const spin: Handler<{ ms: number }, string> = async ({ ms }) => {
  const until = performance.now() + ms;
  while (performance.now() < until);
  return { value: 'spun', move: [] };
};

/** Leaves its thread free and says nothing. */
const wait: Handler<{ ms: number }, string> = async ({ ms }) => {
  await new Promise((resolve) => setTimeout(resolve, ms));
  return { value: 'waited', move: [] };
};

const closeSelf: Handler<null, string> = async () => {
  self.close();
  await new Promise(() => undefined);
  return { value: 'never', move: [] };
};

const crash: Handler<null, string> = async () => {
  setTimeout(() => {
    throw new Error('thrown outside any promise');
  });
  await new Promise(() => undefined);
  return { value: 'never', move: [] };
};

const unclonable: Handler<null, unknown> = async () => ({ value: () => undefined, move: [] });

const moved: Handler<{ length: number }, Float32Array> = async ({ length }) => {
  const value = new Float32Array(length).fill(7);
  return { value, move: [value.buffer] };
};

const received: Handler<Float32Array, number> = async (input) => ({ value: input.length, move: [] });

serve({ count, typedError, throwString, steps, spin, wait, closeSelf, crash, unclonable, moved, received });
