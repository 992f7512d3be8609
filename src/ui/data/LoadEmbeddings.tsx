// The way in for embeddings that were computed elsewhere, and the choice of whose vectors count.
import { Button, FileTrigger } from 'react-aria-components';
import { useActions, useApp } from '../../state/context';
import { withoutVector } from '../../state/space-facts';
import { Choice } from '../controls/Choice';
import { Icon } from '../controls/Icon';
import { count } from '../format';
import { spaceTitle } from '../space-words';
import { useView } from '../view-state';

const fileTypes = ['.npz', '.parquet', '.csv', '.tsv'];

export function LoadEmbeddings() {
  const { loadEmbeddings } = useActions();
  const { showPane, showData } = useView();
  return (
    <section aria-label="Embeddings from elsewhere">
      <FileTrigger
        acceptedFileTypes={fileTypes}
        onSelect={(list) => {
          const file = list?.[0];
          if (!file) return;
          showData(false);
          showPane('set');
          void loadEmbeddings(file, file.name);
        }}
      >
        <Button className="button">
          <Icon name="folder" />
          Embeddings computed elsewhere…
        </Button>
      </FileTrigger>
      <p className="muted small">
        NPZ, Parquet or CSV with ids, of any encoder. What the file holds is shown in the set before it is
        added. Images are not needed.
      </p>
      <SpaceChoice />
    </section>
  );
}

const own = 'encoder';

/** Whose vectors all is computed from; shown once there are several. */
function SpaceChoice() {
  const space = useApp((state) => state.settings.space);
  const imported = useApp((state) => state.settings.importedSpaces);
  const encoder = useApp((state) => (state.encoder.phase === 'ready' ? state.encoder.status.title : null));
  const lacking = useApp(withoutVector);
  const { chooseSpace } = useActions();
  if (imported.length === 0) return null;
  return (
    <>
      <Choice
        label="Vectors in use"
        options={[
          { value: own, name: encoder ?? 'the encoder of this page' },
          ...imported.map((one) => ({
            value: one.sha256,
            name: spaceTitle(one),
            hint: 'computed elsewhere',
          })),
        ]}
        value={space.kind === 'imported' ? space.sha256 : own}
        onChange={(value) => void chooseSpace(value === own ? null : value)}
      />
      {lacking > 0 && (
        <p className="muted small numbers">
          {`${count(lacking, 'item')} ${lacking === 1 ? 'has' : 'have'} no vector of this encoder: in the set, but in nothing that is computed.`}
        </p>
      )}
    </>
  );
}
