// The way in for a table of labels; what it would do is shown in the set before anything is done.
import { useActions, useApp } from '../../state/context';
import { useView } from '../view-state';
import { PickFile } from './PickFile';

const types = ['.csv', '.tsv', '.txt'];

export function LoadLabels() {
  const { loadLabels } = useActions();
  const { showPane, showData } = useView();
  const empty = useApp((state) => state.items.size === 0);
  return (
    <PickFile
      label="Labels from a table"
      name="Labels from a table…"
      types={types}
      isDisabled={empty}
      onFile={(file) => {
        showData(false);
        showPane('set');
        void loadLabels(file, file.name);
      }}
    >
      {empty
        ? 'Add images first: labels are matched to them.'
        : 'CSV with a column of ids or file names and one of labels. What it would change is shown before it does.'}
    </PickFile>
  );
}
