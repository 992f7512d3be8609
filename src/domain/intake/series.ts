// The order of a series' slices: along the normal of the image plane, else as numbered, else by name.
import type { Peek } from './peek';

/** Where a slice says it lies. Positions are millimetres in the patient's coordinates (PS3.3 C.7.6.2.1.1). */
export interface SlicePlace {
  /** ImagePositionPatient; null where absent or broken. */
  readonly position: readonly number[] | null;
  /** ImageOrientationPatient: direction of a row, then of a column. */
  readonly orientation: readonly number[] | null;
  /** InstanceNumber. */
  readonly instance: number | null;
}

export interface NamedSlice extends SlicePlace {
  readonly name: string;
}

export type OrderedBy = 'position' | 'number' | 'name';

export interface SliceOrder {
  /** Indices into the slices given: first slice first. */
  readonly order: readonly number[];
  readonly by: OrderedBy;
  /** Slices that lie where the one before them does: another phase, echo or copy. */
  readonly repeated: number;
}

/** Two planes are parallel from this cosine on: 0.1 degree and rounding in the header are let through. */
const parallel = 0.999;
/** Millimetres under which two slices lie in one place. */
const samePlaceMm = 0.01;

const finite = (values: readonly number[] | null, length: number): values is readonly number[] =>
  values !== null && values.length === length && values.every(Number.isFinite);

/** Unit normal of the plane, or null for directions that span none. */
function normalOf(orientation: readonly number[] | null): readonly number[] | null {
  if (!finite(orientation, 6)) return null;
  const [a, b, c, d, e, f] = orientation as [number, number, number, number, number, number];
  const normal = [b * f - c * e, c * d - a * f, a * e - b * d];
  const length = Math.hypot(...normal);
  return length > 0.1 ? normal.map((value) => value / length) : null;
}

const dot = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, value, i) => sum + value * b[i]!, 0);

/**
 * Distance of each slice along the common normal. With a tilted gantry positions also move inside the plane; their
 * projection on the normal does not see that. Null where a slice lacks a place or the planes are not parallel (scouts,
 * radial and rotational series): no single line orders those.
 */
function depths(slices: readonly SlicePlace[]): readonly number[] | null {
  const first = normalOf(slices[0]?.orientation ?? null);
  if (!first) return null;
  const out: number[] = [];
  for (const { position, orientation } of slices) {
    const normal = normalOf(orientation);
    if (!normal || !finite(position, 3) || Math.abs(dot(first, normal)) < parallel) return null;
    out.push(dot(first, position));
  }
  return out;
}

const byNumber = (a: NamedSlice, b: NamedSlice) => (a.instance ?? 0) - (b.instance ?? 0);
// Digits count as numbers: IM2 stands before IM10.
const { compare: byName } = new Intl.Collator('en', { numeric: true });

/**
 * The slices from one end to the other. Ties in position go by number, ties in number by name, and those of the same name
 * keep the order they came in. One place for all (a cine, a dynamic series) is no order: then the number decides.
 */
export function orderSlices(slices: readonly NamedSlice[]): SliceOrder {
  const indices = slices.map((_, i) => i);
  const along = depths(slices);
  const spread = along ? Math.max(...along) - Math.min(...along) : 0;
  const numbered = slices.every(({ instance }) => instance !== null);
  const rest = (a: number, b: number) =>
    (numbered ? byNumber(slices[a]!, slices[b]!) : 0) || byName(slices[a]!.name, slices[b]!.name) || a - b;
  if (along && spread > samePlaceMm) {
    // Rounded, so that what counts as one place is the same for every pair and the order is one.
    const place = along.map((value) => Math.round(value / samePlaceMm));
    const order = indices.sort((a, b) => place[a]! - place[b]! || rest(a, b));
    const repeated = order.filter((at, i) => i > 0 && place[at] === place[order[i - 1]!]).length;
    return { order, by: 'position', repeated };
  }
  const order = indices.sort(rest);
  if (!numbered) return { order, by: 'name', repeated: 0 };
  const number = (at: number) => slices[at]!.instance;
  const repeated = order.filter((at, i) => i > 0 && number(at) === number(order[i - 1]!)).length;
  return { order, by: 'number', repeated };
}

/** Indices of single-frame images by series; files without a series are left out. */
export function seriesOf(peeks: readonly (Peek | null)[]): ReadonlyMap<string, readonly number[]> {
  const series = new Map<string, number[]>();
  peeks.forEach((peek, i) => {
    if (!peek?.image || peek.frames !== 1 || peek.seriesKey === null) return;
    const list = series.get(peek.seriesKey);
    if (list) list.push(i);
    else series.set(peek.seriesKey, [i]);
  });
  return series;
}
