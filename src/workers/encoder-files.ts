// Reads the files of an encoder folder: none is used before its size and SHA-256 are those of the manifest.
import type { FileEntry } from '../domain/encode/manifest';
import { AppError } from '../domain/errors';
import { sha256Hex } from '../domain/intake/pixel-hash';

/** @throws AppError `encoder-missing` */
export async function load(folderUrl: string, name: string): Promise<Uint8Array> {
  const response = await fetch(new URL(name, folderUrl)).catch(() => null);
  if (!response?.ok) throw new AppError('encoder-missing', `${name} could not be read`, { file: name });
  return new Uint8Array(await response.arrayBuffer());
}

/**
 * Reads one file of the folder and holds it against the manifest: a half or a wrong file must never answer.
 * @throws AppError `encoder-missing`, `encoder-damaged`
 */
export async function loadChecked(folderUrl: string, entry: FileEntry): Promise<Uint8Array> {
  const bytes = await load(folderUrl, entry.path);
  if (bytes.length !== entry.bytes || (await sha256Hex(bytes)) !== entry.sha256) {
    throw new AppError('encoder-damaged', `${entry.path} is not the file its manifest names`, {
      file: entry.path,
    });
  }
  return bytes;
}

/** @throws AppError `encoder-damaged` */
export function parseJson(bytes: Uint8Array, name: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new AppError('encoder-damaged', `${name} is not JSON`, { file: name });
  }
}

/**
 * The text of an encoder's model card.
 * @throws AppError `encoder-missing` (no card, or not to be had), `encoder-damaged`; the abort signal's own error
 */
export async function readCard(
  folderUrl: string,
  card: FileEntry | null,
  signal?: AbortSignal | undefined,
): Promise<string> {
  signal?.throwIfAborted();
  if (!card) throw new AppError('encoder-missing', 'this encoder has no model card', { file: 'card' });
  const bytes = await loadChecked(folderUrl, card);
  signal?.throwIfAborted();
  return new TextDecoder().decode(bytes);
}
