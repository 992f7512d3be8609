// The rendering decision: pictures against numpy, keys that are stable, crop rules in relative coordinates.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Crop, cropPicture, mostMasks, pixelBox, tidyCrop } from '../../../src/domain/intake/crop';
import type { Pixels } from '../../../src/domain/intake/pixels';
import { identity } from '../../../src/domain/intake/pixels';
import { readFile } from '../../../src/domain/intake/read-file';
import { renderRecipe } from '../../../src/domain/intake/render';
import {
  defaultRendering,
  keyInUse,
  presets,
  type Recipe,
  type Rendering,
  recipesFor,
  recipesOf,
  renderingKey,
  ruleName,
  sameRendering,
  tidyRendering,
} from '../../../src/domain/intake/rendering';
import { dicomObject } from '../../fixtures/intake/dicom-object';
import { codecs, fixtureCases, fromBase64, spec } from './fixtures';

interface Fixtures {
  readonly source: readonly {
    readonly name: string;
    readonly width: number;
    readonly height: number;
    readonly channels: 1 | 3;
    readonly values: string;
  }[];
  readonly case: readonly {
    readonly source: string;
    readonly recipe: Recipe;
    readonly width: number;
    readonly height: number;
    readonly data: string;
  }[];
}

const fixtures = fixtureCases<Fixtures>('rendering.jsonl');
const none = { table: null, window: null };

function pixelsOf(name: string): Pixels {
  const source = fixtures.source.find((known) => known.name === name)!;
  const { width, height } = source;
  const bytes = fromBase64(source.values);
  if (source.channels === 3) {
    return { kind: 'plain', picture: { width, height, channels: 3, data: bytes }, stored: bytes };
  }
  const values = new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2);
  return { kind: 'grey', width, height, values, modality: identity, padding: null, inverted: false };
}

describe('pictures', () => {
  test.each(fixtures.case.map((wanted, i) => [i, wanted] as const))(
    'case %i is what numpy makes of it',
    (_, wanted) => {
      const rendered = renderRecipe(pixelsOf(wanted.source), wanted.recipe, none)!;
      const { width, height, data } = rendered.picture;
      expect([width, height]).toEqual([wanted.width, wanted.height]);
      expect(Buffer.from(data).equals(Buffer.from(fromBase64(wanted.data)))).toBe(true);
    },
  );

  test('the fixtures hold every preset', () => {
    const windows = fixtures.case.flatMap(({ recipe: { tone } }) =>
      tone.by === 'window' ? [`${tone.centre}/${tone.width}`] : [],
    );
    for (const { centre, width } of Object.values(presets)) expect(windows).toContain(`${centre}/${width}`);
  });

  test('what is blacked out is black in inverted greys, too, and does not move the percentiles', () => {
    const masks = [{ x: 0.9, y: 0, width: 0.1, height: 1 }];
    const recipe: Recipe = { tone: { by: 'percentile', low: 1, high: 99 }, crop: { keep: null, masks } };
    const grey = pixelsOf('ct') as Extract<Pixels, { kind: 'grey' }>;
    const brighter = {
      ...grey,
      inverted: true,
      values: Int16Array.from(grey.values, (v) => (v === 3000 ? 9000 : v)),
    };
    const [a, b] = [{ ...grey, inverted: true }, brighter].map(
      (pixels) => renderRecipe(pixels, recipe, none)!.picture,
    );
    expect(a?.data).toEqual(b?.data);
    const { width } = a!;
    expect(a!.data[width - 1]).toBe(0);
  });

  test('a file without a window has no rendering by it', () => {
    expect(renderRecipe(pixelsOf('ct'), { tone: { by: 'file' }, crop: null }, none)).toBeNull();
  });

  test('everything blacked out is a black picture, not a failure', () => {
    const crop: Crop = { keep: null, masks: [{ x: 0, y: 0, width: 1, height: 1 }] };
    const { picture } = renderRecipe(
      pixelsOf('ct'),
      { tone: { by: 'percentile', low: 1, high: 99 }, crop },
      none,
    )!;
    expect(picture.data.every((v) => v === 0)).toBe(true);
  });
});

describe('reading', () => {
  const windowed = dicomObject({ set: { WindowCenter: '30000', WindowWidth: '20000' } });
  const kinds = async (bytes: Uint8Array, recipes: readonly Recipe[], base = true) => {
    const { renditions } = await readFile(bytes, 'x', { input: spec, salt: 's', recipes, base }, codecs);
    return renditions.map(({ kind }) => kind);
  };

  test('the base renderings come first, then those asked for, each once', async () => {
    const recipes: Recipe[] = [
      { tone: { by: 'percentile', low: 1, high: 99 }, crop: null },
      { tone: { by: 'percentile', low: 10, high: 90 }, crop: null },
      { tone: { by: 'percentile', low: 10, high: 90 }, crop: null },
    ];
    expect(await kinds(windowed, recipes)).toEqual(['percentile', 'window', 'percentile-10-90']);
    expect(await kinds(windowed, recipes, false)).toEqual(['percentile', 'percentile-10-90']);
  });

  test('a window that the file does not name is left out', async () => {
    const bare = dicomObject({ set: { WindowCenter: null, WindowWidth: null } });
    expect(await kinds(bare, [{ tone: { by: 'file' }, crop: null }])).toEqual(['percentile']);
  });
});

