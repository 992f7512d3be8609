// Files that did not get in: name, what is wrong, what to do. Long lists are virtualised.
import { GridList, GridListItem, ListLayout, Virtualizer } from 'react-aria-components';
import type { Refusal } from '../../state/app-state';
import { count } from '../format';
import { explain } from '../messages';

const layoutOptions = { estimatedRowHeight: 76 };

export function RefusalList({ refusals }: { refusals: readonly Refusal[] }) {
  return (
    <>
      <h3>{count(refusals.length, 'refused file')}</h3>
      <Virtualizer layout={ListLayout} layoutOptions={layoutOptions}>
        <GridList
          className="refusals"
          style={{ height: Math.min(refusals.length * 78, 234) }}
          aria-label="Refused files"
          items={refusals.map((refusal) => ({ ...refusal, id: refusal.key }))}
          disallowTypeAhead
        >
          {(refusal) => {
            const { sentence, advice } = explain(refusal.error);
            return (
              <GridListItem className="refusal" textValue={`${refusal.fileName}: ${sentence}`}>
                <span className="mono ellipsis refusal-name" title={refusal.fileName}>
                  {refusal.fileName}
                </span>
                <span>{sentence}</span>
                <span className="muted">{advice}</span>
              </GridListItem>
            );
          }}
        </GridList>
      </Virtualizer>
    </>
  );
}
