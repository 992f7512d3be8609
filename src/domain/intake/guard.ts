// Turns whatever a library throws (strings, numbers, Errors, objects) into our own error. Nothing of it is shown raw.
import { AppError, type ErrorDetail, type FileErrorCode, isAbort } from '../errors';

/** @throws AppError always. */
export function refuse(code: FileErrorCode, message: string, detail: ErrorDetail = {}): never {
  throw new AppError(code, message, detail);
}

/** Runs a decoder; anything but an AppError or a cancel that comes out of it becomes `decoder-failed` with the decoder's name. */
export async function guarded<T>(decoder: string, run: () => Promise<T> | T): Promise<T> {
  try {
    return await run();
  } catch (thrown) {
    if (thrown instanceof AppError || isAbort(thrown)) throw thrown;
    // The text may quote file content, so only its kind crosses.
    const kind = thrown instanceof Error ? thrown.name : typeof thrown;
    throw new AppError('decoder-failed', `the ${decoder} decoder gave up`, { decoder, kind });
  }
}
