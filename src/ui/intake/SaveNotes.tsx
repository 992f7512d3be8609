// The record of a drop to take away: a table of files, verdicts and causes; names only when ticked.
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useActions } from '../../state/context';
import { Toggle } from '../controls/Toggle';
import { explain } from '../messages';
import { noteSentence } from '../note-words';
import { saveText } from '../predict/save-text';

const sentences = {
  note: noteSentence,
  refusal: (error: Parameters<typeof explain>[0]) => {
    const { sentence, advice } = explain(error);
    return `${sentence} ${advice}`;
  },
};

export function SaveNotes() {
  const { notesCsv } = useActions();
  const [withNames, setWithNames] = useState(false);
  return (
    <div className="row between">
      <Toggle isSelected={withNames} onChange={setWithNames}>
        With file names
      </Toggle>
      <Button
        className="button small"
        onPress={() =>
          saveText('lightbench-notes.csv', 'text/csv;charset=utf-8', notesCsv(withNames, sentences))
        }
      >
        Notes as CSV
      </Button>
    </div>
  );
}
