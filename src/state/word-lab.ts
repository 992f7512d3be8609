// The prompt lab as state: which labelled items it rests on, what its table holds, when it is old.
import type { WordingKind } from '../domain/encode/wordings';
import type { PromptLab, Stability, WordingResult } from '../domain/evaluate/prompt-lab';
import { stageKey } from '../domain/stage-key';
import type { ClassId, EmbeddingTable, ItemId } from '../domain/types';
import type { AppState } from './app-state';
import { comparesWithWords, textStatus, wordsInUse } from './class-words';
import { embeddingTable, encoderSha256, labelledRuleName, lastOf, learningItems } from './selectors';

/** One row of the table: a wording of a class in the place of the one in use. */
export interface LabRow extends WordingResult {
  readonly classId: ClassId;
  readonly kind: WordingKind;
  readonly text: string;
  /** 0..1; 0: the encoder knows no word of it. */
  readonly knownShare: number;
  readonly unknownWords: readonly string[];
  /** The words a person would give the class for it; null where the project's form does not allow it. */
  readonly prompts: readonly string[] | null;
}

/** The prompt lab's table. Its figures come from images that are looked at to choose words: none is a held-out one. */
export interface WordLab extends Omit<PromptLab, 'results' | 'stabilityOf'> {
  readonly table: readonly LabRow[];
  readonly stabilityOf: readonly (Stability & { readonly classId: ClassId })[];
}

/** Why the lab cannot run: nothing knows texts, images described by statistics, fewer than two classes, or no image with exactly one class. */
export type LabLack = 'no-texts' | 'statistics' | 'two-classes' | 'labelled' | null;

const rowsOfOneClass = lastOf((table: EmbeddingTable, items: AppState['items']) =>
  table.ids.flatMap((id, row) => {
    const labels = items.get(id)?.labels ?? [];
    return labels.length === 1 ? [{ id, row, classId: labels[0] as ClassId }] : [];
  }),
);

/** Items in the set with exactly one class, and their rows of the embedding table. */
export function labRows(
  state: AppState,
): readonly { readonly id: ItemId; readonly row: number; readonly classId: ClassId }[] {
  return rowsOfOneClass(embeddingTable(state), learningItems(state));
}

/** What is missing before the lab can run; null: nothing. */
export function labLack(state: AppState): LabLack {
  if (!textStatus(state)) return 'no-texts';
  if (!comparesWithWords(state)) return 'statistics';
  if (state.classes.length < 2) return 'two-classes';
  return labRows(state).length === 0 ? 'labelled' : null;
}

const rowsKey = lastOf((rows: ReturnType<typeof labRows>) =>
  stageKey({ rows: rows.map(({ id, classId }) => `${id}:${classId}`).join(',') }),
);

/** The key a fresh table would have. */
export function wordLabKey(state: AppState): string {
  return stageKey({
    rows: rowsKey(labRows(state)),
    names: state.classes.map(({ name }) => name),
    encoder: encoderSha256(state) ?? '',
    rule: labelledRuleName(state),
    words: wordsInUse(state),
    // Says which wordings are tried, even where it does not change the words in use.
    form: JSON.stringify(state.settings.words),
  });
}
