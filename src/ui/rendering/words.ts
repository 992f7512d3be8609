// The rendering decision in words: choices, keys, warnings.
import type { Crop } from '../../domain/intake/crop';
import type { PresetName, Rendering, Windowing } from '../../domain/intake/rendering';
import type { AuditCause } from '../../domain/intake/window-audit';
import type { Item, RenderingKey } from '../../domain/types';
import type { AppState } from '../../state/app-state';
import { meantForOthers } from '../../state/rendering-facts';

export const presetNames: Readonly<Record<PresetName, string>> = {
  lung: 'Lung',
  bone: 'Bone',
  brain: 'Brain',
  'soft-tissue': 'Soft tissue',
};

/** The windowing choice in a few words. */
export function windowingWords(windowing: Windowing): string {
  switch (windowing.by) {
    case 'auto':
      return 'automatic';
    case 'file':
      return "the file's own window";
    case 'percentile':
      return `percentile ${windowing.low} to ${windowing.high}`;
    case 'preset':
      return `${presetNames[windowing.preset].toLowerCase()} window`;
    case 'own':
      return `window centre ${windowing.centre}, width ${windowing.width}`;
  }
}

function cropWords({ keep, masks }: Crop): string {
  const parts = keep ? ['cropped'] : [];
  if (masks.length > 0) parts.push(`${masks.length} part${masks.length > 1 ? 's' : ''} blacked out`);
  return parts.join(', ');
}

/** The crop rules of a decision in a few words. */
export function cropRuleWords({ crop, classCrops }: Rendering): string {
  const rules = Object.keys(classCrops).length;
  const parts = crop ? [cropWords(crop)] : [];
  if (rules > 0) parts.push(`${rules} class${rules > 1 ? 'es' : ''} with a rule`);
  return parts.length > 0 ? `Crop: ${parts.join('; ')}` : 'Crop: none';
}

/** The whole decision in one line. */
export function decisionWords({ windowing, crop, classCrops }: Rendering): string {
  const rules = Object.keys(classCrops).length;
  const parts = [windowingWords(windowing)];
  if (crop) parts.push(cropWords(crop));
  if (rules > 0) parts.push(`${rules} class${rules > 1 ? 'es' : ''} with a crop rule`);
  return parts.join('; ');
}

/** What a key says of how greys are shown (null: they were 8 bit already), and whether a crop rule was at work. */
export function renderingWords(key: RenderingKey): { greys: string | null; cropped: boolean } {
  const [tone = '', crop] = key.split('+');
  const window = /^c(-?[\d.]+)w([\d.]+)$/.exec(tone);
  const percentile = /^percentile-([\d.]+)-([\d.]+)$/.exec(tone);
  const greys =
    tone === 'window'
      ? "the file's own window"
      : tone === 'percentile'
        ? '1st to 99th percentile of the image'
        : window
          ? `window centre ${window[1]}, width ${window[2]}`
          : percentile
            ? `percentile ${percentile[1]} to ${percentile[2]} of the image`
            : null;
  return { greys, cropped: crop !== undefined };
}

/** What to say of an image that a preset is not meant for; null for all others. */
export function presetAside(state: AppState, item: Item): string | null {
  if (!meantForOthers(state.settings.rendering, item)) return null;
  return `preset meant for CT; this image is ${item.dicom?.modality || 'no DICOM'}`;
}

/** What sets classes apart, what a classifier would learn of it, and the way out. */
export const auditWords: Readonly<
  Record<AuditCause, { readonly what: string; readonly lesson: string; readonly wayOut: string }>
> = {
  'own-window-in-some': {
    what: 'Only the files of some classes bring a window of their own',
    lesson: 'with windows from the files a classifier would learn the window',
    wayOut: 'Keep to one windowing for all.',
  },
  'other-windows': {
    what: "The files' own windows are in use, and classes differ in them",
    lesson: 'a classifier would learn the window',
    wayOut: 'Choose one windowing for all.',
  },
  'eight-bit-in-some': {
    what: 'Some classes came as 8-bit pictures, windowed by somebody before, others as stored greys',
    lesson: 'a classifier would learn the window',
    wayOut: 'Use the same kind of files for all classes.',
  },
  'other-modality': {
    what: 'Classes come from different kinds of machines, whose greys have other units',
    lesson: 'a classifier would learn the machine',
    wayOut: 'Compare classes from the same kind.',
  },
  'other-crop': {
    what: 'A crop rule holds for some classes only',
    lesson: 'a classifier would learn the crop',
    wayOut: 'Draw one rule for the whole set where you can.',
  },
};
