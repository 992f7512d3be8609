// The queues of the Tidy panel: what a look has found, less what was dealt with since or has been kept as it is.
import type { NearGroup } from '../domain/explore/near-duplicates';
import { isExternal } from '../domain/intake/parts';
import type { Between } from '../domain/predict/between-classes';
import type { LabelDoubt } from '../domain/predict/label-doubts';
import type { NextToLabel } from '../domain/predict/next-to-label';
import type { ClassId, ItemId } from '../domain/types';
import { type AlikeGroups, alikeGroups } from './alike';
import type { AppState } from './app-state';
import { lastOf } from './selectors';
import type { FarRow, Tidy } from './tidy';

interface Entry {
  /** Names the question asked about these images: what is kept under it is not asked again. */
  readonly mark: string;
  /** One image; several for pictures that are the same. */
  readonly ids: readonly ItemId[];
}

export interface DoubtEntry extends Entry {
  readonly kind: 'doubt';
  readonly found: LabelDoubt;
}
export interface CopiesEntry extends Entry {
  readonly kind: 'copies';
  readonly found: NearGroup<ItemId>;
  /** Two labelled ones of them have no class in common. */
  readonly acrossClasses: boolean;
}
export interface FarEntry extends Entry {
  readonly kind: 'far';
  readonly found: FarRow;
}
export interface BetweenEntry extends Entry {
  readonly kind: 'between';
  readonly found: Between;
  /** The class it has; null: none. */
  readonly own: ClassId | null;
}
export interface NextEntry extends Entry {
  readonly kind: 'next';
  readonly found: NextToLabel;
}
export type TidyEntry = DoubtEntry | CopiesEntry | FarEntry | BetweenEntry | NextEntry;

export interface TidyQueues {
  readonly doubt: readonly DoubtEntry[];
  readonly copies: readonly CopiesEntry[];
  readonly far: readonly FarEntry[];
  readonly between: readonly BetweenEntry[];
  readonly next: readonly NextEntry[];
  /** Entries of the look, near-duplicates aside, that are no longer asked about. */
  readonly dealtWith: number;
}

/** A mark is its kind, then what was decided on (ids, and the class that was kept), by spaces. */
const markOf = (kind: TidyEntry['kind'], ...about: readonly string[]) => [kind, ...about].join(' ');

/** The marks that name none of these items. */
export function marksWithout(marks: ReadonlySet<string>, gone: ReadonlySet<ItemId>): AppState['keptMarks'] {
  const kept = [...marks].filter((mark) => !mark.split(' ').some((part) => gone.has(part)));
  return kept.length === marks.size ? marks : new Set(kept);
}

function sameLabels(a: readonly ClassId[], b: readonly ClassId[]): boolean {
  return a.length === b.length && a.every((label, i) => label === b[i]);
}

const queuesOf = lastOf(
  (
    tidy: Tidy,
    items: AppState['items'],
    keptMarks: AppState['keptMarks'],
    copies: AlikeGroups,
  ): TidyQueues => {
    const labelsAt = (row: number) => tidy.labels[row] ?? [];
    const all = {
      doubt: tidy.doubts.map((found): DoubtEntry => {
        const id = tidy.ids[found.row] as ItemId;
        return { kind: 'doubt', mark: markOf('doubt', id, found.own), ids: [id], found };
      }),
      far: tidy.far.map((found): FarEntry => {
        const id = tidy.ids[found.row] as ItemId;
        return { kind: 'far', mark: markOf('far', id, ...labelsAt(found.row)), ids: [id], found };
      }),
      between: tidy.between.map((found): BetweenEntry => {
        const id = tidy.ids[found.row] as ItemId;
        const [own = null] = labelsAt(found.row);
        const mark = markOf('between', id, ...labelsAt(found.row));
        return { kind: 'between', mark, ids: [id], found, own };
      }),
      next: tidy.next.map((found): NextEntry => {
        const id = tidy.ids[found.row] as ItemId;
        return { kind: 'next', mark: markOf('next', id), ids: [id], found };
      }),
    };
    // As it was when it was looked at: in the set, not external, and with the same labels.
    const stands = ({ mark, ids: [id], found }: Exclude<TidyEntry, CopiesEntry>) => {
      const item = items.get(id as ItemId);
      if (keptMarks.has(mark) || !item || item.excluded || isExternal(item)) return false;
      return sameLabels(item.labels, labelsAt(found.row));
    };
    const across = new Set(copies.acrossClasses);
    const standing = {
      doubt: all.doubt.filter(stands),
      far: all.far.filter(stands),
      between: all.between.filter(stands),
      next: all.next.filter(stands),
    };
    const sizeOf = (lists: Readonly<Record<keyof typeof all, readonly unknown[]>>) =>
      Object.values(lists).reduce((sum, list) => sum + list.length, 0);
    return {
      ...standing,
      copies: copies.groups
        .map((found): CopiesEntry => {
          const { rows: ids } = found;
          const acrossClasses = ids.some((id) => across.has(id));
          return { kind: 'copies', mark: markOf('copies', ...ids), ids, found, acrossClasses };
        })
        .filter(({ mark }) => !keptMarks.has(mark))
        .sort((a, b) => Number(b.acrossClasses) - Number(a.acrossClasses)),
      dealtWith: sizeOf(all) - sizeOf(standing),
    };
  },
);

/** What is left to decide; null until a look is done. */
export function tidyQueues(state: AppState): TidyQueues | null {
  const { stage } = state.tidy;
  if (stage.phase !== 'done') return null;
  return queuesOf(stage.value, state.items, state.keptMarks, alikeGroups(state));
}
