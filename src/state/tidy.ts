// What a look for trouble in the set has found, which images it looked at, and when it is old.
import type { SetFigures } from '../domain/evaluate/set-figures';
import { isExternal } from '../domain/intake/parts';
import { type Rendering, ruleName } from '../domain/intake/rendering';
import { takeRows } from '../domain/matrix';
import type { Between } from '../domain/predict/between-classes';
import type { LabelDoubt } from '../domain/predict/label-doubts';
import type { NextToLabel } from '../domain/predict/next-to-label';
import type { OutlierScore } from '../domain/predict/outliers';
import { stageKey } from '../domain/stage-key';
import type { ClassId, EmbeddingTable, ItemId, NearestTable, Stage } from '../domain/types';
import type { AppState } from './app-state';
import { encoderSha256, imageTable, lastOf, windowRule } from './selectors';

/**
 * The images in the set that are not external, one row each, whatever a row stands for elsewhere: labels are given to images.
 * An external test set is not tidied by what was learnt from the rest, nor the rest by it.
 */
export interface TidyRows {
  readonly ids: readonly ItemId[];
  /** `rows x dim`. */
  readonly data: Float32Array;
  readonly dim: number;
  readonly labels: readonly (readonly ClassId[])[];
  readonly groups: readonly (string | null)[];
}

/** A row far from others: from all, or (null where it is not) from those of its class. */
export interface FarRow {
  readonly row: number;
  readonly overall: OutlierScore | null;
  readonly inClass: OutlierScore | null;
}

/** Rows are numbers into `ids`. */
export interface Tidy {
  readonly ids: readonly ItemId[];
  /** As they were when it was looked. */
  readonly labels: readonly (readonly ClassId[])[];
  readonly groups: readonly (string | null)[];
  /** Labelled images with no labelled image outside their group to be held against. */
  readonly alone: number;
  readonly doubts: readonly LabelDoubt[];
  readonly far: readonly FarRow[];
  readonly between: readonly Between[];
  readonly next: readonly NextToLabel[];
  /** Neighbours of each row that had a label, of other groups, best first: more than vote, so that some may leave. */
  readonly voters: NearestTable;
  readonly figures: SetFigures;
}

export interface TidyState {
  readonly stage: Stage<Tidy>;
  /** The figures with the labels as they are now; null until something was changed since the look. */
  readonly now: SetFigures | null;
}

export const notTidied: TidyState = { stage: { phase: 'empty' }, now: null };

/** Voters a row: the 5 of the figure's name. */
export const tidyVoters = 5;

const rowsOf = lastOf((table: EmbeddingTable, items: AppState['items']): TidyRows => {
  const rows = [...table.ids.keys()].filter((row) => !isExternal(items.get(table.ids[row] as ItemId)));
  const ids = rows.map((row) => table.ids[row] as ItemId);
  const members = ids.map((id) => items.get(id));
  const { dim } = table;
  return {
    ids,
    dim,
    data: rows.length === table.ids.length ? table.data : takeRows(table.data, dim, rows),
    labels: members.map((item) => item?.labels ?? []),
    groups: members.map((item) => item?.group ?? null),
  };
});

export function tidyRows(state: AppState): TidyRows {
  return rowsOf(imageTable(state), state.items);
}

/** What is missing before there is anything to look for; null: nothing. */
export type TidyLack = 'encoder' | 'images' | null;

export function tidyLack(state: AppState): TidyLack {
  if (state.encoder.phase !== 'ready') return 'encoder';
  return tidyRows(state).ids.length < 2 ? 'images' : null;
}

const keyOf = lastOf(
  (rows: TidyRows, items: AppState['items'], rendering: Rendering, sha256: string | null) =>
    stageKey({
      rows: rows.ids.map((id, i) => `${id}:${rows.labels[i]?.join('+')}:${rows.groups[i] ?? ''}`).join(','),
      rule: ruleName(
        rendering,
        rows.ids.map((id) => items.get(id)),
        windowRule(items),
      ),
      encoder: sha256 ?? '',
    }),
);

/** The key a fresh look would have. */
export function tidyKey(state: AppState): string {
  return keyOf(tidyRows(state), state.items, state.settings.rendering, encoderSha256(state));
}
