// The colour and shape of a class, as on the map. Decoration: the class name stands beside it.

import type { ClassId } from '../../domain/types';
import { useApp } from '../../state/context';
import { colourOf, noClassColour, shapeOf } from '../palette';
import { useThemeName } from '../use-media';

/** `open`: only the outline, as an answer is drawn on the map. */
export function Swatch({ swatch, open = false }: { swatch: number | null; open?: boolean }) {
  const theme = useThemeName();
  if (swatch === null) {
    return (
      <svg className="swatch" viewBox="0 0 16 16" aria-hidden="true">
        <circle cx="8" cy="8" r="5" fill="none" stroke={noClassColour(theme)} strokeWidth="2" />
      </svg>
    );
  }
  return (
    <svg className="swatch" viewBox="0 0 16 16" aria-hidden="true">
      <path
        d={shapeOf(swatch).path}
        fill={open ? 'none' : colourOf(swatch, theme)}
        {...(open ? { stroke: colourOf(swatch, theme), strokeWidth: 2 } : {})}
      />
    </svg>
  );
}

/** Swatch and name of a class by id; null is "Unlabelled". */
export function ClassName({ id }: { id: ClassId | null }) {
  const found = useApp((state) => state.classes.find((entry) => entry.id === id));
  const name = id === null ? 'Unlabelled' : (found?.name ?? 'removed class');
  return (
    <span className="class-name">
      <Swatch swatch={found?.swatch ?? null} />
      <span className="ellipsis" title={name}>
        {name}
      </span>
    </span>
  );
}
