// One model on one thread count in a worker of its own (the runtime fixes its threads with the first session).
import { createSession, floatTensor, type OrtSession } from '../../src/workers/ort';

interface Setup {
  readonly modelUrl: string;
  readonly inputName?: string;
  readonly outputName?: string;
  readonly sizePx: number;
  readonly threads: number;
}

let session: OrtSession;
let setup: Required<Setup>;

/** Fills in the names a setup leaves out. */
function named({ inputNames, outputNames }: OrtSession, given: Setup): Required<Setup> {
  const [only, ...others] = inputNames;
  const inputName = given.inputName ?? only;
  if (!inputName || (given.inputName === undefined && others.length > 0))
    throw new Error(`${given.modelUrl}: ${inputNames.length} inputs, one was expected`);
  const outputName = given.outputName ?? outputNames.find((name) => name === 'embedding') ?? outputNames[0];
  if (!outputName) throw new Error(`${given.modelUrl}: no output`);
  return { ...given, inputName, outputName };
}

async function once(): Promise<number> {
  const { inputName, outputName, sizePx } = setup;
  const data = Float32Array.from({ length: 3 * sizePx * sizePx }, (_, i) => Math.sin(i));
  const input = floatTensor(data, [1, 3, sizePx, sizePx]);
  const began = performance.now();
  await session.run({ [inputName]: input }, [outputName]);
  return performance.now() - began;
}

addEventListener('message', async ({ data }: MessageEvent<{ open?: Setup; runs?: number }>) => {
  // The runtime's own thread messages also arrive here; only ours carry these fields.
  if (data.open) {
    const { modelUrl, threads } = data.open;
    const bytes = new Uint8Array(await (await fetch(modelUrl)).arrayBuffer());
    session = await createSession(bytes, { backend: 'wasm', threads });
    setup = named(session, data.open);
    for (let i = 0; i < 5; i++) await once();
    postMessage({ opened: true });
  } else if (data.runs) {
    const times: number[] = [];
    for (let i = 0; i < data.runs; i++) times.push(await once());
    postMessage({ times });
  }
});
