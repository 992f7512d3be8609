// What is read of a drop, once it is settled what its files of several frames and its series become. Every file ends up
// in exactly one unit, or is left out by choice.
import {
  defaultUse,
  type FrameChoice,
  type FrameUse,
  framesUsed,
  imagesOf,
  smallestSeries,
} from './frame-use';
import type { Peek } from './peek';
import { orderSlices, seriesOf } from './series';

export interface PlannedFile {
  /** Base name. */
  readonly name: string;
  /** Files of different classes or groups never become one image. */
  readonly place: string;
  /** null: not looked at. */
  readonly peek: Peek | null;
}

/** `files` are indices into the files planned for, in slice order; `frames` are read of each. */
export interface Unit {
  /** `each`: every frame an image; `mean`: all of them one image. */
  readonly as: 'each' | 'mean';
  readonly files: readonly number[];
  /** null: one image a file, its middle frame where there are several. */
  readonly frames: readonly number[] | null;
  /** Frames or slices there are; 1 for a plain image. */
  readonly of: number;
  /** The series a plain file belongs to: the group of last resort for its slices. */
  readonly seriesKey: string | null;
}

export interface FramePlan {
  /** In the order of the files dropped. */
  readonly units: readonly Unit[];
  /** Files that are slices, but not the chosen ones. */
  readonly leftOut: readonly number[];
}

/** One series in one place, slices in order. */
interface Series {
  readonly key: string;
  readonly files: readonly number[];
}

function seriesFound(files: readonly PlannedFile[]): Series[] {
  const found: Series[] = [];
  for (const [key, members] of seriesOf(files.map(({ peek }) => peek))) {
    const places = new Map<string, number[]>();
    for (const at of members) {
      const { place } = files[at]!;
      places.set(place, [...(places.get(place) ?? []), at]);
    }
    for (const list of places.values()) {
      if (list.length < smallestSeries) continue;
      const { order } = orderSlices(list.map((at) => ({ ...files[at]!.peek!, name: files[at]!.name })));
      found.push({ key, files: order.map((i) => list[i]!) });
    }
  }
  return found;
}

/** What a drop holds beside plain images. */
export interface FramesFound {
  /** Frames of each file that holds several. */
  readonly files: readonly number[];
  /** Slices of each series of at least `smallestSeries` files of one frame. */
  readonly series: readonly number[];
}

export function findFrames(files: readonly PlannedFile[]): FramesFound {
  return {
    files: files.flatMap(({ peek }) => (peek && peek.frames > 1 ? [peek.frames] : [])),
    series: seriesFound(files).map((series) => series.files.length),
  };
}

/** Why a file is asked about: it holds `count` frames, or it is one of `count` slices of a series. */
export interface FrameCause {
  readonly code: 'several-frames' | 'series-slice';
  readonly count: number;
}

/** For each file, what the question about frames and series asks of it; null: nothing. */
export function frameCauses(files: readonly PlannedFile[]): (FrameCause | null)[] {
  const causes = files.map(({ peek }): FrameCause | null =>
    peek && peek.frames > 1 ? { code: 'several-frames', count: peek.frames } : null,
  );
  for (const { files: slices } of seriesFound(files)) {
    for (const at of slices) causes[at] = { code: 'series-slice', count: slices.length };
  }
  return causes;
}

/** Images that `use` makes of stacks of these lengths. */
export function imagesFrom(lengths: readonly number[], use: FrameUse, every: number): number {
  return lengths.reduce((sum, length) => sum + imagesOf(length, use, every), 0);
}

function fileUnit(at: number, { peek }: PlannedFile, use: FrameUse, every: number): Unit {
  const of = peek?.frames ?? 1;
  const seriesKey = peek?.seriesKey ?? null;
  if (of <= 1 || use === 'middle') return { as: 'each', files: [at], frames: null, of, seriesKey };
  const frames = framesUsed(of, use, every);
  return { as: use === 'mean' ? 'mean' : 'each', files: [at], frames, of, seriesKey };
}

/** @param choice what was not asked is as it always was: the middle frame of a file, all files of a series. */
export function planFrames(files: readonly PlannedFile[], choice: FrameChoice): FramePlan {
  const { every } = choice;
  const useOfFiles = choice.files ?? defaultUse.files;
  const useOfSeries = choice.series ?? defaultUse.series;
  const units: { readonly first: number; readonly unit: Unit }[] = [];
  const grouped = new Set<number>();
  const leftOut: number[] = [];
  for (const { key, files: slices } of useOfSeries === 'all' ? [] : seriesFound(files)) {
    for (const at of slices) grouped.add(at);
    const base = { frames: null, of: slices.length, seriesKey: key };
    if (useOfSeries === 'mean') {
      units.push({ first: Math.min(...slices), unit: { ...base, as: 'mean', files: slices } });
      continue;
    }
    const used = framesUsed(slices.length, useOfSeries, every).map((i) => slices[i]!);
    leftOut.push(...slices.filter((at) => !used.includes(at)));
    for (const at of used) units.push({ first: at, unit: { ...base, of: 1, as: 'each', files: [at] } });
  }
  files.forEach((file, at) => {
    if (!grouped.has(at)) units.push({ first: at, unit: fileUnit(at, file, useOfFiles, every) });
  });
  units.sort((a, b) => a.first - b.first);
  return { units: units.map(({ unit }) => unit), leftOut };
}
