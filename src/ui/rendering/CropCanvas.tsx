// The example that a rule is drawn on with mouse, pen or finger. The same can be done in the number fields below it.
import { type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import type { Crop, Rect } from '../../domain/intake/crop';
import type { ClassId } from '../../domain/types';
import { useActions, useApp } from '../../state/context';
import { addMask, usableRect } from '../../state/rendering-facts';
import { nameOf } from '../format';
import type { CropTool } from './CropDialog';
import { useExample } from './use-example';

interface Props {
  readonly rule: Crop;
  readonly tool: CropTool;
  /** The class that examples are taken from; null: any. */
  readonly target: ClassId | null;
  readonly onChange: (rule: Crop) => void;
}

type Point = readonly [x: number, y: number];

const between = ([ax, ay]: Point, [bx, by]: Point): Rect => ({
  x: Math.min(ax, bx),
  y: Math.min(ay, by),
  width: Math.abs(ax - bx),
  height: Math.abs(ay - by),
});

const percent = (share: number) => `${share * 100}%`;

export function CropCanvas({ rule, tool, target, onChange }: Props) {
  const [drag, setDrag] = useState<{ readonly from: Point; readonly to: Point } | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const at = ({ clientX, clientY }: PointerEvent): Point => {
    const { left, top, width, height } = box.current?.getBoundingClientRect() ?? new DOMRect(0, 0, 1, 1);
    const inside = (share: number) => Math.min(1, Math.max(0, share));
    return [inside((clientX - left) / width), inside((clientY - top) / height)];
  };
  const finish = (event: PointerEvent) => {
    if (!drag) return;
    const rect = usableRect(between(drag.from, at(event)));
    setDrag(null);
    if (rect) onChange(tool === 'keep' ? { ...rule, keep: rect } : addMask(rule, rect));
  };
  const drawn = drag && between(drag.from, drag.to);
  return (
    <Example target={target}>
      {(url, name) => (
        <div
          ref={box}
          className="crop-box"
          data-testid="crop-box"
          onPointerDown={(event) => {
            event.preventDefault();
            event.currentTarget.setPointerCapture(event.pointerId);
            const point = at(event);
            setDrag({ from: point, to: point });
          }}
          onPointerMove={(event) => {
            if (drag) setDrag({ ...drag, to: at(event) });
          }}
          onPointerUp={finish}
          onPointerCancel={() => setDrag(null)}
        >
          <img src={url} alt={name} draggable={false} />
          <Overlay rule={rule} drawn={drawn} tool={tool} />
        </div>
      )}
    </Example>
  );
}

function Overlay({ rule, drawn, tool }: { rule: Crop; drawn: Rect | null; tool: CropTool }) {
  const keep = drawn && tool === 'keep' ? drawn : rule.keep;
  const masks = drawn && tool === 'mask' ? [...rule.masks, drawn] : rule.masks;
  const box = ({ x, y, width, height }: Rect) => ({
    x: percent(x),
    y: percent(y),
    width: percent(width),
    height: percent(height),
  });
  return (
    <svg className="crop-overlay" aria-hidden="true">
      {masks.map((mask) => (
        <rect key={Object.values(mask).join(' ')} className="crop-mask" {...box(mask)} />
      ))}
      {keep && <rect className="crop-keep" {...box(keep)} />}
    </svg>
  );
}

/** A whole picture of the class (or the set), with a way to look at others before the rule is applied to them. */
function Example({
  target,
  children,
}: {
  target: ClassId | null;
  children: (url: string, name: string) => React.ReactNode;
}) {
  const { wholeImageUrl } = useActions();
  const first = useExample();
  const items = useApp((state) => state.items);
  const names = useApp((state) => state.names);
  const ids = useMemo(() => {
    const fitting = [...items.values()].filter(({ labels }) => target === null || labels.includes(target));
    return fitting.map(({ id }) => id);
  }, [items, target]);
  const [chosen, setChosen] = useState(first);
  const place = Math.max(0, ids.indexOf(chosen ?? ''));
  const id = ids[place];
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    let wanted = true;
    setUrl(null);
    if (id === undefined) return;
    void wholeImageUrl(id).then((found) => {
      if (wanted) setUrl(found);
    });
    return () => {
      wanted = false;
    };
  }, [wholeImageUrl, id]);

  if (id === undefined)
    return <p className="muted small">This class has no images yet: nothing to draw on.</p>;
  const step = (by: number) => setChosen(ids[(place + by + ids.length) % ids.length] ?? null);
  return (
    <>
      {url === null ? (
        <p className="muted small">The picture is being read…</p>
      ) : (
        children(url, nameOf(names, id))
      )}
      <div className="row between">
        <Button className="button small" isDisabled={ids.length < 2} onPress={() => step(-1)}>
          Previous image
        </Button>
        <span className="muted small ellipsis">{nameOf(names, id)}</span>
        <Button className="button small" isDisabled={ids.length < 2} onPress={() => step(1)}>
          Next image
        </Button>
      </div>
    </>
  );
}
