// A small picture on a near-black tile of fixed size; the item's code where there is no picture.
import { memo } from 'react';
import type { ItemId } from '../../domain/types';
import { useApp } from '../../state/context';
import { useImageUrl } from '../use-image-url';

/** From this side on a whole code can be read. */
const bigPx = 72;

export const Thumb = memo(function Thumb({
  id,
  sizePx,
  alt = '',
}: {
  id: ItemId;
  sizePx: number;
  alt?: string;
}) {
  const url = useImageUrl('thumb', id);
  const bare = useApp((state) => state.items.get(id)?.format === 'vector');
  if (bare) {
    const named = alt === '' ? { 'aria-hidden': true } : { role: 'img', 'aria-label': alt };
    return (
      <span className="tile bare mono" style={{ width: sizePx, height: sizePx }} {...named}>
        {id.slice(0, sizePx < bigPx ? 4 : 10)}
      </span>
    );
  }
  return (
    <span className="tile" style={{ width: sizePx, height: sizePx }}>
      {url !== null && (
        <img
          src={url}
          alt={alt}
          width={sizePx}
          height={sizePx}
          loading="lazy"
          decoding="async"
          draggable={false}
        />
      )}
    </span>
  );
});
