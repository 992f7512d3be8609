// The files of the drop being read, as codes: what is left of the list when the page dies is what had not been read.
import { pseudonym } from '../domain/intake/pseudonym';
import type { Change, StoredDrop } from '../storage/write-change';
import type { BatchEntry } from './acts/pending';
import type { AppState } from './app-state';

/** `codes` in the order they are read; the first `done` are settled: in the set, or refused. null: nothing is open. */
export type OpenDrop = StoredDrop | null;

const codesAtOnce = 500;

/** A code for each file, by path, size and time: the same file dropped again has the same one, in this project only. */
async function codesOf(salt: string, entries: readonly BatchEntry[]): Promise<string[]> {
  const codes: string[] = [];
  for (let from = 0; from < entries.length; from += codesAtOnce) {
    const lot = entries.slice(from, from + codesAtOnce).map(async ({ path, name, file, stack }) => {
      // A slice of an archive has no time of its own.
      const { lastModified = 0 } = file as Partial<File>;
      const parts = [path ?? name, file.size, lastModified, stack ? 'stack' : 'file'];
      return (await pseudonym(salt, `drop:${parts.join('\n')}`)) ?? '';
    });
    codes.push(...(await Promise.all(lot)));
  }
  return codes;
}

/** What had not been settled. */
export function leftOf(drop: OpenDrop): readonly string[] {
  return drop?.codes.slice(drop.done) ?? [];
}

/** The list at the start of a drop: its own files, then those of an earlier one that are still to come and not among them. */
export async function begunDrop(
  { salt, drop }: Pick<AppState, 'salt' | 'drop'>,
  entries: readonly BatchEntry[],
): Promise<NonNullable<OpenDrop>> {
  const codes = await codesOf(salt, entries);
  const own = new Set(codes);
  return { codes: [...codes, ...leftOf(drop).filter((code) => !own.has(code))], done: 0 };
}

/** The list once all `count` files of a drop have ended. */
export function endedDrop(drop: OpenDrop, count: number): OpenDrop {
  const codes = drop?.codes.slice(count) ?? [];
  return codes.length > 0 ? { codes, done: 0 } : null;
}

/** What is to be written: the list itself only when it is another one, since `done` rises with every write. */
export function dropBetween(now: OpenDrop, before: OpenDrop): Pick<Change, 'drop'> {
  if (now === before) return {};
  if (!now) return { drop: null };
  return { drop: now.codes === before?.codes ? { done: now.done } : now };
}
