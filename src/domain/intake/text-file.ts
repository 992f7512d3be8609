// A file of text from another program as one string: UTF-8, UTF-16 with its mark, else Windows-1252.
import type { Job } from '../job';
import { refuse } from './guard';
import { maxTableTextBytes } from './limits';

const sliceBytes = 1 << 22;

function encodingOf(head: Uint8Array): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

async function decoded(file: Blob, encoding: string, job: Job): Promise<string> {
  const decoder = new TextDecoder(encoding, { fatal: encoding === 'utf-8' });
  const parts: string[] = [];
  for (let at = 0; at < file.size; at += sliceBytes) {
    await job.breathe();
    const end = Math.min(file.size, at + sliceBytes);
    parts.push(decoder.decode(await file.slice(at, end).arrayBuffer(), { stream: end < file.size }));
  }
  return parts.join('');
}

/**
 * Without a byte order mark. What is not valid UTF-8 is taken as Windows-1252, as older spreadsheets write it.
 * @throws AppError `file-too-large`, `unknown-format` (zero bytes: no text).
 */
export async function textOfFile(file: Blob, job: Job): Promise<string> {
  if (file.size > maxTableTextBytes) {
    refuse('file-too-large', `${file.size} bytes`, { bytes: file.size, limit: maxTableTextBytes });
  }
  const head = new Uint8Array(await file.slice(0, 4096).arrayBuffer());
  const encoding = encodingOf(head);
  if (encoding === 'utf-8' && head.includes(0)) refuse('unknown-format', 'not a text file');
  try {
    return await decoded(file, encoding, job);
  } catch (thrown) {
    if (!(thrown instanceof TypeError)) throw thrown;
    return decoded(file, 'windows-1252', job);
  }
}
