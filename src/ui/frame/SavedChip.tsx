// Whether everything is on disk. Red and sticky, with Retry, until a later save succeeds.
import { Button } from 'react-aria-components';
import { useActions, useApp } from '../../state/context';
import { Chip } from '../controls/Chip';
import { explain } from '../messages';

export function SavedChip() {
  const save = useApp((state) => state.save);
  const { retrySave } = useActions();
  if (save.phase === 'failed') {
    const { sentence, advice } = explain(save.error);
    return (
      <span className="chip-group" role="alert">
        <Chip label="Not saved" icon="alert" tone="bad" text="Not saved">
          <p>{sentence}</p>
          <p>{advice}</p>
        </Chip>
        <Button className="button small" onPress={() => void retrySave()}>
          Retry
        </Button>
      </span>
    );
  }
  if (save.phase === 'saved') {
    return (
      <Chip label="Saved" icon="check" tone="good" text="Saved">
        <p>
          Labels, embeddings, small pictures and results are kept in this browser, on this computer. Your
          original files are not copied.
        </p>
      </Chip>
    );
  }
  const text = save.phase === 'saving' ? 'Saving…' : 'Loading…';
  return (
    <Chip label={text} text={text}>
      <p>
        {save.phase === 'saving' ? 'The last changes are being written.' : 'The saved project is being read.'}
      </p>
    </Chip>
  );
}
