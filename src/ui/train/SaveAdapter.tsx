// Takes one kept adapter away, in all its forms.
import { Button } from 'react-aria-components';
import { useActions, useApp } from '../../state/context';
import { reportSentences } from '../evaluate/report-sentences';
import { saveBlob } from '../predict/save-text';

export function SaveAdapter({ id, name }: { id: string; name: string }) {
  const { saveAdapter } = useActions();
  const busy = useApp((state) => state.jobs.some(({ kind }) => kind === 'export'));
  const save = async () => {
    const saved = await saveAdapter(id, reportSentences);
    if (saved) saveBlob(saved.fileName, saved.blob);
  };
  return (
    <Button className="link-button" aria-label={`Save ${name}`} isPending={busy} onPress={() => void save()}>
      Save
    </Button>
  );
}
