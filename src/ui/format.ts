// Numbers and names as people read them. No sentence stands here (see messages.ts).

import type { Noun } from '../domain/report/report-facts';
import type { ClassId, ItemId } from '../domain/types';
import type { AppState } from '../state/app-state';

/** 0.9731 -> "0.97"; never "1.00" for less than 1. */
export function ratio(value: number, digits = 2): string {
  const factor = 10 ** digits;
  return (Math.trunc(value * factor + (value < 0 ? -1e-9 : 1e-9)) / factor).toFixed(digits);
}

/** "1 image", "12 images", "1,200 images". */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString('en-US')} ${n === 1 ? one : many}`;
}

/** The same of something whose name depends on the set: "2 studies". */
export function countOf(n: number, { one, many }: Noun): string {
  return count(n, one, many);
}

/** "patients" -> "Patients". */
export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

export function seconds(ms: number): string {
  const s = ms / 1000;
  if (s < 10) return `${s.toFixed(1)} s`;
  if (s < 90) return `${Math.round(s)} s`;
  return `${Math.floor(s / 60)} min ${Math.round(s % 60)} s`;
}

/** The file's name if it is still kept, else the item's pseudonym. */
export function nameOf(names: AppState['names'], id: ItemId): string {
  return names.get(id) ?? `#${id}`;
}

export function classNameOf(classes: AppState['classes'], id: ClassId | null): string {
  if (id === null) return 'Unlabelled';
  return classes.find((entry) => entry.id === id)?.name ?? 'a class that was removed';
}
