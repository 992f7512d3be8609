// The size of an element in whole pixels; null until measured.
import { type RefObject, useLayoutEffect, useState } from 'react';
import type { SizePx } from './view-range';

export function useSize(element: RefObject<HTMLElement | null>): SizePx | null {
  const [size, setSize] = useState<SizePx | null>(null);
  useLayoutEffect(() => {
    const target = element.current;
    if (!target) return;
    const measure = () => {
      const next = { width: target.clientWidth, height: target.clientHeight };
      if (next.width === 0 || next.height === 0) return;
      setSize((old) => (old?.width === next.width && old.height === next.height ? old : next));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(target);
    return () => observer.disconnect();
  }, [element]);
  return size;
}
