// The first pictures of a class in one row, and how many more there are.
import { memo } from 'react';
import { Button } from 'react-aria-components';
import type { ItemId } from '../../domain/types';
import { useApp } from '../../state/context';
import { Thumb } from '../controls/Thumb';
import { nameOf } from '../format';
import { useMedia } from '../use-media';
import { useView } from '../view-state';

export const ItemStrip = memo(function ItemStrip({
  ids,
  onMore,
}: {
  ids: readonly ItemId[];
  onMore: () => void;
}) {
  const compact = useMedia('(min-width: 761px) and (max-width: 1180px)');
  const shown = compact ? 4 : 6;
  const fits = ids.length <= shown ? ids : ids.slice(0, shown - 1);
  const more = ids.length - fits.length;
  return (
    <div className="strip">
      {fits.map((id) => (
        <ThumbButton key={id} id={id} />
      ))}
      {more > 0 && (
        <Button className="tile more numbers" aria-label={`${more} more`} onPress={onMore}>
          {`+${more}`}
        </Button>
      )}
    </div>
  );
});

/** A small picture that opens its image. */
export const ThumbButton = memo(function ThumbButton({ id, sizePx = 40 }: { id: ItemId; sizePx?: number }) {
  const { openItem } = useView();
  const name = useApp((state) => nameOf(state.names, id));
  const marked = useApp((state) => state.selection.includes(id));
  const excluded = useApp((state) => state.items.get(id)?.excluded ?? false);
  return (
    <Button
      className={`thumb-button ${marked ? 'marked' : ''} ${excluded ? 'excluded' : ''}`}
      aria-label={`Show ${name}`}
      onPress={() => openItem(id)}
    >
      <Thumb id={id} sizePx={sizePx} />
    </Button>
  );
});
