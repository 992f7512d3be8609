// The address of a stored picture for an <img>; null while it is looked up and where there is none.
import { useEffect, useState } from 'react';
import type { ItemId } from '../domain/types';
import { useActions, useApp } from '../state/context';
import { shownRendering } from '../state/selectors';
import { hasPicture } from '../state/space';

export function useImageUrl(kind: 'thumb' | 'preview', id: ItemId): string | null {
  const { imageUrl } = useActions();
  // Another rendering, another picture; one that has come for a row of numbers, too.
  const rendering = useApp((state) => {
    const item = state.items.get(id);
    return item && hasPicture(item) ? shownRendering(state, item) : null;
  });
  const [found, setFound] = useState<{ id: ItemId; url: string | null } | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the rendering decides which picture the address leads to
  useEffect(() => {
    let wanted = true;
    void imageUrl(kind, id).then((url) => {
      if (wanted) setFound({ id, url });
    });
    return () => {
      wanted = false;
    };
  }, [imageUrl, kind, id, rendering]);

  return found?.id === id ? found.url : null;
}
