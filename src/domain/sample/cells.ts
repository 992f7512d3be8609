// Drawn blood cells on a stained smear: the four kinds of the sample set. Sizes in pixels of a 96-pixel image.
import type { Random } from '../random';
import { blend, type Canvas, type Colour, makeNoise, paint, type Shape, shade } from './canvas';
import { crescent, joined, wobblyDisc } from './shapes';

/** Colours of one patient's slide: stain differs from slide to slide. */
export interface Stain {
  readonly ground: Colour;
  readonly red: Colour;
  readonly nucleus: Colour;
  readonly plasm: Colour;
  readonly platelet: Colour;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

export function makeStain(random: Random): Stain {
  const tint = (colour: Colour, spread: number): Colour => {
    const light = 1 + random.normal() * 0.02;
    return [
      colour[0] * light + random.normal() * spread,
      colour[1] * light + random.normal() * spread,
      colour[2] * light + random.normal() * spread,
    ];
  };
  return {
    ground: tint([243, 231, 228], 3),
    red: tint([206, 124, 122], 6),
    nucleus: tint([101, 58, 138], 6),
    plasm: tint([217, 196, 219], 4),
    platelet: tint([147, 96, 164], 5),
  };
}

/** Fills the canvas with the empty smear: a faint uneven pink, a little darker to one side. */
export function paintGround(canvas: Canvas, stain: Stain, random: Random): void {
  const cloud = makeNoise(random, 30);
  const angle = random.uniform() * 2 * Math.PI;
  const { sizePx } = canvas;
  const ground = (x: number, y: number): Colour => {
    const slope = ((x - sizePx / 2) * Math.cos(angle) + (y - sizePx / 2) * Math.sin(angle)) / sizePx;
    return shade(stain.ground, 1 + cloud(x, y) * 0.012 - slope * 0.03);
  };
  paint(canvas, { x: sizePx / 2, y: sizePx / 2, reach: sizePx }, () => -9, ground);
}

/** A red cell: a disc, its rim darker and its centre pale, as the dimple lets light through. */
export function paintRedCell(canvas: Canvas, stain: Stain, random: Random, at: Place, radius: number): void {
  const outline = wobblyDisc(random, at, radius, 0.045, 1 + random.uniform() * 0.14);
  const dimple = radius * (0.3 + random.uniform() * 0.16);
  const pallor = 0.55 + random.uniform() * 0.3;
  const skew: Place = {
    x: at.x + random.normal() * radius * 0.05,
    y: at.y + random.normal() * radius * 0.05,
  };
  const pale = blend(stain.red, stain.ground, 0.85);
  const grain = makeNoise(random, 5);
  paint(canvas, { ...at, reach: radius * 1.4 }, outline, (x, y, depth) => {
    const fromCentre = Math.hypot(x - skew.x, y - skew.y);
    const inner = 1 / (1 + Math.exp((fromCentre - dimple) / (radius * 0.1)));
    const rim = Math.max(0, 1 - depth / 3) * 0.1;
    return shade(blend(stain.red, pale, inner * pallor), 1 - rim + grain(x, y) * 0.02);
  });
}

/** A sickle: a bent, pointed, dense cell without a pale centre. */
export function paintSickle(canvas: Canvas, stain: Stain, random: Random, at: Place, lengthPx: number): void {
  const bendPx = lengthPx * (0.42 + random.uniform() * 0.2);
  const outline = crescent({
    ...at,
    bendPx,
    halfAngle: lengthPx / 2 / bendPx,
    halfWidthPx: lengthPx * (0.085 + random.uniform() * 0.03),
    turn: random.uniform() * 2 * Math.PI,
  });
  const dense = blend(shade(stain.red, 0.8), [150, 46, 84], 0.45);
  const grain = makeNoise(random, 5);
  paint(canvas, { ...at, reach: lengthPx * 0.75 }, outline, (x, y, depth) =>
    shade(blend(dense, stain.red, Math.max(0, 0.5 - depth / 6)), 1 + grain(x, y) * 0.03),
  );
}

/** A white cell: large and pale with fine granules, its purple nucleus in three to five lobes on a bow. */
export function paintWhiteCell(
  canvas: Canvas,
  stain: Stain,
  random: Random,
  at: Place,
  radius: number,
): void {
  const body = wobblyDisc(random, at, radius, 0.05, 1 + random.uniform() * 0.1);
  const granules = makeNoise(random, 2.2);
  const clouds = makeNoise(random, 8);
  paint(canvas, { ...at, reach: radius * 1.4 }, body, (x, y, depth) => {
    const edge = Math.max(0, 1 - depth / 2.5) * 0.09;
    const pink = blend(stain.plasm, [204, 150, 190], Math.max(0, granules(x, y)) * 0.55);
    return shade(pink, 1 - edge + clouds(x, y) * 0.02);
  });

  const chromatin = makeNoise(random, 3.5);
  paint(canvas, { ...at, reach: radius }, nucleusOf(random, at, radius), (x, y, depth) => {
    const edge = Math.max(0, 1 - depth / 2) * 0.12;
    return shade(stain.nucleus, 1 - edge + chromatin(x, y) * 0.16);
  });
}

function nucleusOf(random: Random, at: Place, radius: number): Shape {
  const lobes = 3 + random.integer(3);
  const start = random.uniform() * 2 * Math.PI;
  const sweep = ((lobes - 1) / lobes) * Math.PI * (1.25 + random.uniform() * 0.35);
  let nucleus: Shape | null = null;
  for (let i = 0; i < lobes; i++) {
    const angle = start + (sweep * i) / (lobes - 1);
    const out = radius * (0.4 + random.uniform() * 0.08);
    const place = { x: at.x + Math.cos(angle) * out, y: at.y + Math.sin(angle) * out };
    const lobe = wobblyDisc(
      random,
      place,
      radius * (0.27 - lobes * 0.012 + random.uniform() * 0.04),
      0.08,
      1.25,
    );
    nucleus = nucleus === null ? lobe : joined(nucleus, lobe, radius * 0.2);
  }
  return nucleus!;
}

/** A clump of platelets: small granular bodies of uneven outline, each with a darker heart. */
export function paintPlatelets(
  canvas: Canvas,
  stain: Stain,
  random: Random,
  at: Place,
  spreadPx: number,
): void {
  const count = 7 + random.integer(7);
  for (let i = 0; i < count; i++) {
    const angle = random.uniform() * 2 * Math.PI;
    const out = Math.sqrt(random.uniform()) * spreadPx;
    const place = { x: at.x + Math.cos(angle) * out, y: at.y + Math.sin(angle) * out };
    const radius = 3.2 + random.uniform() * 3;
    const outline = wobblyDisc(random, place, radius, 0.16, 1 + random.uniform() * 0.5);
    const granules = makeNoise(random, 1.6);
    const halo = blend(stain.platelet, stain.ground, 0.6);
    paint(
      canvas,
      { ...place, reach: radius * 2.2 },
      outline,
      (x, y, depth) => shade(blend(halo, stain.platelet, 0.25 + depth / radius + granules(x, y) * 0.5), 1),
      2,
    );
  }
}
