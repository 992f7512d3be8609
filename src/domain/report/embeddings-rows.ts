// What an export of embeddings is made of, whatever the format.
import { type EmbeddingSpace, spaceText } from '../encode/embedding-space';
import type { EmbeddingTable } from '../types';
import { namesNotice, researchNotice } from './notice';

export interface EmbeddingRows extends EmbeddingTable {
  readonly space: EmbeddingSpace;
  /** Class names of each row, '' unlabelled, several joined by "; ". */
  readonly labels: readonly string[];
  /** Pseudonyms of patients or what stands in for them, '' for none; null leaves the column out. */
  readonly groups: readonly string[] | null;
  /** Base file names; null (unless a person asked for them) leaves the column out. */
  readonly names: readonly string[] | null;
}

/**
 * The same JSON, without what a spreadsheet would run. It cuts the line at commas, and the space may be in the words of a file
 * that came from anybody: no cell may begin with = + - @. Outside of texts, JSON has no such place.
 */
function defused(json: string): string {
  const code = (sign: string) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return json.replace(/(?<=[,;|]\s*)[=+\-@]/g, code);
}

/** The lines about an export: the notice, a banner where names are inside, and the space as JSON. */
export function exportLines({ space, names }: Pick<EmbeddingRows, 'space' | 'names'>): string[] {
  return [researchNotice, ...(names ? [namesNotice] : []), defused(spaceText(space))];
}

/** The same as one JSON text, for formats with one place for it; `parseSpace` reads it. */
export function exportMeta({ space, names }: Pick<EmbeddingRows, 'space' | 'names'>): string {
  const about = { notice: researchNotice, ...(names && { names: namesNotice }) };
  return JSON.stringify({ ...about, ...(JSON.parse(spaceText(space)) as object) });
}

/** The columns of text, in order, by the name they get: id, label, group and file where they are there. */
export function textColumns(rows: EmbeddingRows): [string, readonly string[]][] {
  const { ids, labels, groups, names } = rows;
  return [
    ['id', ids],
    ['label', labels],
    ...(groups ? [['group', groups] as [string, readonly string[]]] : []),
    ...(names ? [['file', names] as [string, readonly string[]]] : []),
  ];
}
