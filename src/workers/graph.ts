// The small computing graphs of public/graphs on the runtime, one thread (more gave nothing when measured).
import { createSession, type OrtSession } from './ort';

const warm = new Map<string, Promise<OrtSession>>();

async function load(url: string, what: string): Promise<OrtSession> {
  const response = await fetch(new URL(url, import.meta.url));
  if (!response.ok) throw new Error(`The ${what} graph could not be read (${response.status}).`);
  return await createSession(new Uint8Array(await response.arrayBuffer()), { backend: 'wasm', threads: 1 });
}

/** The graph at `url`, loaded once a worker and again after a failure; `what` names it in an error. */
export async function openGraph(url: string, what: string): Promise<OrtSession> {
  const opening = warm.get(url) ?? load(url, what);
  warm.set(url, opening);
  return await opening.catch((thrown: unknown) => {
    warm.delete(url);
    throw thrown;
  });
}
