// What would be judged now: the labelled rows with what may not be parted, and how they would be parted. Memoised.

import { type ErrorFacts, errorFacts } from '../domain/errors';
import type { CaseTable, EvaluationPlan, PlanKind } from '../domain/evaluate/cases';
import { foldPlan } from '../domain/evaluate/judge/fold-plan';
import { type MergedGroups, mergeGroups, type SamePicture } from '../domain/evaluate/judge/merge-groups';
import { externalPlan, type GivenPlan, keptPlan, type Part } from '../domain/evaluate/judge/plan-parts';
import { takeRows } from '../domain/matrix';
import type { AdapterTask } from '../domain/predict/adapter-types';
import { stageKey } from '../domain/stage-key';
import type { ClassId, EmbeddingTable, ItemId } from '../domain/types';
import { type AlikeGroups, alikeGroups } from './alike';
import type { AppState } from './app-state';
import { wordsInUse } from './class-words';
import { embeddingTable, encoderSha256, labelledRuleName, lastOf, rowItems } from './selectors';
import { partOfRow } from './study-level';
import { trainingPlan } from './training';

export interface Cases {
  readonly table: CaseTable;
  /** The part each row came with; external rows are there only where they are to be judged. */
  readonly parts: readonly (Part | 'external' | null)[];
  /** Images with a group of their own; without any, each row counts as one. */
  readonly grouped: number;
  readonly merged: MergedGroups;
  /** Pairs of rows that show the same picture. */
  readonly copies: number;
}

/** Near-duplicates as pairs of rows. */
function samePictures({ groups }: AlikeGroups, rowOf: ReadonlyMap<ItemId, number>): readonly SamePicture[] {
  return groups.flatMap(({ pairs }) =>
    pairs.flatMap((pair): SamePicture[] => {
      const [a, b] = [rowOf.get(pair.a), rowOf.get(pair.b)];
      return a === undefined || b === undefined ? [] : [{ a, b }];
    }),
  );
}

function buildCases(
  { ids: all, dim, data }: EmbeddingTable,
  items: AppState['items'],
  classes: readonly ClassId[],
  task: AdapterTask,
  alike: AlikeGroups,
  external: boolean,
  parts: RowParts,
): Cases {
  const known = new Map(classes.map((classId, at) => [classId, at]));
  const rows = all.flatMap((id, row) => {
    const item = items.get(id);
    const own = item?.labels ?? [];
    if (!item || own.length === 0 || (task === 'single' && own.length > 1)) return [];
    const part = parts.get(id) ?? null;
    if (part === 'external' && !external) return [];
    const at = own.flatMap((label) => known.get(label) ?? []);
    // A class that nothing was learnt of cannot be answered: such an external row is left out.
    if (at.length < own.length) return [];
    return [{ id, row, classes: at.sort((a, b) => a - b), group: item.group, part }];
  });
  const groups = rows.map(({ group }) => group);
  const rowParts = rows.map(({ part }) => part);
  const pairs = samePictures(alike, new Map(rows.map(({ id }, at) => [id, at])));
  const merged = mergeGroups(
    groups,
    pairs,
    rowParts.map((part) => (part === 'external' ? 'test' : external ? 'train' : part)),
  );
  return {
    table: {
      ids: rows.map(({ id }) => id),
      dim,
      data: takeRows(
        data,
        dim,
        rows.map(({ row }) => row),
      ),
      task,
      classes,
      rowClasses: rows.map((row) => row.classes),
      groups: merged.groups,
    },
    parts: rowParts,
    grouped: groups.filter((group) => group !== null).length,
    merged,
    copies: pairs.length,
  };
}

/** Rows that are of a part; joined rows are where all their images are of the same one. */
type RowParts = ReadonlyMap<ItemId, Part | 'external'>;

let askedOf: AppState;
const partsNow = lastOf(
  (ids: readonly ItemId[], _items: AppState['items'], _rows: AppState['items']): RowParts =>
    new Map(
      ids.flatMap((id) => {
        const part = partOfRow(askedOf, id);
        return part ? [[id, part] as const] : [];
      }),
    ),
);

