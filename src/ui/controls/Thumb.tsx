// A small picture on a near-black tile of fixed size.
import { memo } from 'react';
import type { ItemId } from '../../domain/types';
import { useImageUrl } from '../use-image-url';

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
