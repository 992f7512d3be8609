// The encode worker: one warm, disposable encoder. A lost GPU device is only cured by a new worker, so it keeps no state
// that opening again would not bring back.
import type { EncodedTexts } from '../domain/encode/words';
import { AppError } from '../domain/errors';
import type { EncoderStatus, Looked } from './engine';
import { type OpenEncoder, type OpenRequest, openEncoder } from './open-encoder';
import type { OpenTexts } from './open-texts';
import { type Handler, serve } from './serve';

let opened: OpenEncoder | null = null;
let texts: Promise<OpenTexts> | null = null;

const open: Handler<OpenRequest, EncoderStatus> = async (request) => {
  opened = await openEncoder(request);
  texts = null;
  return { value: opened.status, move: [] };
};

const encode: Handler<{ prepared: Uint8Array }, Float32Array> = async ({ prepared }) => {
  if (!opened) throw new AppError('encoder-missing', 'the encoder is not open in this worker');
  const value = await opened.encode(prepared);
  return { value, move: [value.buffer] };
};

const look: Handler<{ prepared: Uint8Array }, Looked> = async ({ prepared }) => {
  if (!opened) throw new AppError('encoder-missing', 'the encoder is not open in this worker');
  const value = await opened.look(prepared);
  const { embedding, patches } = value;
  return { value, move: [embedding.buffer, ...(patches ? [patches.data.buffer] : [])] };
};

const encodeText: Handler<{ texts: readonly string[] }, EncodedTexts> = async (input, job) => {
  if (!opened) throw new AppError('encoder-missing', 'the encoder is not open in this worker');
  if (!opened.openTexts) throw new AppError('invalid-argument', 'this encoder has no text tower');
  texts ??= opened.openTexts().catch((thrown: unknown) => {
    // A file that could not be fetched may be there the next time.
    texts = null;
    throw thrown;
  });
  const value = await (await texts).encode(input.texts, () => job.breathe());
  return { value, move: [value.vectors.buffer] };
};

serve({ open, encode, look, encodeText });
