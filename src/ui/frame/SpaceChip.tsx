// In the place of the encoder's chip while vectors from elsewhere are in use: whose they are, and what that means.
import { useApp } from '../../state/context';
import type { ImportedSpace } from '../../state/space';
import { encoderFits } from '../../state/space';
import { Chip } from '../controls/Chip';
import { Term } from '../controls/Term';
import { spaceTitle } from '../space-words';

export function SpaceChip({ space }: { space: ImportedSpace }) {
  const here = useApp((state) => (state.encoder.phase === 'ready' ? state.encoder.status.title : null));
  const fits = useApp(encoderFits);
  const title = spaceTitle(space);
  return (
    <Chip
      label={`Vectors: ${title}, computed elsewhere`}
      text={
        <>
          <span className="chip-main ellipsis">{title}</span>
          <span className="muted chip-more"> · computed elsewhere</span>
        </>
      }
    >
      <h2>{title}</h2>
      <p>
        The numbers (<Term of="embedding">embeddings</Term>) of this project came as a file. How they were
        made is that file’s word; this page has not checked it.
      </p>
      <dl className="facts">
        <dt>Dimension</dt>
        <dd className="numbers">{space.dim}</dd>
        {space.declared && (
          <>
            <dt>Rendering</dt>
            <dd className="mono wrap">{space.declared.rendering}</dd>
          </>
        )}
        <dt>SHA-256</dt>
        <dd className="mono wrap">{space.declared?.sha256 ?? space.sha256}</dd>
      </dl>
      <p className="hint">
        {fits
          ? 'They were made by the encoder of this page, by another rendering: words and heat maps can be used.'
          : `${here ?? 'The encoder of this page'} is not in use: no words, no heat maps. Images that you add give their picture to the row of the same name.`}
      </p>
    </Chip>
  );
}
