// What a training would learn from: the rows, the labels, and whether an image has one answer or several.
import { takeRows } from '../domain/matrix';
import { targetsOf, taskOf, taskOfSpec } from '../domain/predict/adapter-targets';
import type { AdapterSpec, AdapterTask, AdapterTraining } from '../domain/predict/adapter-types';
import { stageKey } from '../domain/stage-key';
import type { ClassId, ItemId } from '../domain/types';
import type { AppState } from './app-state';
import { embeddingTable, encoderSha256, labelledRuleName, lastOf, learningItems } from './selectors';

interface TrainingRow {
  readonly id: ItemId;
  /** Of the embedding table. */
  readonly row: number;
  /** At least one. */
  readonly labels: readonly ClassId[];
}

export interface TrainingPlan {
  readonly task: AdapterTask;
  /** True where settings say the task; else it was chosen by the labels. */
  readonly forced: boolean;
  /** Labelled images that carry two labels or more. */
  readonly severalLabels: number;
  /** Labelled rows that are learnt from, in the order of the table. */
  readonly rows: readonly TrainingRow[];
  /** Classes that any of these rows has, in the order of the project. */
  readonly classes: readonly ClassId[];
  /** Of `rows`, those that have each of `classes`. */
  readonly counts: readonly number[];
}

const planOf = lastOf(
  (
    ids: readonly ItemId[],
    items: AppState['items'],
    classes: AppState['classes'],
    wanted: AdapterTask | undefined,
  ): TrainingPlan => {
    const labelled = ids.flatMap((id, row) => {
      const labels = items.get(id)?.labels ?? [];
      return labels.length > 0 ? [{ id, row, labels }] : [];
    });
    const task = wanted ?? taskOf(labelled.map(({ labels }) => labels));
    const rows = task === 'multi' ? labelled : labelled.filter(({ labels }) => labels.length === 1);
    const counts = new Map<ClassId, number>();
    for (const { labels } of rows)
      for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
    const used = classes.map(({ id }) => id).filter((id) => counts.has(id));
    return {
      task,
      forced: wanted !== undefined,
      severalLabels: labelled.filter(({ labels }) => labels.length > 1).length,
      rows,
      classes: used,
      counts: used.map((id) => counts.get(id) as number),
    };
  },
);

/**
 * What a training would learn from now. The task is the one settings force, else `multi` as soon as an image carries two
 * labels. `single` learns from images with exactly one label (a softmax has one answer an image); `multi` from all that have
 * any. Classes without any such image are no classes of the adapter.
 */
export function trainingPlan(state: AppState): TrainingPlan {
  return planOf(embeddingTable(state).ids, learningItems(state), state.classes, state.settings.adapter.task);
}

/** The plan with its numbers, as an adapter is trained on. */
export function trainingOf(state: AppState): AdapterTraining {
  const { dim, data } = embeddingTable(state);
  const { task, rows, classes } = trainingPlan(state);
  const at = rows.map(({ row }) => row);
  const labels = rows.map((entry) => entry.labels);
  return {
    ids: rows.map(({ id }) => id),
    dim,
    data: takeRows(data, dim, at),
    targets: targetsOf(task, labels, classes),
    classes,
    groups: rows.map(({ id }) => state.items.get(id)?.group ?? null),
    spec: { ...state.settings.adapter, task },
  };
}

/** All labelled rows with their labels: a new unlabelled image must not make an adapter look stale. */
const labelledKey = lastOf((ids: readonly ItemId[], items: AppState['items']) => {
  const rows = ids.map((id) => [id, items.get(id)?.labels ?? []] as const);
  const labelled = rows.filter(([, labels]) => labels.length > 0);
  return stageKey({ rows: labelled.map(([id, labels]) => `${id}:${labels.join('+')}`).join(',') });
});

/**
 * The key an adapter trained now would have: by the settings and the task they come to, or by another adapter's spec. What
 * is nought, or one answer an image, is not named in it, as in the keys of projects from before there was a choice.
 */
export function adapterKey(state: AppState, spec?: AdapterSpec): string {
  const { task: _said, labelSmoothing = 0, dropout = 0, ...rest } = spec ?? state.settings.adapter;
  const task = spec ? taskOfSpec(spec) : trainingPlan(state).task;
  return stageKey({
    labelled: labelledKey(embeddingTable(state).ids, learningItems(state)),
    encoder: encoderSha256(state) ?? '',
    rule: labelledRuleName(state),
    spec: {
      ...rest,
      ...(labelSmoothing > 0 ? { labelSmoothing } : {}),
      ...(dropout > 0 && rest.preset !== 'linear' ? { dropout } : {}),
      ...(task === 'multi' ? { task } : {}),
    },
  });
}
