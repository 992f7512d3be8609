// Files of a drop with a sentence each. Long lists are virtualised and grow as they are scrolled.
import {
  Collection,
  GridList,
  GridListItem,
  GridListLoadMoreItem,
  ListLayout,
  Virtualizer,
} from 'react-aria-components';
import { useGrowing } from '../use-growing';

const layoutOptions = { estimatedRowHeight: 76 };

export interface FileRow {
  readonly name: string;
  readonly sentence: string;
  /** What to do; null where there is nothing to do. */
  readonly advice: string | null;
}

interface Props<T> {
  readonly label: string;
  readonly files: readonly T[];
  /** Called only for the rows that are set up. */
  readonly rowOf: (file: T) => FileRow;
}

export function FileList<T>({ label, files, rowOf }: Props<T>) {
  const { shown, hasMore, more } = useGrowing(files);
  const rows = shown.map((file, i) => ({ id: String(i), row: rowOf(file) }));
  return (
    <Virtualizer layout={ListLayout} layoutOptions={layoutOptions}>
      <GridList
        className="refusals"
        style={{ height: Math.min(files.length * 78, 234) }}
        aria-label={label}
        disallowTypeAhead
      >
        <Collection items={rows}>
          {({ id, row: { name, sentence, advice } }) => (
            <GridListItem id={id} className="refusal" textValue={`${name}: ${sentence}`}>
              <span className="mono ellipsis refusal-name" title={name}>
                {name}
              </span>
              <span>{sentence}</span>
              {advice !== null && <span className="muted">{advice}</span>}
            </GridListItem>
          )}
        </Collection>
        {hasMore && <GridListLoadMoreItem onLoadMore={more} isLoading={false} />}
      </GridList>
    </Virtualizer>
  );
}
