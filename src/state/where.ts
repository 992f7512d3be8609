// "Where it looks" as state: what an image is held against, and what came of it. Types and questions; computed in
// acts/where-acts.ts.
import type { HeatGrid, HeatScale } from '../domain/encode/heat';
import type { ResizeMode } from '../domain/encode/manifest';
import { phrasesOf } from '../domain/encode/word-form';
import { meanUnitVector } from '../domain/encode/words';
import { stageKey } from '../domain/stage-key';
import type { ClassId, ItemId, Stage } from '../domain/types';
import type { AppState } from './app-state';
import { textStatus } from './class-words';
import { encoderSha256, imageTable, lastOf, learningImages, renderingOf, shownRendering } from './selectors';
import { encoderFits, hasPicture } from './space';
import { vectorKeyOf } from './space-facts';

/** `words`: the words of a class. `class`: the mean of its images, the image itself left out. */
export type WhereTarget =
  | { readonly kind: 'item'; readonly id: ItemId }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'words'; readonly classId: ClassId }
  | { readonly kind: 'class'; readonly classId: ClassId };

export interface WhereQuestion {
  /** The image that is looked at. */
  readonly id: ItemId;
  readonly target: WhereTarget;
}

export interface Where {
  /** `patches`: cosine of each part with the target. `occlusion`: what covering a part takes away from the cosine. */
  readonly method: 'patches' | 'occlusion';
  readonly grid: HeatGrid;
  readonly scale: HeatScale;
  /** `sizePx * sizePx` shades over the encoder's input square, see `heatShades`. */
  readonly shades: { readonly sizePx: number; readonly data: Uint8ClampedArray };
  /** How the picture became that square. */
  readonly resize: ResizeMode;
  /** Cosine of the whole image, as it was read for this, with the target. */
  readonly similarity: number;
  /** What the encoder's input was made from, and whether that is one slice of an image made of many. */
  readonly madeFrom: { readonly source: 'file' | 'preview'; readonly slice: boolean };
  /** Cosine with the stored embedding of the image; null when none is stored. */
  readonly agreement: number | null;
  /** Of a target in words. */
  readonly unknownWords: readonly string[];
  /** 0..1; 0: the encoder knows none of the words, and the picture says nothing. */
  readonly knownShare: number;
}

/** null: nothing is shown. */
export type WhereState = { readonly question: WhereQuestion; readonly stage: Stage<Where> } | null;

/** Why parts of an image cannot be held against anything; null: they can. */
export type WhereLack = 'no-picture' | 'other-space' | null;

/** Parts are read by the encoder that runs here: there must be a picture, and the vectors must be of its space. */
export function whereLack(state: AppState, id: ItemId): WhereLack {
  const item = state.items.get(id);
  if (item && !hasPicture(item)) return 'no-picture';
  return encoderFits(state) ? null : 'other-space';
}

/** Below this cosine with the stored embedding the page says what the picture was made from. */
export const agreementFloor = 0.99;

/** Rows of the table that are images of a class, without one image. */
const rowsOfClass = lastOf(
  (table: ReturnType<typeof imageTable>, items: AppState['items'], classId: ClassId, besides: ItemId) =>
    table.ids.flatMap((id, row) => (id !== besides && items.get(id)?.labels.includes(classId) ? [row] : [])),
);

/** An image's vector (of many slices their mean), excluded or not, in the rendering in use; null when it has none. */
export function rowOfItem(state: AppState, id: ItemId): Float32Array | null {
  const item = state.items.get(id);
  if (!item) return null;
  return state.vectors.get(vectorKeyOf(state, item) ?? '') ?? null;
}

/** Mean of the vectors of a class's images in the set, unit length, external ones and one image left out; null when there are no others. */
export function rowOfClass(state: AppState, classId: ClassId, besides: ItemId): Float32Array | null {
  const table = imageTable(state);
  const rows = rowsOfClass(table, learningImages(state), classId, besides);
  return meanUnitVector(rows.map((row) => table.data.subarray(row * table.dim, (row + 1) * table.dim)));
}

function targetKey(state: AppState, { id, target }: WhereQuestion): string {
  if (target.kind === 'item') {
    const item = state.items.get(target.id);
    return item ? renderingOf(state, item) : 'gone';
  }
  if (target.kind === 'class') {
    const table = imageTable(state);
    const { rendering } = state.settings;
    const rows = rowsOfClass(table, learningImages(state), target.classId, id);
    return stageKey({ rows: rows.map((row) => table.ids[row] ?? '').join(','), rendering });
  }
  const tower = textStatus(state)?.sha256 ?? '';
  if (target.kind === 'text') return tower;
  const entry = state.classes.find((known) => known.id === target.classId);
  return stageKey({ tower, words: entry ? phrasesOf(entry, state.settings.words).join('\n') : '' });
}

/** The key a fresh answer to the question would have. */
export function whereKey(state: AppState, question: WhereQuestion): string {
  const item = state.items.get(question.id);
  return stageKey({
    id: question.id,
    target: question.target,
    encoder: encoderSha256(state) ?? '',
    rendering: item ? shownRendering(state, item) : 'gone',
    of: targetKey(state, question),
  });
}

/** What is shown on an image, or computed for it; null when there is nothing, or when it is stale. */
export function whereOn(state: AppState, id: ItemId): WhereState {
  const { where } = state;
  if (where === null || where.question.id !== id || where.stage.phase === 'empty') return null;
  return where.stage.key === whereKey(state, where.question) ? where : null;
}
