// One image of the sample set: which cells stand where for each class. Knows no file format.
import type { Random } from '../random';
import { addGrain, makeCanvas, toBytes } from './canvas';
import {
  makeStain,
  paintGround,
  paintPlatelets,
  paintRedCell,
  paintSickle,
  paintWhiteCell,
  type Stain,
} from './cells';

export const sampleClasses = ['Red cells', 'Sickle cells', 'White cells', 'Platelets'] as const;
export type SampleClass = (typeof sampleClasses)[number];

export const sampleSizePx = 96;

/** RGB bytes, `96 * 96 * 3`. `slide` seeds the stain, which all images of a patient share; `random` all the rest. */
export function drawSample(name: SampleClass, slide: Random, random: Random): Uint8Array {
  const canvas = makeCanvas(sampleSizePx);
  const stain = makeStain(slide);
  paintGround(canvas, stain, random);
  const middle = () => ({
    x: sampleSizePx / 2 + random.normal() * 5,
    y: sampleSizePx / 2 + random.normal() * 5,
  });
  if (name === 'White cells' || name === 'Platelets') paintPassers(canvas, stain, random);
  switch (name) {
    case 'Red cells':
      for (const place of spread(random, 2 + random.integer(3), 17)) {
        paintRedCell(canvas, stain, random, place, 15 + random.uniform() * 5);
      }
      break;
    case 'Sickle cells':
      for (const place of spread(random, 4 + random.integer(2), 22)) {
        paintSickle(canvas, stain, random, place, 38 + random.uniform() * 8);
      }
      break;
    case 'White cells':
      paintWhiteCell(canvas, stain, random, middle(), 27 + random.uniform() * 6);
      break;
    case 'Platelets':
      paintPlatelets(canvas, stain, random, middle(), 13 + random.uniform() * 8);
      break;
  }
  addGrain(canvas, random, 2.2);
  return toBytes(canvas);
}

/** Up to two red cells cut by the frame: no smear is quite empty. */
function paintPassers(canvas: ReturnType<typeof makeCanvas>, stain: Stain, random: Random): void {
  const count = random.integer(2);
  for (let i = 0; i < count; i++) {
    const angle = random.uniform() * 2 * Math.PI;
    const out = sampleSizePx * (0.56 + random.uniform() * 0.08);
    const at = { x: sampleSizePx / 2 + Math.cos(angle) * out, y: sampleSizePx / 2 + Math.sin(angle) * out };
    paintRedCell(canvas, stain, random, at, 15 + random.uniform() * 4);
  }
}

/** `count` places round the middle, evenly turned, so that cells touch at most; one alone stands near the middle. */
function spread(random: Random, count: number, outPx: number): { x: number; y: number }[] {
  const start = random.uniform() * 2 * Math.PI;
  return Array.from({ length: count }, (_, i) => {
    const angle = start + (i / count) * 2 * Math.PI + random.normal() * 0.12;
    const out = count === 1 ? random.uniform() * 5 : outPx * (0.95 + count * 0.06 + random.uniform() * 0.15);
    return { x: sampleSizePx / 2 + Math.cos(angle) * out, y: sampleSizePx / 2 + Math.sin(angle) * out };
  });
}
