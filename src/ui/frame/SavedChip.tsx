// Whether everything is on disk. Red and sticky, with the cause, Retry and Export now, until a later save succeeds.
import { Button } from 'react-aria-components';
import type { ErrorFacts } from '../../domain/errors';
import { useActions, useApp } from '../../state/context';
import { Chip } from '../controls/Chip';
import { explain } from '../messages';
import { saveBlob } from '../predict/save-text';
import { shortCause } from '../storage-words';
import { useLasting } from './use-lasting';

export function SavedChip() {
  const save = useApp((state) => state.save);
  const looking = useApp((state) => state.window.role === 'reader');
  const lasting = useLasting();
  if (save.phase === 'failed') return <NotSaved error={save.error} />;
  if (save.phase === 'loading') {
    return (
      <Chip label="Loading…" text="Loading…">
        <p>The saved project is being read.</p>
      </Chip>
    );
  }
  if (looking) {
    return (
      <Chip label="Only looking" icon="eye" text="Only looking">
        <p>This window shows the project as it was saved and writes nothing.</p>
      </Chip>
    );
  }
  if (save.phase === 'saving') {
    return (
      <Chip label="Saving…" text="Saving…">
        <p>The last changes are being written.</p>
      </Chip>
    );
  }
  return (
    <Chip label="Saved" icon="check" tone="good" text="Saved">
      <p>
        Labels, embeddings, small pictures and results are kept in this browser, on this computer. Your
        original files are not copied.
      </p>
      <p>
        {lasting
          ? 'The browser has promised not to clear them by itself; clearing its site data still does.'
          : 'The browser may clear them: when disk space runs low, when its site data is cleared, and Safari after 7 days without a visit.'}
      </p>
      <p className="muted">For a copy that does not depend on the browser, save the project as a file.</p>
    </Chip>
  );
}

function NotSaved({ error }: { error: ErrorFacts }) {
  const { retrySave, saveProjectFile } = useActions();
  const { sentence, advice } = explain(error);
  const exportNow = async () => {
    const file = await saveProjectFile({ names: false, thumbnails: false, previews: false });
    if (file) saveBlob('project.lightbench', file);
  };
  return (
    <span className="chip-group" role="alert">
      <Chip label="Not saved" icon="alert" tone="bad" text={`Not saved: ${shortCause(error)}`}>
        <p>{sentence}</p>
        <p>{advice}</p>
        <p className="muted">Export now saves the project as a file, without file names and pictures.</p>
      </Chip>
      <Button className="button small" onPress={() => void retrySave()}>
        Retry
      </Button>
      <Button className="button small" onPress={() => void exportNow()}>
        Export now
      </Button>
    </span>
  );
}
