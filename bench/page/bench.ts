// Lets the runner open models in workers and time them in turn.
import { defaultSpec } from '../../src/domain/predict/adapter-default';
import type { Adapter, AdapterTraining } from '../../src/domain/predict/adapter-types';
import { makeRandom } from '../../src/domain/random';
import { makeCaller } from '../../src/workers/caller';
import trainUrl from '../../src/workers/train.worker?worker&url';

interface Subject {
  readonly name: string;
  readonly modelUrl: string;
  /** Left out: the model's only input, and its output `embedding` or its first. */
  readonly inputName?: string;
  readonly outputName?: string;
  readonly sizePx: number;
  readonly threads: number;
}

function ask<T>(worker: Worker, message: unknown, key: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const listen = ({ data }: MessageEvent<Record<string, T>>) => {
      if (!(key in data)) return;
      worker.removeEventListener('message', listen);
      resolve(data[key] as T);
    };
    worker.addEventListener('message', listen);
    worker.addEventListener('error', (event) => reject(new Error(event.message)), { once: true });
    worker.postMessage(message);
  });
}

/** Times of each subject, `rounds x runs` each, taken in turn (A B C A B C) so that a drift of the machine hits all. */
async function compare(
  subjects: readonly Subject[],
  rounds: number,
  runs: number,
): Promise<Record<string, number[]>> {
  const workers = subjects.map(
    () => new Worker(new URL('./model.worker.ts', import.meta.url), { type: 'module' }),
  );
  for (const [i, subject] of subjects.entries()) await ask(workers[i] as Worker, { open: subject }, 'opened');
  const times: Record<string, number[]> = Object.fromEntries(subjects.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [i, { name }] of subjects.entries()) {
      times[name]?.push(...(await ask<number[]>(workers[i] as Worker, { runs }, 'times')));
    }
  }
  for (const worker of workers) worker.terminate();
  return times;
}

/** Milliseconds of each of `runs` trainings of the published notebook's recipe: 80 x 1024, batch 8, 30 epochs. */
async function trainNotebook(runs: number): Promise<number[]> {
  const [rows, dim] = [80, 1024];
  const random = makeRandom(1);
  const spec = defaultSpec('notebook', 1);
  const training: AdapterTraining = {
    ids: Array.from({ length: rows }, (_, i) => String(i)),
    dim,
    data: Float32Array.from({ length: rows * dim }, () => random.normal() / 32),
    targets: Int32Array.from({ length: rows }, (_, i) => i % 5),
    classes: ['a', 'b', 'c', 'd', 'e'],
    groups: new Array(rows).fill(null),
    spec,
  };
  const caller = makeCaller({
    url: new URL(trainUrl, document.baseURI).href,
    workers: 1,
    silentAfterMs: 120_000,
    stillAfterMs: 120_000,
  });
  const times: number[] = [];
  for (let i = 0; i < runs; i++) times.push((await caller.call<Adapter>('train', training)).elapsedMs);
  await caller.restart();
  return times;
}

Object.assign(window, { compare, trainNotebook });
