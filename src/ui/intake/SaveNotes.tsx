// The record of a drop to take away: a table of files, verdicts and causes; names only when ticked.
import { useActions } from '../../state/context';
import { SaveCsv } from '../controls/SaveCsv';
import { explain } from '../messages';
import { noteSentence } from '../note-words';

const sentences = {
  note: noteSentence,
  refusal: (error: Parameters<typeof explain>[0]) => {
    const { sentence, advice } = explain(error);
    return `${sentence} ${advice}`;
  },
};

export function SaveNotes() {
  const { notesCsv } = useActions();
  return (
    <SaveCsv
      small
      fileName="lightbench-notes.csv"
      text={(withNames) => notesCsv(withNames, sentences)}
      names="With file names"
      save="Notes as CSV"
    />
  );
}
