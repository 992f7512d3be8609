// Draws the icons of the installed page from the shapes of public/favicon.svg: `node tools/make-icons.mjs`.
// Own code instead of a picture tool: four shapes, and no library to keep for them.
import { mkdirSync, writeFileSync } from 'node:fs';
import { encode } from 'fast-png';

const side = 32;
const colours = {
  ground: 0x101418,
  circle: 0x56b4e9,
  square: 0xe69f00,
  triangle: 0x009e73,
  diamond: 0xcc79a7,
};

/** Colour of the drawing at (x, y), both 0..32; null: outside its rounded ground. `full`: the ground fills all. */
function colourAt(x, y, full) {
  if (!full) {
    const dx = Math.max(6 - x, x - (side - 6), 0);
    const dy = Math.max(6 - y, y - (side - 6), 0);
    if (Math.hypot(dx, dy) > 6) return null;
  }
  if (Math.hypot(x - 11, y - 12) <= 4) return colours.circle;
  if (x >= 18 && x <= 25 && y >= 8 && y <= 15) return colours.square;
  if (y >= 20 && y <= 27 && Math.abs(x - 11) <= ((y - 20) * 4.5) / 7) return colours.triangle;
  if (Math.abs(x - 21.5) / 3.5 + Math.abs(y - 23) / 4 <= 1) return colours.diamond;
  return colours.ground;
}

/** An RGBA picture of `sizePx`; each pixel is the mean of 4 x 4 samples. `inset` scales the shapes about the middle. */
function draw(sizePx, full, inset = 1) {
  const data = new Uint8Array(sizePx * sizePx * 4);
  const samples = 4;
  const at = (pixel, sample) => {
    const place = ((pixel + (sample + 0.5) / samples) / sizePx) * side;
    return side / 2 + (place - side / 2) / inset;
  };
  for (let row = 0; row < sizePx; row++) {
    for (let column = 0; column < sizePx; column++) {
      const sum = [0, 0, 0, 0];
      for (let i = 0; i < samples * samples; i++) {
        const colour = colourAt(at(column, i % samples), at(row, Math.floor(i / samples)), full);
        if (colour === null) continue;
        sum[0] += colour >> 16;
        sum[1] += (colour >> 8) & 255;
        sum[2] += colour & 255;
        sum[3] += 1;
      }
      const start = (row * sizePx + column) * 4;
      for (let c = 0; c < 3; c++) data[start + c] = Math.round(sum[c] / Math.max(sum[3], 1));
      data[start + 3] = Math.round((255 * sum[3]) / samples ** 2);
    }
  }
  return encode({ width: sizePx, height: sizePx, data, channels: 4, depth: 8 });
}

mkdirSync('public/icons', { recursive: true });
writeFileSync('public/icons/icon-192.png', draw(192, false));
writeFileSync('public/icons/icon-512.png', draw(512, false));
// Launchers cut this one to a shape of theirs: the drawing stays within the middle four fifths.
writeFileSync('public/icons/icon-maskable-512.png', draw(512, true, 0.8));
