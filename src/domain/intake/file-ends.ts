// What became of each file of a drop, and the summary of it: groups whose counts add up to the files dropped. Pure.
import type { AppErrorCode, ErrorFacts } from '../errors';
import type { ClassId, ItemId, Note, NoteCode } from '../types';

/**
 * One file of a drop. `aside`: system clutter; `left-out`: a slice that is not among the chosen ones; `asked`: waits for the
 * answer to a question about its whole group.
 */
export interface FileEnd {
  /** Base name; lives in this tab only. */
  readonly name: string;
  readonly end: 'in' | 'repeated' | 'asked' | 'refused' | 'cancelled' | 'aside' | 'left-out';
  /** The images it stands for: several for a file of many frames, none where it did not get in. */
  readonly ids: readonly ItemId[];
  readonly notes: readonly Note[];
  /** The cause of a refusal, else null. */
  readonly error: ErrorFacts | null;
  readonly classId: ClassId | null;
}

export type Verdict = Exclude<FileEnd['end'], 'in'> | 'in' | 'noted';

export interface CauseCount<Code> {
  readonly code: Code;
  readonly files: number;
  /** Images the files stand for; empty where they did not get in. */
  readonly ids: readonly ItemId[];
}

export interface DropSummary {
  /** Files dropped: the sum of `counts`. */
  readonly total: number;
  readonly counts: Readonly<Record<Verdict, number>>;
  /** Files by cause, most frequent first. A file with two notes stands under both. */
  readonly noted: readonly CauseCount<NoteCode>[];
  readonly refused: readonly CauseCount<AppErrorCode>[];
}

/** A file that got in is `noted` when anything was noted about it. */
export function verdictOf({ end, notes }: Pick<FileEnd, 'end' | 'notes'>): Verdict {
  return end === 'in' && notes.length > 0 ? 'noted' : end;
}

function counter<Code>() {
  const causes = new Map<Code, { files: number; ids: ItemId[] }>();
  return {
    add(code: Code, ids: readonly ItemId[]) {
      const known = causes.get(code) ?? { files: 0, ids: [] };
      known.files += 1;
      for (const id of ids) known.ids.push(id);
      causes.set(code, known);
    },
    list: (): CauseCount<Code>[] =>
      Array.from(causes, ([code, { files, ids }]) => ({ code, files, ids })).sort(
        (a, b) => b.files - a.files,
      ),
  };
}

/** Empty for no files. Each file counts under exactly one verdict. */
export function summarise(ends: readonly FileEnd[]): DropSummary {
  const counts: Record<Verdict, number> = {
    in: 0,
    noted: 0,
    repeated: 0,
    asked: 0,
    refused: 0,
    cancelled: 0,
    aside: 0,
    'left-out': 0,
  };
  const noted = counter<NoteCode>();
  const refused = counter<AppErrorCode>();
  for (const file of ends) {
    const verdict = verdictOf(file);
    counts[verdict] += 1;
    if (verdict === 'noted')
      for (const code of new Set(file.notes.map((note) => note.code))) noted.add(code, file.ids);
    if (file.error) refused.add(file.error.code, []);
  }
  return { total: ends.length, counts, noted: noted.list(), refused: refused.list() };
}
