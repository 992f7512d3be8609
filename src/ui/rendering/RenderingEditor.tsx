// Where a rendering decision is made: windowing, crop rules, an example before and after, one button for all images.
import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { Rendering } from '../../domain/intake/rendering';
import { useActions, useApp } from '../../state/context';
import { hasGreys, meantForOthers, unchanged } from '../../state/rendering-facts';
import { count } from '../format';
import { CropDialog } from './CropDialog';
import { ExamplePair } from './ExamplePair';
import { useExample } from './use-example';
import { WindowingChoice } from './WindowingChoice';
import { cropRuleWords } from './words';

export function RenderingEditor({ start }: { start: Rendering }) {
  const { changeRendering } = useActions();
  const [draft, setDraft] = useState(start);
  const [cropping, setCropping] = useState(false);
  const greys = useApp((state) => hasGreys(state.items));
  const total = useApp((state) => [...state.items.values()].filter(({ excluded }) => !excluded).length);
  const others = useApp(
    (state) =>
      [...state.items.values()].filter((item) => !item.excluded && meantForOthers(draft, item)).length,
  );
  const example = useExample();
  const same = unchanged(start, draft);
  return (
    <div className="rendering-editor">
      {greys ? (
        <WindowingChoice
          value={draft.windowing}
          onChange={(windowing) => setDraft({ ...draft, windowing })}
        />
      ) : (
        <p className="muted small">All images are 8 bit already: there is nothing to window.</p>
      )}
      {others > 0 && (
        <p className="word-flag small">{`Preset meant for CT: ${count(others, 'image is', 'images are')} not CT.`}</p>
      )}
      <div className="row between">
        <span className="small">{cropRuleWords(draft)}</span>
        <Button className="button small" isDisabled={example === null} onPress={() => setCropping(true)}>
          Crop and black out…
        </Button>
      </div>
      {example !== null && <ExamplePair id={example} rendering={draft} />}
      <Button
        className="button primary wide"
        isDisabled={same || total === 0}
        onPress={() => void changeRendering(draft)}
      >
        {`Render ${count(total, 'image')} again`}
      </Button>
      <CropDialog
        isOpen={cropping}
        rendering={draft}
        onClose={() => setCropping(false)}
        onApply={(next) => {
          setCropping(false);
          setDraft(next);
          void changeRendering(next);
        }}
      />
    </div>
  );
}
