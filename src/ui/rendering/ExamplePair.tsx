// One image as it is shown now and as the decision on the table would show it.
import { useEffect, useState } from 'react';
import type { Rendering } from '../../domain/intake/rendering';
import type { ItemId } from '../../domain/types';
import { useActions } from '../../state/context';
import { useImageUrl } from '../use-image-url';

/** Typing a number changes the draft at every key: the example follows when the fingers rest. */
const restMs = 250;

type After = { readonly url: string | null } | 'reading';

function useAfter(id: ItemId, rendering: Rendering): After {
  const { previewRendering } = useActions();
  const [after, setAfter] = useState<After>('reading');
  useEffect(() => {
    let made: string | null = null;
    let wanted = true;
    const timer = setTimeout(async () => {
      const blob = await previewRendering(id, rendering);
      if (!wanted) return;
      made = blob && URL.createObjectURL(blob);
      setAfter({ url: made });
    }, restMs);
    return () => {
      wanted = false;
      clearTimeout(timer);
      if (made) URL.revokeObjectURL(made);
    };
  }, [previewRendering, id, rendering]);
  return after;
}

export function ExamplePair({ id, rendering }: { id: ItemId; rendering: Rendering }) {
  const { hasFile } = useActions();
  const before = useImageUrl('preview', id);
  const after = useAfter(id, rendering);
  const url = after === 'reading' ? null : after.url;
  return (
    <div className="example-pair">
      <figure>
        <span className="tile">{before !== null && <img src={before} alt="Example as it is now" />}</span>
        <figcaption className="muted small">Now</figcaption>
      </figure>
      <figure>
        <span className="tile">
          {url !== null && <img src={url} alt="Example as it would be" data-testid="rendering-after" />}
        </span>
        <figcaption className="muted small">
          {url !== null || after === 'reading'
            ? 'Then'
            : hasFile(id)
              ? 'No preview: this image cannot be shown so.'
              : 'No preview: its file is not at hand.'}
        </figcaption>
      </figure>
    </div>
  );
}
