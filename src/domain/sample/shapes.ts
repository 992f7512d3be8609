// Signed distances (pixels, negative inside) of the outlines cells are made of.
import type { Random } from '../random';
import type { Shape } from './canvas';

/** A round outline of mean radius `radius`, uneven by up to about `unevenness` of it, stretched and turned. */
export function wobblyDisc(
  random: Random,
  centre: { readonly x: number; readonly y: number },
  radius: number,
  unevenness: number,
  stretch = 1,
): Shape {
  const turn = random.uniform() * Math.PI;
  const waves = [2, 3, 4, 5].map((order) => ({
    order,
    size: (random.normal() * unevenness) / order,
    phase: random.uniform() * 2 * Math.PI,
  }));
  const cos = Math.cos(turn);
  const sin = Math.sin(turn);
  const root = Math.sqrt(stretch);
  return (x, y) => {
    const dx = ((x - centre.x) * cos + (y - centre.y) * sin) / root;
    const dy = (-(x - centre.x) * sin + (y - centre.y) * cos) * root;
    const angle = Math.atan2(dy, dx);
    let outline = radius;
    for (const { order, size, phase } of waves) outline += radius * size * Math.cos(order * angle + phase);
    return Math.hypot(dx, dy) - outline;
  };
}

export interface CrescentSpec {
  readonly x: number;
  readonly y: number;
  /** Radius of the curve the crescent lies along. */
  readonly bendPx: number;
  /** Half its length, as an angle on that curve. */
  readonly halfAngle: number;
  /** Half its width in the middle; it tapers to points. */
  readonly halfWidthPx: number;
  readonly turn: number;
}

/** A crescent centred on (x, y). */
export function crescent({ x: cx, y: cy, bendPx, halfAngle, halfWidthPx, turn }: CrescentSpec): Shape {
  const originX = cx - Math.cos(turn) * bendPx;
  const originY = cy - Math.sin(turn) * bendPx;
  return (x, y) => {
    const dx = x - originX;
    const dy = y - originY;
    const angle = Math.atan2(Math.sin(Math.atan2(dy, dx) - turn), Math.cos(Math.atan2(dy, dx) - turn));
    const along = Math.min(1, Math.abs(angle) / halfAngle);
    const past = Math.max(0, Math.abs(angle) - halfAngle) * bendPx;
    const width = halfWidthPx * (1 - along * along) ** 0.8;
    return Math.hypot(Math.max(0, Math.abs(Math.hypot(dx, dy) - bendPx)), past) - width;
  };
}

/** Both shapes, their seam rounded over about `roundPx`. */
export function joined(a: Shape, b: Shape, roundPx: number): Shape {
  return (x, y) => {
    const da = a(x, y);
    const db = b(x, y);
    const h = Math.max(roundPx - Math.abs(da - db), 0) / roundPx;
    return Math.min(da, db) - h * h * roundPx * 0.25;
  };
}
