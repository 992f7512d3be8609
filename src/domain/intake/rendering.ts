// The project's one rendering decision: how stored greys become 8 bit and which part of the images is looked at. What it
// comes to for one image (recipes), and what each result is called (keys). Renders nothing itself.
import { stageKey } from '../stage-key';
import type { ClassId, Item, RenderingKey, WindowRule } from '../types';
import { type Crop, tidyCrop } from './crop';

export type PresetName = 'lung' | 'bone' | 'brain' | 'soft-tissue';

/**
 * Window centre and width in Hounsfield units. Source: the default CT window-level presets of the OHIF viewer
 * (soft tissue 40/400, lung -600/1500, bone 480/2500, brain 40/80). Other sources differ, most of all for bone.
 */
export const presets: Readonly<Record<PresetName, { readonly centre: number; readonly width: number }>> = {
  lung: { centre: -600, width: 1500 },
  bone: { centre: 480, width: 2500 },
  brain: { centre: 40, width: 80 },
  'soft-tissue': { centre: 40, width: 400 },
};

/** `auto`: the file's own window when every grey image has one, else percentile 1-99 for all. Percentiles in percent. */
export type Windowing =
  | { readonly by: 'auto' }
  | { readonly by: 'file' }
  | { readonly by: 'percentile'; readonly low: number; readonly high: number }
  | { readonly by: 'preset'; readonly preset: PresetName }
  | { readonly by: 'own'; readonly centre: number; readonly width: number };

export interface Rendering {
  readonly windowing: Windowing;
  /** For all images of a class without a rule of its own, and for those without a class. */
  readonly crop: Crop | null;
  readonly classCrops: Readonly<Record<ClassId, Crop>>;
}

export const defaultRendering: Rendering = { windowing: { by: 'auto' }, crop: null, classCrops: {} };

/** How greys become 8 bit, once it is settled. Pictures that are 8 bit already are left as they are by all of them. */
export type Tone =
  | { readonly by: 'file' }
  | { readonly by: 'percentile'; readonly low: number; readonly high: number }
  | { readonly by: 'window'; readonly centre: number; readonly width: number };

/** One way to render one image. */
export interface Recipe {
  readonly tone: Tone;
  readonly crop: Crop | null;
}

export const percentileTone: Tone = { by: 'percentile', low: 1, high: 99 };
const fileTone: Tone = { by: 'file' };

/** The decision with its rules tidied, so that equal decisions are equal in all keys. */
export function tidyRendering({ windowing, crop, classCrops }: Rendering): Rendering {
  const rules = Object.entries(classCrops).flatMap(([id, rule]) => {
    const tidy = tidyCrop(rule);
    return tidy ? [[id, tidy] as const] : [];
  });
  return { windowing, crop: tidyCrop(crop), classCrops: Object.fromEntries(rules) };
}

/** True when two decisions lead to the same pictures of every image, whatever they are called. */
export function sameRendering(a: Rendering, b: Rendering): boolean {
  const named = ({ windowing, crop, classCrops }: Rendering) =>
    stageKey({
      tone: windowing.by === 'auto' ? 'auto' : toneKey(toneOf(windowing, 'percentile')),
      crop,
      classCrops,
    });
  return named(a) === named(b);
}

function toneOf(windowing: Windowing, rule: WindowRule): Tone {
  switch (windowing.by) {
    case 'auto':
      return rule === 'window' ? fileTone : percentileTone;
    case 'preset':
      return { by: 'window', ...presets[windowing.preset] };
    case 'own':
      return { by: 'window', centre: windowing.centre, width: windowing.width };
    default:
      return windowing;
  }
}

/** `percentile` and `window` are the names that projects have used from the start. */
function toneKey(tone: Tone): string {
  if (tone.by === 'file') return 'window';
  if (tone.by === 'window') return `c${tone.centre}w${tone.width}`;
  return tone.low === 1 && tone.high === 99 ? 'percentile' : `percentile-${tone.low}-${tone.high}`;
}

// Asked for every image at every look: each rule is named once.
const cropNames = new WeakMap<Crop, string>();

function cropKey(crop: Crop | null): string {
  if (!crop) return '';
  const name = cropNames.get(crop) ?? `+${stageKey(crop).slice(0, 12)}`;
  cropNames.set(crop, name);
  return name;
}

/** The name of what a recipe makes of a grey image, or of one that is 8 bit already. Holds no colon: see vector keys. */
export function renderingKey({ tone, crop }: Recipe, grey: boolean): RenderingKey {
  return `${grey ? toneKey(tone) : 'plain'}${cropKey(crop)}`;
}

type Labelled = Pick<Item, 'labels'>;
type Known = Pick<Item, 'labels' | 'renditions' | 'dicom' | 'notes'>;

/** The rule of the first of an item's classes that has one, else the one for all. */
export function cropOf({ crop, classCrops }: Rendering, { labels }: Labelled): Crop | null {
  for (const label of labels) {
    const own = classCrops[label];
    if (own) return own;
  }
  return crop;
}

/** Grey values that a windowing changes; the others are 8 bit already, or have no picture at all. */
export const isGrey = ({ renditions }: Pick<Item, 'renditions'>): boolean =>
  renditions.length > 0 && !renditions.includes('plain');

/** True when the file brings a window (or table) of its own that can be used. */
export const hasOwnWindow = ({ renditions }: Pick<Item, 'renditions'>): boolean =>
  renditions.includes('window');

/** All that is to be made of an image not read yet, so that the decision can be followed whatever comes in later. */
export function recipesFor(rendering: Rendering, image: Labelled): readonly Recipe[] {
  const crop = cropOf(rendering, image);
  const { windowing } = rendering;
  const tones = windowing.by === 'auto' ? [percentileTone, fileTone] : [toneOf(windowing, 'percentile')];
  return tones.map((tone) => ({ tone, crop }));
}

/** Recipes of `recipesFor` that can be asked of an item: under `auto`, a window only of those that have one. */
export function recipesOf(rendering: Rendering, item: Known): readonly Recipe[] {
  const auto = rendering.windowing.by === 'auto';
  const recipes = recipesFor(rendering, item);
  if (!isGrey(item)) return recipes.slice(0, 1);
  return auto && !hasOwnWindow(item) ? recipes.filter(({ tone }) => tone.by !== 'file') : recipes;
}

/** The key of the one rendering that the decision means for an item. */
export function keyInUse(rendering: Rendering, item: Known, rule: WindowRule): RenderingKey {
  return renderingKey(
    { tone: toneOf(rendering.windowing, rule), crop: cropOf(rendering, item) },
    isGrey(item),
  );
}

/**
 * What the decision is called in the keys of stages: the windowing rule alone where nothing is cropped (as in projects from
 * before there was a choice); rules for single classes are named row by row, since a label decides them.
 */
export function ruleName(
  rendering: Rendering,
  rows: readonly (Known | undefined)[],
  rule: WindowRule,
): string {
  const tone = toneOf(rendering.windowing, rule);
  if (Object.keys(rendering.classCrops).length === 0)
    return renderingKey({ tone, crop: rendering.crop }, true);
  const keys = rows.map((row) => (row ? keyInUse(rendering, row, rule) : ''));
  return `${toneKey(tone)}+${stageKey(keys)}`;
}