describe('keys', () => {
  const item = (renditions: string[], labels: string[] = []) => ({
    renditions,
    labels,
    dicom: null,
    notes: [],
  });
  const rule = { keep: { x: 0.1, y: 0.1, width: 0.5, height: 0.5 }, masks: [] };
  const decision = (change: Partial<Rendering>): Rendering => ({ ...defaultRendering, ...change });

  test('what is stored already keeps its names', () => {
    expect(keyInUse(defaultRendering, item(['plain']), 'window')).toBe('plain');
    expect(keyInUse(defaultRendering, item(['percentile', 'window']), 'window')).toBe('window');
    expect(keyInUse(defaultRendering, item(['percentile']), 'percentile')).toBe('percentile');
    expect(ruleName(defaultRendering, [item(['percentile'])], 'percentile')).toBe('percentile');
  });

  test('a preset and the same window by hand are one rendering', () => {
    const preset = decision({ windowing: { by: 'preset', preset: 'brain' } });
    const own = decision({ windowing: { by: 'own', centre: 40, width: 80 } });
    expect(keyInUse(preset, item(['percentile']), 'window')).toBe('c40w80');
    expect(sameRendering(preset, own)).toBe(true);
    expect(sameRendering(preset, defaultRendering)).toBe(false);
  });

  test('a crop rule is part of the key, of colour pictures too, and no key holds a colon', () => {
    const cropped = decision({ crop: rule });
    const keys = [item(['plain']), item(['percentile'])].map((one) => keyInUse(cropped, one, 'percentile'));
    expect(keys[0]).toMatch(/^plain\+[a-z0-9]{12}$/);
    expect(keys[1]).toMatch(/^percentile\+[a-z0-9]{12}$/);
    const tone = { by: 'window', centre: -1.5, width: 0.25 } as const;
    expect(renderingKey({ tone, crop: rule }, true)).not.toContain(':');
    expect(ruleName(cropped, [], 'window')).not.toBe(ruleName(defaultRendering, [], 'window'));
  });

  test('the rule of a class is for its images alone, and moving an image changes the name of the rows', () => {
    const ruled = decision({ classCrops: { a: rule } });
    expect(keyInUse(ruled, item(['plain'], ['a']), 'window')).toContain('+');
    expect(keyInUse(ruled, item(['plain'], ['b']), 'window')).toBe('plain');
    const [inA, inB] = [[item(['plain'], ['a'])], [item(['plain'], ['b'])]];
    expect(ruleName(ruled, inA, 'window')).not.toBe(ruleName(ruled, inB, 'window'));
  });

  test('automatic windowing asks for both, where a window is there', () => {
    const names = (renditions: string[]) =>
      recipesOf(defaultRendering, item(renditions)).map((recipe) => renderingKey(recipe, true));
    expect(recipesFor(defaultRendering, { labels: [] })).toHaveLength(2);
    expect(names(['percentile', 'window'])).toEqual(['percentile', 'window']);
    expect(names(['percentile'])).toEqual(['percentile']);
  });
});

describe('crop rules', () => {
  const share = fc.double({ min: -0.5, max: 1.5, noNaN: true });
  const rect = fc.record({ x: share, y: share, width: share, height: share });
  const side = fc.integer({ min: 1, max: 70 });

  test('any rule, tidied, gives whole pixels inside any picture', () => {
    fc.assert(
      fc.property(rect, fc.array(rect, { maxLength: 10 }), side, side, (keep, masks, width, height) => {
        const crop = tidyCrop({ keep, masks });
        const picture = { width, height, channels: 1 as const, data: new Uint8Array(width * height).fill(9) };
        const cropped = cropPicture(picture, crop);
        expect(cropped.data.length).toBe(cropped.width * cropped.height);
        expect(cropped.width).toBeGreaterThan(0);
        expect(cropped.width).toBeLessThanOrEqual(width);
        expect(crop?.masks.length ?? 0).toBeLessThanOrEqual(mostMasks);
        expect(tidyCrop(crop)).toEqual(crop);
        for (const mask of crop?.masks ?? []) {
          const { left, right, top, bottom } = pixelBox(mask, width, height);
          expect(
            left >= 0 && right <= width && left < right && top >= 0 && bottom <= height && top < bottom,
          ).toBe(true);
        }
      }),
    );
  });

  test('a rule that changes nothing is no rule', () => {
    expect(tidyCrop({ keep: { x: 0, y: 0, width: 1, height: 1 }, masks: [] })).toBeNull();
    expect(tidyCrop({ keep: null, masks: [{ x: 0.2, y: 0.2, width: 0, height: 0.5 }] })).toBeNull();
    const rendering = tidyRendering({ ...defaultRendering, classCrops: { a: { keep: null, masks: [] } } });
    expect(rendering.classCrops).toEqual({});
  });
});
