// The way in for an adapter that was saved before.
import { useActions } from '../../state/context';
import { useView } from '../view-state';
import { PickFile } from './PickFile';

const types = ['.zip', '.json'];

export function LoadAdapter() {
  const { loadAdapter } = useActions();
  const { showTab, showData } = useView();
  const load = async (file: File) => {
    showData(false);
    if ((await loadAdapter(file)) !== null) showTab('train');
  };
  return (
    <PickFile
      label="An adapter"
      name="An adapter saved here before…"
      types={types}
      onFile={(file) => void load(file)}
    >
      The ZIP archive, or the adapter.json in it. Only where encoder, rendering and class names are the same.
      To save one: Train tab, Kept adapters.
    </PickFile>
  );
}
