// Class marks: readable on both themes, and no two classes look the same.
import { describe, expect, test } from 'vitest';
import { colourOf, noClassColour, shapeOf, shapes, type ThemeName } from '../../../src/ui/palette';

/** Relative luminance, WCAG 2.1. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** Backgrounds of the map and of the left pane, from styles/tokens.css. */
const papers: Readonly<Record<ThemeName, readonly string[]>> = {
  light: ['#ffffff', '#f6f7f8'],
  dark: ['#14181c', '#1b2025'],
};

describe.each(['light', 'dark'] as const)('%s theme', (theme) => {
  test('the first 24 marks and the grey have at least 3 : 1 against every background', () => {
    for (const paper of papers[theme]) {
      for (let swatch = 0; swatch < 24; swatch++) {
        expect(contrast(colourOf(swatch, theme), paper), `${swatch}`).toBeGreaterThanOrEqual(3);
      }
      expect(contrast(noClassColour(theme), paper)).toBeGreaterThanOrEqual(3);
    }
  });

  test('the first 24 marks differ in colour and shape together; the first eight in each', () => {
    const looks = Array.from({ length: 24 }, (_, i) => `${colourOf(i, theme)} ${shapeOf(i).symbol}`);
    expect(new Set(looks).size).toBe(24);
    expect(new Set(Array.from({ length: 8 }, (_, i) => colourOf(i, theme))).size).toBe(8);
  });
});

test('eight shapes, each its own', () => {
  expect(new Set(shapes.map(({ symbol }) => symbol)).size).toBe(8);
  expect(new Set(shapes.map(({ path }) => path)).size).toBe(8);
});
