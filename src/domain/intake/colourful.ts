// Whether a picture shows colour, whatever it is stored as: grey pictures are often stored as RGB.
import type { Picture8 } from '../types';

/** Channels closer than this are grey to the eye; lossy compression tints greys a little. */
const tint = 16;
/** A mark in colour (a probe's logo, an arrow) does not make a colour picture. */
const fewestShare = 0.005;

/** True when more than 0.5 % of the pixels have channels further than 16 levels apart. */
export function isColourful({ channels, data }: Picture8): boolean {
  if (channels === 1) return false;
  const pixels = data.length / 3;
  let coloured = 0;
  for (let i = 0; i < data.length; i += 3) {
    const [r, g, b] = [data[i]!, data[i + 1]!, data[i + 2]!];
    const spread = (r > g ? (r > b ? r : b) : g > b ? g : b) - (r < g ? (r < b ? r : b) : g < b ? g : b);
    if (spread > tint) {
      coloured += 1;
      if (coloured > fewestShare * pixels) return true;
    }
  }
  return false;
}