function rowPartsOf(state: AppState): RowParts {
  askedOf = state;
  return partsNow(embeddingTable(state).ids, state.items, rowItems(state));
}

const ownCases = lastOf(buildCases);
const withExternal = lastOf(buildCases);

/** The rows of a plan of this kind: external ones are in it only where they are what is judged. */
export function casesOf(state: AppState, kind: PlanKind): Cases {
  const external = kind === 'external';
  const { task, classes } = trainingPlan(state);
  return (external ? withExternal : ownCases)(
    embeddingTable(state),
    rowItems(state),
    classes,
    task,
    alikeGroups(state),
    external,
    rowPartsOf(state),
  );
}

const kindsOf = lastOf(
  (
    ids: readonly ItemId[],
    items: AppState['items'],
    classes: readonly ClassId[],
    rowParts: RowParts,
  ): readonly PlanKind[] => {
    const parts = ids.flatMap((id) => {
      const labels = items.get(id)?.labels ?? [];
      const fits = labels.length > 0 && labels.every((label) => classes.includes(label));
      return fits ? [rowParts.get(id) ?? null] : [];
    });
    const kinds: PlanKind[] = ['folds'];
    if (parts.includes('train') && parts.includes('test')) kinds.unshift('kept-split');
    return parts.includes('external') ? [...kinds, 'external'] : kinds;
  },
);

/** Kinds of plan the set allows: the folders' own split first, then folds, then the external test set. */
export function planKinds(state: AppState): readonly PlanKind[] {
  const { classes } = trainingPlan(state);
  return kindsOf(embeddingTable(state).ids, rowItems(state), classes, rowPartsOf(state));
}

/** The kind asked for where the set allows it, else the first it allows. */
export function planKind(state: AppState): PlanKind {
  const { plan } = state.settings.evaluation;
  const kinds = planKinds(state);
  return plan !== 'auto' && kinds.includes(plan) ? plan : (kinds[0] as PlanKind);
}

/** How the rows would be parted now, and where a split that was given leaks; or why they cannot be. */
export type Planned =
  | { readonly plan: EvaluationPlan; readonly leak: GivenPlan['leak'] | null }
  | { readonly error: ErrorFacts };

function buildPlan(
  { table, parts }: Cases,
  kind: PlanKind,
  folds: number,
  repeats: number,
  seed: number,
): Planned {
  const { rowClasses, groups, classes } = table;
  const rows = { rowClasses, groups, classCount: classes.length, seed };
  try {
    if (kind === 'folds') return { plan: foldPlan({ ...rows, folds, repeats }), leak: null };
    if (kind === 'external')
      return externalPlan({ ...rows, external: parts.map((part) => part === 'external') });
    return keptPlan({ ...rows, parts: parts.map((part) => (part === 'external' ? null : part)) });
  } catch (thrown) {
    return { error: errorFacts(thrown) };
  }
}
const planNow = lastOf(buildPlan);

export function plannedOf(state: AppState): Planned {
  const kind = planKind(state);
  const { folds, repeats } = state.settings.evaluation;
  return planNow(casesOf(state, kind), kind, folds, repeats, state.settings.seed);
}

const rowsKey = lastOf(({ table, parts }: Cases) =>
  stageKey({
    rows: table.ids.map((id, row) => [
      id,
      table.rowClasses[row]?.map((at) => table.classes[at] as ClassId).join('+') ?? '',
      table.groups[row] ?? null,
      parts[row] ?? null,
    ]),
  }),
);

/** The key a fresh evaluation would have. What is only told otherwise (positive class, prevalence) is no part of it. */
export function evaluationKey(state: AppState): string {
  const kind = planKind(state);
  const { folds, repeats, approaches } = state.settings.evaluation;
  const words = wordsInUse(state);
  return stageKey({
    rows: rowsKey(casesOf(state, kind)),
    kind,
    ...(kind === 'folds' ? { folds, repeats } : {}),
    approaches: approaches ?? 'all',
    seed: state.settings.seed,
    rule: labelledRuleName(state),
    encoder: encoderSha256(state) ?? '',
    ...(words ? { words } : {}),
  });
}
