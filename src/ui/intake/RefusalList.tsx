// Files that did not get in: name, what is wrong, what to do. Long lists are virtualised.
import {
  Collection,
  GridList,
  GridListItem,
  GridListLoadMoreItem,
  ListLayout,
  Virtualizer,
} from 'react-aria-components';
import type { Refusal } from '../../state/app-state';
import { count } from '../format';
import { explain } from '../messages';
import { useGrowing } from '../use-growing';

const layoutOptions = { estimatedRowHeight: 76 };

export function RefusalList({ refusals }: { refusals: readonly Refusal[] }) {
  const { shown, hasMore, more } = useGrowing(refusals);
  return (
    <>
      <h3>{count(refusals.length, 'refused file')}</h3>
      <Virtualizer layout={ListLayout} layoutOptions={layoutOptions}>
        <GridList
          className="refusals"
          style={{ height: Math.min(refusals.length * 78, 234) }}
          aria-label="Refused files"
          disallowTypeAhead
        >
          <Collection items={shown.map((refusal) => ({ id: refusal.key, refusal }))}>
            {({ id, refusal }) => <RefusalRow id={id} refusal={refusal} />}
          </Collection>
          {hasMore && <GridListLoadMoreItem onLoadMore={more} isLoading={false} />}
        </GridList>
      </Virtualizer>
    </>
  );
}

function RefusalRow({ id, refusal }: { id: string; refusal: Refusal }) {
  const { sentence, advice } = explain(refusal.error);
  return (
    <GridListItem id={id} className="refusal" textValue={`${refusal.fileName}: ${sentence}`}>
      <span className="mono ellipsis refusal-name" title={refusal.fileName}>
        {refusal.fileName}
      </span>
      <span>{sentence}</span>
      <span className="muted">{advice}</span>
    </GridListItem>
  );
}
