// The one space a project's vectors live in: that of the encoder that runs here, or one whose vectors came as a file. Which
// vector of an item counts, and what can be held against texts, follows from it.
import type { EmbeddingSpace } from '../domain/encode/embedding-space';
import { type ImportedRows, importedRendering } from '../domain/intake/imported-rows';
import { keyInUse, type Rendering, ruleName } from '../domain/intake/rendering';
import { stageKey } from '../domain/stage-key';
import type { Item, ItemId, RenderingKey, WindowRule } from '../domain/types';
import type { AppState } from './app-state';
import type { JoinedRow } from './joined-rows';

/** Vectors computed elsewhere. */
export interface ImportedSpace {
  readonly kind: 'imported';
  /** The encoder that the file names; '' where it names none. Never the file's own name: it may hold a person's. */
  readonly name: string;
  /** Keys its vectors: see `spaceId` (intake/imported-rows.ts). */
  readonly sha256: string;
  readonly dim: number;
  /** What the file says that its vectors were made by; nobody has checked it. */
  readonly declared: EmbeddingSpace | null;
}

export type ProjectSpace = { readonly kind: 'encoder' } | ImportedSpace;

export const encoderSpace: ProjectSpace = { kind: 'encoder' };

export const isImported = ({ settings }: Pick<AppState, 'settings'>): boolean =>
  settings.space.kind === 'imported';

/** False for an item that came as numbers and whose picture has not been added. */
export const hasPicture = ({ format }: Pick<Item, 'format'>): boolean => format !== 'vector';

/** True for an item that came as numbers, whether or not it has got its picture since. */
export const cameAsRow = ({ format, pictureHash }: Item): boolean =>
  format === 'vector' || pictureHash !== undefined;

/** Which of an item's vectors counts: in a space from elsewhere, and without a picture, the one that came as numbers. */
export function vectorRendition(
  space: ProjectSpace,
  rendering: Rendering,
  item: Item,
  rule: WindowRule,
): RenderingKey {
  return space.kind === 'imported' || item.renditions.length === 0
    ? importedRendering
    : keyInUse(rendering, item, rule);
}

/** What the vectors of some rows are called in keys, but for the encoder: how they were made, and what a row stands for. */
export function rowsRule(
  ids: readonly ItemId[],
  items: AppState['items'],
  joined: readonly JoinedRow[],
  rendering: Rendering,
  study: string,
  space: ProjectSpace,
  rule: WindowRule,
): string {
  const members = new Map(joined.map((row) => [row.id, row.members]));
  const all = ids.map((id) => members.get(id) ?? [id]);
  const group = joined.length > 0 ? `+group-${stageKey({ all })}` : '';
  if (space.kind === 'imported') return `${importedRendering}${study}${group}`;
  const rows = all.flat().map((id) => items.get(id));
  // One that gets its picture gets another vector with it.
  const bare = rows.flatMap((row) => (row && !hasPicture(row) ? [row.id] : []));
  const numbers = bare.length > 0 ? `+${importedRendering}-${stageKey({ bare })}` : '';
  return `${ruleName(rendering, rows, rule)}${numbers}${study}${group}`;
}

/** The space that the rows of a file are in, as long as it is not the encoder's own. */
export function importedSpaceOf({ space, spaceSha256, dim }: ImportedRows): ImportedSpace {
  return { kind: 'imported', name: space?.encoder ?? '', sha256: spaceSha256, dim, declared: space };
}

/** Whether vectors were made by the weights that run here, by their file's word: then texts can be held against them. */
export function madeByEncoder({ encoder }: Pick<AppState, 'encoder'>, declared: EmbeddingSpace | null) {
  return encoder.phase === 'ready' && declared !== null && declared.sha256 === encoder.status.sha256;
}

/**
 * Whether rows can simply be vectors of the encoder in use: made by the same weights, an image a row, by the rendering in force
 * (`rule`: what it comes to), or of pictures that were 8 bit already, which windowing leaves alone.
 */
export function joinsEncoder(
  state: Pick<AppState, 'encoder' | 'settings'>,
  { space, dim }: Pick<ImportedRows, 'space' | 'dim'>,
  rule: WindowRule,
): boolean {
  if (!space || !madeByEncoder(state, space) || space.level !== 'image') return false;
  const { rendering } = state.settings;
  const plain =
    space.rendering === 'plain' && !rendering.crop && Object.keys(rendering.classCrops).length === 0;
  const fits = plain || space.rendering === ruleName(rendering, [], rule);
  return fits && state.encoder.phase === 'ready' && state.encoder.status.dimension === dim;
}

/** Whether the vectors in use come from the weights that run here: only then can texts and parts of images be held against them. */
export function encoderFits(state: Pick<AppState, 'encoder' | 'settings'>): boolean {
  const { space } = state.settings;
  return space.kind === 'encoder' || madeByEncoder(state, space.declared);
}
