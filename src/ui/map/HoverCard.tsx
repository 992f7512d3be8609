// What the pointer rests on: picture, class, name, and the nearest labelled image if it is known.
import type { ItemId } from '../../domain/types';
import type { NeighbourAnswer } from '../../state/answers';
import { useApp } from '../../state/context';
import { classOf, rowItems } from '../../state/selectors';
import { ClassName } from '../controls/Swatch';
import { Thumb } from '../controls/Thumb';
import { classNameOf, nameOf, ratio } from '../format';
import { type Range, type SizePx, toPixels } from './view-range';

const card = { width: 240, height: 116, gap: 14 } as const;

interface Props {
  readonly id: ItemId;
  readonly point: readonly [number, number] | undefined;
  readonly range: Range;
  readonly size: SizePx;
}

export function HoverCard({ id, point, range, size }: Props) {
  const item = useApp((state) => rowItems(state).get(id));
  const name = useApp((state) => nameOf(state.names, id));
  const classes = useApp((state) => state.classes);
  const items = useApp(rowItems);
  const answer = useApp((state): NeighbourAnswer | null => {
    if (state.focusAnswer?.id === id) return state.focusAnswer.neighbours;
    if (state.predictions.phase !== 'done') return null;
    return state.predictions.value.find((entry) => entry.id === id)?.neighbours ?? null;
  });
  if (!item || !point) return null;
  const [x, y] = toPixels(point, range, size);
  const left = x + card.gap + card.width > size.width ? x - card.gap - card.width : x + card.gap;
  const top = Math.max(4, Math.min(size.height - card.height - 4, y - card.height / 2));
  const best = answer?.nearest[0];
  const nearest = best && items.get(best.id);
  return (
    <div
      className="hover-card"
      style={{ left: Math.max(4, left), top, width: card.width }}
      data-testid="hover-card"
    >
      <Thumb id={id} sizePx={96} />
      <div className="hover-text">
        {(item.labels.length > 0 ? item.labels : [null]).map((label) => (
          <ClassName key={label} id={label} />
        ))}
        <span className="ellipsis small muted">{name}</span>
        {item.part === 'external' && <span className="small">external test set</span>}
        {best && nearest && (
          <span className="small">
            nearest: {classNameOf(classes, classOf(nearest))}{' '}
            <span className="numbers">{ratio(best.similarity)}</span>
          </span>
        )}
        {answer?.unlike && <span className="small bad-text">not like anything here</span>}
      </div>
    </div>
  );
}
