// Point groups as plotly traces: one for each group, one each for the rings of placed, selected and focused images.
import type { ItemId } from '../../domain/types';
import { colourOf, noClassColour, shapeOf, type ThemeName } from '../palette';
import type { Trace } from './plot-types';
import type { PointGroup } from './points';

export interface Rings {
  readonly placed: readonly ItemId[];
  readonly selected: readonly ItemId[];
  readonly focused: ItemId | null;
}

/** Plotly reads names as a kind of HTML: a class called "<b>" must stay text. */
export function escapeName(name: string): string {
  return name.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** Marks get smaller as they get more. */
export function markSize(points: number): number {
  return points <= 300 ? 11 : points <= 1000 ? 9 : points <= 3000 ? 7 : 5;
}

type Side = Omit<PointGroup, 'external'> & { readonly outside: boolean };

/** A group's own images and those of the external test set: two traces, since one has one symbol. */
function sides({ external, ...group }: PointGroup): readonly Side[] {
  const apart = new Set(external);
  const side = (outside: boolean): Side => {
    const at = [...group.ids.keys()].filter((i) => apart.has(group.ids[i] as ItemId) === outside);
    const take = <T>(list: readonly T[]) => at.map((i) => list[i] as T);
    return { ...group, outside, ids: take(group.ids), x: take(group.x), y: take(group.y) };
  };
  if (apart.size === 0) return [{ ...group, outside: false }];
  return [side(false), side(true)].filter(({ ids }) => ids.length > 0);
}

export function groupTraces(
  groups: readonly PointGroup[],
  type: Trace['type'],
  theme: ThemeName,
): readonly Trace[] {
  const size = markSize(groups.reduce((sum, { ids }) => sum + ids.length, 0));
  return groups.flatMap(sides).map(({ name, swatch, answered, outside, ids, x, y }) => ({
    type,
    mode: 'markers',
    name: escapeName(name),
    x,
    y,
    customdata: ids,
    hoverinfo: 'none',
    showlegend: true,
    marker:
      swatch === null
        ? {
            color: noClassColour(theme),
            symbol: outside ? 'circle-open-dot' : 'circle-open',
            size,
            line: { width: 2 },
          }
        : {
            color: colourOf(swatch, theme),
            symbol: `${shapeOf(swatch).symbol}${outside ? '-open-dot' : answered ? '-open' : ''}`,
            size,
            opacity: 0.9,
            ...(answered || outside ? { line: { width: 2 } } : {}),
          },
  }));
}

export function ringTraces(
  rings: Rings,
  at: ReadonlyMap<ItemId, readonly [number, number]>,
  type: Trace['type'],
  colours: { readonly accent: string; readonly ink: string },
): readonly Trace[] {
  const size = markSize(at.size);
  const ring = (
    name: string,
    wanted: readonly ItemId[],
    extra: number,
    width: number,
    color: string,
  ): Trace => {
    const ids = wanted.filter((id) => at.has(id));
    return {
      type,
      mode: 'markers',
      name,
      x: ids.map((id) => at.get(id)?.[0] ?? 0),
      y: ids.map((id) => at.get(id)?.[1] ?? 0),
      customdata: ids,
      hoverinfo: 'skip',
      showlegend: false,
      marker: { color, symbol: 'circle-open', size: size + extra, line: { width } },
    };
  };
  return [
    ring('placed', rings.placed, 7, 1.5, colours.ink),
    ring('selected', rings.selected, 7, 2, colours.accent),
    ring('focused', rings.focused === null ? [] : [rings.focused], 13, 2.5, colours.accent),
  ].filter(({ customdata }) => customdata.length > 0);
}
