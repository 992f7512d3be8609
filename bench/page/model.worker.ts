// One model on one thread count in a worker of its own (the runtime fixes its threads with the first session).
import { createSession, floatTensor, type OrtSession } from '../../src/workers/ort';

interface Setup {
  readonly modelUrl: string;
  readonly inputName: string;
  readonly outputName: string;
  readonly sizePx: number;
  readonly threads: number;
}

let session: OrtSession;
let setup: Setup;

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
    setup = data.open;
    const bytes = new Uint8Array(await (await fetch(setup.modelUrl)).arrayBuffer());
    session = await createSession(bytes, { backend: 'wasm', threads: setup.threads });
    for (let i = 0; i < 5; i++) await once();
    postMessage({ opened: true });
  } else if (data.runs) {
    const times: number[] = [];
    for (let i = 0; i < data.runs; i++) times.push(await once());
    postMessage({ times });
  }
});
