// What the rendering section shows of the state: warnings between classes, what waits, what a preset is not meant for.
import { type Crop, mostMasks, type Rect, tidyRect } from '../domain/intake/crop';
import { isGrey, presets, type Rendering, sameRendering, tidyRendering } from '../domain/intake/rendering';
import { type AuditFinding, auditWindows, notCt } from '../domain/intake/window-audit';
import type { Item } from '../domain/types';
import type { AppState } from './app-state';
import { windowRule } from './selectors';

export const presetWindows = presets;
export const shownGrey = isGrey;

let last: {
  readonly items: AppState['items'];
  readonly rendering: Rendering;
  readonly found: readonly AuditFinding[];
} | null = null;

/** Signs that a classifier would learn how classes were rendered, under the decision in force. */
export function windowFindings({ items, settings: { rendering } }: AppState): readonly AuditFinding[] {
  if (last?.items !== items || last.rendering !== rendering) {
    last = { items, rendering, found: auditWindows(items.values(), rendering, windowRule(items)) };
  }
  return last.found;
}

/** True when a preset in Hounsfield units is chosen and the image is no CT. */
export function meantForOthers(rendering: Rendering, item: Item): boolean {
  return rendering.windowing.by === 'preset' && notCt(item);
}

/** Whether any image of the set is a CT: presets make no sense without one. */
export function hasCt(items: AppState['items']): boolean {
  for (const item of items.values()) if (!item.excluded && item.dicom?.modality === 'CT') return true;
  return false;
}

/** Whether any image has greys that windowing changes. */
export function hasGreys(items: AppState['items']): boolean {
  for (const item of items.values()) if (!item.excluded && isGrey(item)) return true;
  return false;
}

/** True when the second decision would change nothing about the first. */
export function unchanged(a: Rendering, b: Rendering): boolean {
  return sameRendering(tidyRendering(a), tidyRendering(b)) && a.windowing.by === b.windowing.by;
}

export const noCrop: Crop = { keep: null, masks: [] };
/** Where rectangles start that are added by a button: in sight, and easy to tell from the picture's edge. */
export const startKeep: Rect = { x: 0.05, y: 0.05, width: 0.9, height: 0.9 };
export const startMask: Rect = { x: 0, y: 0, width: 0.25, height: 0.1 };

export const hasMasksLeft = ({ masks }: Crop): boolean => masks.length < mostMasks;

/** The rule with one more blacked-out part, if it may have one. */
export function addMask(rule: Crop, mask: Rect): Crop {
  return hasMasksLeft(rule) ? { ...rule, masks: [...rule.masks, mask] } : rule;
}

/** A drawn rectangle inside the image; null for a slip of the mouse. */
export const usableRect = tidyRect;
