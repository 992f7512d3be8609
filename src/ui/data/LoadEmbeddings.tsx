// The way in for embeddings that were computed elsewhere, and the choice of whose vectors count.
import { useActions, useApp } from '../../state/context';
import { withoutVector } from '../../state/space-facts';
import { Choice } from '../controls/Choice';
import { count } from '../format';
import { spaceTitle } from '../space-words';
import { useView } from '../view-state';
import { PickFile } from './PickFile';

const fileTypes = ['.npz', '.parquet', '.csv', '.tsv'];

export function LoadEmbeddings() {
  const { loadEmbeddings } = useActions();
  const { showPane, showData } = useView();
  return (
    <>
      <PickFile
        label="Embeddings from elsewhere"
        name="Embeddings computed elsewhere…"
        types={fileTypes}
        onFile={(file) => {
          showData(false);
          showPane('set');
          void loadEmbeddings(file, file.name);
        }}
      >
        NPZ, Parquet or CSV with ids, of any encoder. What the file holds is shown in the set before it is
        added. Images are not needed.
      </PickFile>
      <SpaceChoice />
    </>
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
