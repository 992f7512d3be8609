// The colours of heat maps: one ramp for both themes, since pictures lie on the same dark tile in both.

/** Red, green, blue, each 0..255. */
type Rgb = readonly [number, number, number];

/**
 * Five stops of cividis, from low to high: lightness rises all the way, and it reads the same with and without the common
 * kinds of colour blindness. Source: Nuñez, Anderton, Renslow 2018 (PLoS ONE 13:e0199239), values as in matplotlib.
 */
const stops: readonly Rgb[] = [
  [0, 34, 78],
  [67, 78, 108],
  [125, 124, 120],
  [188, 174, 108],
  [254, 232, 56],
];

/** How much of the picture the colour hides, 0..1: the same everywhere, so that brighter always means higher. */
const cover = 0.55;

/** The colour of a shade 0..255. */
export function heatColour(shade: number): Rgb {
  const at = (Math.min(255, Math.max(0, shade)) / 255) * (stops.length - 1);
  const first = Math.min(stops.length - 2, Math.floor(at));
  const [a, b] = [stops[first] as Rgb, stops[first + 1] as Rgb];
  const mix = (c: 0 | 1 | 2) => Math.round(a[c] + (b[c] - a[c]) * (at - first));
  return [mix(0), mix(1), mix(2)];
}

/** Shades as RGBA bytes, four a shade. */
export function heatPixels(shades: Uint8ClampedArray): Uint8ClampedArray<ArrayBuffer> {
  const out = new Uint8ClampedArray(shades.length * 4);
  shades.forEach((shade, i) => {
    out.set([...heatColour(shade), 255 * cover], i * 4);
  });
  return out;
}

/** The ramp as a CSS value, low on the left. */
export const heatGradient = `linear-gradient(to right, ${stops.map((rgb) => `rgb(${rgb.join(' ')})`).join(', ')})`;
