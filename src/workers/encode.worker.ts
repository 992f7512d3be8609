// The encode worker: one warm, disposable encoder. A lost GPU device is only cured by a new worker, so it keeps no state
// that opening again would not bring back.
import { AppError } from '../domain/errors';
import type { BackendChoice, EncoderStatus } from './engine';
import { type OpenEncoder, openEncoder } from './open-encoder';
import { type Handler, serve } from './serve';

let opened: OpenEncoder | null = null;

const open: Handler<{ folderUrl: string; backend: BackendChoice }, EncoderStatus> = async (input) => {
  opened = await openEncoder(input.folderUrl, input.backend);
  return { value: opened.status, move: [] };
};

const encode: Handler<{ prepared: Uint8Array }, Float32Array> = async ({ prepared }) => {
  if (!opened) throw new AppError('encoder-missing', 'the encoder is not open in this worker');
  const value = await opened.encode(prepared);
  return { value, move: [value.buffer] };
};

serve({ open, encode });
