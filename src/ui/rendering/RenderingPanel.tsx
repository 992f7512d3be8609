// How all images are rendered: the decision in one line, what it does to an example, what still waits for it.
import { useState } from 'react';
import { ToggleButton } from 'react-aria-components';
import { useApp } from '../../state/context';
import { hasPicture, isImported } from '../../state/space';
import { Icon } from '../controls/Icon';
import { StudyVectorSetting } from '../intake/StudyVectorChoice';
import { Findings } from './Findings';
import { RenderingEditor } from './RenderingEditor';
import { RenderingWait } from './RenderingWait';
import { decisionWords } from './words';

export function RenderingPanel() {
  const rendering = useApp((state) => state.settings.rendering);
  const wanted = useApp((state) => state.settings.renderingWanted);
  // What came as numbers has nothing to be rendered, and vectors from elsewhere stay as they came.
  const empty = useApp((state) => isImported(state) || ![...state.items.values()].some(hasPicture));
  const [open, setOpen] = useState(false);
  if (empty) return null;
  return (
    <section className="card rendering" aria-label="Rendering">
      <div className="row between">
        <h2 className="card-title">Rendering</h2>
        <span className="muted small grow ellipsis" data-testid="rendering-now">
          {decisionWords(rendering)}
        </span>
        <ToggleButton
          className="icon-button small"
          aria-label={`${open ? 'Fold' : 'Unfold'} Rendering`}
          isSelected={open}
          onChange={setOpen}
        >
          <Icon name={open ? 'down' : 'right'} />
        </ToggleButton>
      </div>
      <RenderingWait />
      <Findings />
      {open && <StudyVectorSetting />}
      {/* A decision that takes over, or is given up, is what the editor starts from. */}
      {open && <RenderingEditor key={JSON.stringify([rendering, wanted])} start={wanted ?? rendering} />}
    </section>
  );
}
