// What has to be written to take the stored project from one state to another.
import { importedRendering } from '../domain/intake/imported-rows';
import type { Item } from '../domain/types';
import type { Change, StoredPicture } from '../storage/project-storage';
import type { AppState } from './app-state';
import { journalBetween } from './journal';
import { adapterStages } from './kept-adapters';
import { dropBetween } from './open-drop';

const stageNames = ['projection', 'predictions', 'clusters', 'evaluation', 'signal'] as const;
const recordKeys = [
  'projectName',
  'salt',
  'classes',
  'settings',
  'firstRun',
  'keptMarks',
  'externalJudged',
] as const;
const otherKeys = ['items', 'names', 'adapters', 'history', 'drop', 'bin'] as const;
const settled: readonly string[] = ['done', 'empty'];

/** A cheap look, made at every change of the state: is there anything new to write? */
export function isDirty(now: AppState, written: AppState): boolean {
  return (
    [...recordKeys, ...otherKeys].some((key) => now[key] !== written[key]) ||
    [...stageNames, 'adapter' as const].some(
      (name) => now[name] !== written[name] && settled.includes(now[name].phase),
    )
  );
}

export function recordOf({
  projectName,
  salt,
  classes,
  settings,
  firstRun,
  keptMarks,
  externalJudged,
}: AppState): NonNullable<Change['project']> {
  return { projectName, salt, classes, settings, firstRun, keptMarks: [...keptMarks], externalJudged };
}

function changedItems(
  now: AppState,
  before: AppState,
): Pick<Change, 'items' | 'binnedItems' | 'removedItems' | 'droppedRenderings'> {
  if (now.items === before.items && now.bin === before.bin) return {};
  const binnedItems = [...now.bin.values()].filter((item) => before.bin.get(item.id) !== item);
  const items: Item[] = [...now.items.values()].filter((item) => before.items.get(item.id) !== item);
  const removedItems = [...before.items.values(), ...before.bin.values()].filter(
    ({ id }) => !now.items.has(id) && !now.bin.has(id),
  );
  const droppedRenderings = items.flatMap((item) => {
    const had = before.items.get(item.id)?.renditions ?? [];
    const renderings = had.filter((rendering) => !item.renditions.includes(rendering));
    return renderings.length > 0 ? [{ item, renderings }] : [];
  });
  return { items, binnedItems, removedItems, droppedRenderings };
}

/** What has to be written to take the stored project from one state to another. */
export function changeBetween(now: AppState, before: AppState): Change {
  const projectChanged = recordKeys.some((key) => now[key] !== before[key]);
  const names =
    now.names === before.names ? [] : [...now.names].filter(([id, name]) => before.names.get(id) !== name);
  const stages = stageNames.flatMap((name) => {
    const stage = now[name];
    // A run that has only begun, or failed, does not undo the last stored result; emptying does.
    if (stage === before[name] || !settled.includes(stage.phase)) return [];
    return [[name, stage.phase === 'done' ? { key: stage.key, value: stage.value } : null] as const];
  });
  return {
    ...(projectChanged ? { project: recordOf(now) } : {}),
    ...changedItems(now, before),
    names,
    stages: [...stages, ...adapterStages(now, before)],
    ...journalBetween(now.history, before.history),
    ...dropBetween(now.drop, before.drop),
  };
}

export function isEmpty(change: Change): boolean {
  const lists = [
    change.items,
    change.names,
    change.stages,
    change.binnedItems,
    change.removedItems,
    change.vectors,
    change.pictures,
  ];
  return (
    !change.project && !change.journal && change.drop === undefined && lists.every((list) => !list?.length)
  );
}

/** What a change writes that the state does not hold. */
export interface Blobs {
  readonly vectors: readonly (readonly [string, Float32Array])[];
  readonly pictures: readonly StoredPicture[];
}

/** Without what belongs to images, or to renderings of them, that were removed while it waited. */
export function stillWanted(
  { items, bin }: AppState,
  vectors: Blobs['vectors'],
  pictures: Blobs['pictures'],
): Blobs {
  if (vectors.length + pictures.length === 0) return { vectors, pictures };
  const all = [...items.values(), ...bin.values()];
  const standing = new Map(all.map((item) => [item.pixelHash, item.renditions]));
  return {
    vectors: vectors.filter(([key]) => {
      const [hash = '', rendering = ''] = key.split(':');
      const own = standing.get(hash);
      return own !== undefined && (rendering === importedRendering || own.includes(rendering));
    }),
    pictures: pictures.filter(({ id, rendition }) =>
      (items.get(id) ?? bin.get(id))?.renditions.includes(rendition),
    ),
  };
}
