// All pictures of a class in a virtualised grid: only the rows in view are in the page. Click, Shift and Ctrl select.
import { memo, useMemo, useRef } from 'react';
import {
  Collection,
  GridLayout,
  GridList,
  GridListItem,
  GridListLoadMoreItem,
  Size,
  Virtualizer,
} from 'react-aria-components';
import type { ItemId } from '../../domain/types';
import { useActions, useApp } from '../../state/context';
import { Thumb } from '../controls/Thumb';
import { nameOf } from '../format';
import { useGrowing } from '../use-growing';
import { useView } from '../view-state';

const cellPx = 48;
const layoutOptions = {
  minItemSize: new Size(cellPx, cellPx),
  maxItemSize: new Size(cellPx, cellPx),
  minSpace: new Size(2, 2),
  maxHorizontalSpace: 2,
};

export const ItemGrid = memo(function ItemGrid({ ids, label }: { ids: readonly ItemId[]; label: string }) {
  const actions = useActions();
  const { openItem } = useView();
  const selection = useApp((state) => state.selection);
  const names = useApp((state) => state.names);
  const { shown, hasMore, more } = useGrowing(ids);
  // The same row object for the same image: react-aria then keeps what it has made of it.
  const known = useRef(new Map<ItemId, { readonly id: ItemId }>());
  const rows = useMemo(
    () =>
      shown.map((id) => {
        const row = known.current.get(id) ?? { id };
        known.current.set(id, row);
        return row;
      }),
    [shown],
  );
  const selected = useMemo(() => {
    const here = new Set(ids);
    return new Set(selection.filter((id) => here.has(id)));
  }, [ids, selection]);
  const height = Math.min(4.5, Math.ceil(ids.length / 5)) * (cellPx + 2) + 4;

  return (
    <Virtualizer layout={GridLayout} layoutOptions={layoutOptions}>
      <GridList
        className="grid"
        style={{ height }}
        aria-label={label}
        layout="grid"
        selectionMode="multiple"
        selectionBehavior="replace"
        disallowTypeAhead
        selectedKeys={selected}
        onSelectionChange={(keys) => {
          const next = keys === 'all' ? ids : [...keys].map(String);
          actions.select(next);
          if (next.length === 1) actions.focusItem(next[0] ?? null);
        }}
        onAction={(key) => openItem(String(key))}
      >
        <Collection items={rows}>
          {({ id }) => (
            <GridListItem id={id} className="grid-item" textValue={nameOf(names, id)}>
              <GridThumb id={id} />
            </GridListItem>
          )}
        </Collection>
        {hasMore && <GridListLoadMoreItem onLoadMore={more} isLoading={false} />}
      </GridList>
    </Virtualizer>
  );
});

function GridThumb({ id }: { id: ItemId }) {
  const excluded = useApp((state) => state.items.get(id)?.excluded ?? false);
  return (
    <span className={excluded ? 'excluded' : ''}>
      <Thumb id={id} sizePx={cellPx} />
    </span>
  );
}
