// The record of the last drop as a table to take away.
import { verdictOf } from '../../domain/intake/file-ends';
import { type NotesRow, notesCsv } from '../../domain/report/notes-csv';
import type { Actions } from '../actions';
import type { Services } from '../workbench';

export function makeNotesActs({ store }: Services): Pick<Actions, 'notesCsv'> {
  return {
    notesCsv(withNames, sentences) {
      const { intake, classes, items } = store.getState();
      const ends = intake.phase === 'done' ? intake.ends : [];
      const className = new Map(classes.map(({ id, name }) => [id, name]));
      const rows = ends.map((file, i): NotesRow => {
        const { name, ids, notes, error, classId } = file;
        const verdict = verdictOf(file);
        // What "repeated" means is told by the note that the merge left on the image, not by those of the file.
        const merged = notesOfRepeat(items.get(ids[0] ?? '')?.notes ?? []);
        const told = verdict === 'repeated' ? merged : notes;
        return {
          name: withNames ? name : null,
          code: ids.length > 0 ? ids.join(' ') : `file ${i + 1}`,
          verdict,
          causes: error
            ? [{ code: error.code, sentence: sentences.refusal(error) }]
            : told.map((note) => ({ code: note.code, sentence: sentences.note(note) })),
          className: classId === null ? '' : (className.get(classId) ?? ''),
        };
      });
      return notesCsv(rows);
    },
  };
}

const repeats: readonly string[] = ['same-file-twice', 'same-file-in-two-classes'];
const notesOfRepeat = <T extends { readonly code: string }>(notes: readonly T[]) =>
  notes.filter(({ code }) => repeats.includes(code));
