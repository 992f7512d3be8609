// The image in focus, large, and the heat map on it while one is shown.
import { useState } from 'react';
import type { ItemId } from '../../domain/types';
import { useApp } from '../../state/context';
import { whereOn } from '../../state/where';
import { useImageUrl } from '../use-image-url';
import { HeatOverlay } from './HeatOverlay';
import { useTargetName } from './use-target-name';
import { captionOf } from './where-words';

export function Preview({ id, name }: { id: ItemId; name: string }) {
  const url = useImageUrl('preview', id);
  const where = useApp((state) => whereOn(state, id));
  const target = useTargetName(where?.question.target ?? null);
  const [loaded, setLoaded] = useState<{ url: string; widthPx: number; heightPx: number } | null>(null);
  const bare = useApp((state) => state.items.get(id)?.format === 'vector');
  const value = where?.stage.phase === 'done' ? where.stage.value : null;
  return (
    <div className="preview">
      {bare && <p className="muted preview-bare">No picture: this item came as numbers only.</p>}
      {url !== null && (
        <img
          src={url}
          alt={name}
          draggable={false}
          data-testid="preview"
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
            setLoaded({ url, widthPx: naturalWidth, heightPx: naturalHeight })
          }
        />
      )}
      {value && loaded?.url === url && (
        <HeatOverlay
          where={value}
          label={`Heat map. ${captionOf(value, target)}`}
          widthPx={loaded.widthPx}
          heightPx={loaded.heightPx}
        />
      )}
    </div>
  );
}
