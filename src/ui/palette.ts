// Colours and shapes of classes: an Okabe-Ito based set of eight, then hue-shifted repeats with another shape.
// One table for the map (plotly symbol names) and for swatches (SVG paths in a 16 x 16 box).

export type ThemeName = 'light' | 'dark';

export interface Shape {
  /** The name plotly.js knows it by. */
  readonly symbol: string;
  /** SVG path in a 16 x 16 box. */
  readonly path: string;
}

/** Eight shapes that stay apart at 8 px. */
export const shapes: readonly Shape[] = [
  { symbol: 'circle', path: 'M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2Z' },
  { symbol: 'square', path: 'M3 3h10v10H3Z' },
  { symbol: 'triangle-up', path: 'M8 2 14.5 13.5h-13Z' },
  { symbol: 'diamond', path: 'M8 1 15 8 8 15 1 8Z' },
  { symbol: 'cross', path: 'M5.5 2h5v3.5H14v5h-3.5V14h-5v-3.5H2v-5h3.5Z' },
  { symbol: 'star', path: 'm8 1 2.1 4.8 5.2.5-3.9 3.5 1.1 5.1L8 12.3l-4.5 2.6 1.1-5.1L.7 6.3l5.2-.5Z' },
  { symbol: 'triangle-down', path: 'M8 14 1.5 2.5h13Z' },
  { symbol: 'hexagon', path: 'M8 1.5 13.6 4.8v6.4L8 14.5l-5.6-3.3V4.8Z' },
];

type Hsl = readonly [hue: number, saturation: number, lightness: number];

// Okabe and Ito's hues; lightness is set for each theme so that a mark has at least 3 : 1 against the map.
const bases: readonly Readonly<Record<ThemeName, Hsl>>[] = [
  { light: [202, 100, 35], dark: [202, 85, 55] }, // blue
  { light: [30, 100, 38], dark: [41, 100, 50] }, // orange
  { light: [164, 100, 28], dark: [164, 75, 42] }, // bluish green
  { light: [327, 50, 48], dark: [327, 60, 72] }, // reddish purple
  { light: [26, 100, 32], dark: [18, 95, 60] }, // vermillion
  { light: [192, 90, 34], dark: [202, 77, 74] }, // sky blue
  { light: [262, 48, 48], dark: [262, 75, 76] }, // violet, in the place of black
  { light: [52, 100, 27], dark: [56, 85, 62] }, // yellow
];

/**
 * CSS colour of class `swatch` (0, 1, 2, ...). Every eight the hues move on by 20 degrees; lightness follows, so that a
 * repeat is as bright as its first use and stands out as well.
 */
export function colourOf(swatch: number, theme: ThemeName): string {
  const base = bases[swatch % bases.length]?.[theme] ?? [0, 0, 50];
  const round = Math.floor(swatch / bases.length);
  if (round === 0) return toHex(toRgb(base));
  const hue = (base[0] + 20 * round) % 360;
  const wanted = luminance(toRgb(base));
  let [low, high] = [0, 100];
  for (let step = 0; step < 12; step++) {
    const middle = (low + high) / 2;
    if (luminance(toRgb([hue, base[1], middle])) < wanted) low = middle;
    else high = middle;
  }
  return toHex(toRgb([hue, base[1], (low + high) / 2]));
}

/** Shape of class `swatch`; a repeat of a hue never has the shape of its first use. */
export function shapeOf(swatch: number): Shape {
  const round = Math.floor(swatch / shapes.length);
  return shapes[(swatch + 3 * round) % shapes.length] ?? (shapes[0] as Shape);
}

/** Grey of what has no class. */
export function noClassColour(theme: ThemeName): string {
  return theme === 'dark' ? '#9aa4ae' : '#66707a';
}

/** Red, green, blue, each 0..1. */
function toRgb([hue, saturation, lightness]: Hsl): readonly [number, number, number] {
  const light = lightness / 100;
  const reach = (saturation / 100) * Math.min(light, 1 - light);
  const channel = (n: number) => {
    const k = (n + hue / 30) % 12;
    return light - reach * Math.max(-1, Math.min(k - 3, 9 - k, 1));
  };
  return [channel(0), channel(8), channel(4)];
}

/** Relative luminance, 0..1 (WCAG 2.1). */
function luminance(rgb: readonly [number, number, number]): number {
  const [r, g, b] = rgb.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)) as [
    number,
    number,
    number,
  ];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function toHex(rgb: readonly [number, number, number]): string {
  return `#${rgb
    .map((c) =>
      Math.round(255 * c)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}
