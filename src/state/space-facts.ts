// Questions about the space of the project's vectors that need the rest of the state.
import type { EmbeddingSpace } from '../domain/encode/embedding-space';
import { importedRendering } from '../domain/intake/imported-rows';
import { type Rendering, ruleName } from '../domain/intake/rendering';
import type { Item } from '../domain/types';
import type { AppState } from './app-state';
import { embeddingTable, encoderSha256, lastOf, vectorKey, windowRule } from './selectors';
import { type ProjectSpace, vectorRendition } from './space';

/** The key of the vector that counts for an item, whether or not there is one; null until the encoder is ready. */
export function vectorKeyOf(state: AppState, item: Item): string | null {
  const { space, rendering } = state.settings;
  const sha256 = encoderSha256(state);
  const key = vectorRendition(space, rendering, item, windowRule(state.items));
  return sha256 === null ? null : vectorKey(item.pixelHash, key, sha256);
}

/**
 * What an export says of its vectors, so that it can be read back into the same space: what the file they came from declared,
 * else that file's own hash. null until the encoder is ready.
 */
export function embeddingSpaceOf(state: AppState): EmbeddingSpace | null {
  const { space, rendering, level, studyVector } = state.settings;
  if (space.kind === 'imported') {
    const { declared, name, sha256 } = space;
    return { ...(declared ?? { encoder: name, sha256, rendering: importedRendering }), level };
  }
  if (state.encoder.phase !== 'ready') return null;
  const { id, sha256 } = state.encoder.status;
  const rows = embeddingTable(state).ids.map((row) => state.items.get(row));
  const study = studyVector === 'statistics' ? '+statistics' : '';
  const rule = `${ruleName(rendering, rows, windowRule(state.items))}${study}`;
  return { encoder: id, sha256, rendering: rule, level };
}

const lacking = lastOf(
  (
    items: AppState['items'],
    vectors: AppState['vectors'],
    sha256: string | null,
    rendering: Rendering,
    space: ProjectSpace,
  ): number => {
    const rule = windowRule(items);
    let count = 0;
    for (const item of items.values()) {
      const key = vectorRendition(space, rendering, item, rule);
      if (!item.excluded && !vectors.has(vectorKey(item.pixelHash, key, sha256 ?? ''))) count += 1;
    }
    return count;
  },
);

/** Items (but for excluded ones) that have no vector in the space in use: in the set, but in nothing that is computed. */
export function withoutVector(state: AppState): number {
  const { rendering, space } = state.settings;
  return lacking(state.items, state.vectors, encoderSha256(state), rendering, space);
}
