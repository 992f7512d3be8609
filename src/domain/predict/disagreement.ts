// How far several answers for one image lie apart, whatever they were made by.
import type { ClassId } from '../types';

/** What one route says of an image. */
export interface Said {
  /** The classes it names: one as a rule; none for "none of these"; several where an image may have several labels. */
  readonly classes: readonly ClassId[];
  /** Shares by class that add up to 1; null where the route has no such shares. */
  readonly shares: ReadonlyMap<ClassId, number> | null;
}

export interface Disagreement {
  /**
   * 0..1. Where each route names one class: the share of the pairs of routes that name different ones. A pair that names
   * several counts by what they do not share (1 - common classes / all classes of the two); two that name none agree. null
   * for fewer than two routes.
   */
  readonly differ: number | null;
  /**
   * Mean, over the pairs that both have shares, of half the sum of the differences by class (total variation): 0 the same
   * shares, 1 nothing in common. null where there is no such pair.
   */
  readonly variation: number | null;
}

/** See `Disagreement`; the order of the routes does not matter. */
export function disagreementOf(routes: readonly Said[]): Disagreement {
  const gaps: number[] = [];
  const variations: number[] = [];
  for (const [i, a] of routes.entries()) {
    for (const b of routes.slice(i + 1)) {
      gaps.push(gapOf(a.classes, b.classes));
      if (a.shares && b.shares) variations.push(variationOf(a.shares, b.shares));
    }
  }
  return { differ: meanOf(gaps), variation: meanOf(variations) };
}

function gapOf(a: readonly ClassId[], b: readonly ClassId[]): number {
  const all = new Set([...a, ...b]);
  const common = new Set(a.filter((classId) => b.includes(classId)));
  return all.size === 0 ? 0 : 1 - common.size / all.size;
}

function variationOf(a: ReadonlyMap<ClassId, number>, b: ReadonlyMap<ClassId, number>): number {
  let sum = 0;
  for (const classId of new Set([...a.keys(), ...b.keys()]))
    sum += Math.abs((a.get(classId) ?? 0) - (b.get(classId) ?? 0));
  return Math.min(1, sum / 2);
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
