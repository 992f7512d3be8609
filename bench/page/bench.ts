// Lets the runner open models in workers and time them in turn.
interface Subject {
  readonly name: string;
  readonly modelUrl: string;
  readonly inputName: string;
  readonly outputName: string;
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

Object.assign(window, { compare });
