// The ways in that need no drag: a folder, the sample set.
import { Button, FileTrigger } from 'react-aria-components';
import { useActions, useApp } from '../../state/context';
import { Icon } from '../controls/Icon';
import { filesOfInput } from '../dropped-files';

export function ChooseFolderButton({ className = 'button' }: { className?: string }) {
  const { addFiles } = useActions();
  return (
    <FileTrigger
      acceptDirectory
      allowsMultiple
      onSelect={(list) => {
        if (list && list.length > 0) void addFiles(filesOfInput(list), { to: 'folders' });
      }}
    >
      <Button className={className}>
        <Icon name="folder" />
        Choose folder…
      </Button>
    </FileTrigger>
  );
}

export function SampleSetButton({ className = 'button' }: { className?: string }) {
  const { addSampleSet } = useActions();
  const busy = useApp((state) => state.jobs.some(({ kind }) => kind === 'sample'));
  return (
    <Button className={className} isDisabled={busy} onPress={() => void addSampleSet()}>
      Try the sample set
    </Button>
  );
}

export function AddButtons() {
  const empty = useApp((state) => state.items.size === 0);
  return (
    <div className="add-buttons">
      <ChooseFolderButton />
      {empty && <SampleSetButton />}
    </div>
  );
}
