// How the adapters of a project are stored: one record each (weights are megabytes), and one that names them in order.
import { type AdapterSet, type KeptAdapter, keepAdapter } from '../domain/predict/adapter-set';
import type { Adapter } from '../domain/predict/adapter-types';
import type { Change, SavedProject } from '../storage/project-storage';
import { adapterInUse, presetNames } from './adapters';
import type { AppState } from './app-state';

// Frozen, as the names of stores are.
const listName = 'adapters';
/** Where projects from before there were several keep their one. */
const olderName = 'adapter';
const recordName = (id: string) => `adapter:${id}`;

type Adapters = Pick<AppState, 'adapter' | 'adapters'>;
type StageChange = NonNullable<Change['stages']>[number];

/** What has to be written to take the stored adapters from one state to another. */
export function adapterStages(now: Adapters, before: Adapters): StageChange[] {
  const known = new Map(before.adapters.map((kept) => [kept.id, kept]));
  const fresh = now.adapters.filter((kept) => known.get(kept.id) !== kept);
  const here = new Set(now.adapters.map(({ id }) => id));
  const gone = before.adapters.filter(({ id }) => !here.has(id));
  const records: StageChange[] = [
    ...fresh.map((kept): StageChange => [recordName(kept.id), { key: kept.key, value: kept }]),
    ...gone.map(({ id }): StageChange => [recordName(id), null]),
  ];
  const list = { key: idInUse(now), value: now.adapters.map(({ id }) => id) };
  const sameList =
    list.key === idInUse(before) &&
    list.value.length === before.adapters.length &&
    before.adapters.every(({ id }, i) => id === list.value[i]);
  // While one is trained nothing is in use for a moment: that is no change.
  if (now.adapter.phase === 'running' || sameList) return records;
  return [...records, [listName, list], [olderName, null]];
}

/** The id of the adapter in use as the list's key; '' for none. */
function idInUse(state: Adapters): string {
  return adapterInUse(state)?.id ?? '';
}

function inUse(set: AdapterSet, id: string): Adapters {
  const kept = set.find((one) => one.id === id);
  const adapter = kept
    ? ({ phase: 'done', key: kept.key, value: kept.adapter } as const)
    : ({ phase: 'empty' } as const);
  return { adapters: set, adapter };
}

/** The adapters of a saved project and the one in use; a record that is not there is passed over. */
export function restoredAdapters({ stages }: SavedProject): Adapters {
  const list = stages.get(listName);
  const ids = (list?.value ?? []) as readonly string[];
  const set = ids.flatMap((id) => (stages.get(recordName(id))?.value as KeptAdapter | undefined) ?? []);
  return inUse(set, list?.key ?? '');
}

/**
 * The one adapter of a project from before there were several, as the first of a set and in use; null where there is
 * none. A change to be saved, which then takes the place of the older record.
 */
export function olderAdapter({ stages, items }: SavedProject): Adapters | null {
  const older = stages.get(olderName);
  if (!older || stages.has(listName)) return null;
  const adapter = older.value as Adapter;
  const id = 'first';
  const rows = { ids: items.map((item) => item.id), groups: items.map(({ group }) => group) };
  const fresh = { id, name: presetNames[adapter.spec.preset], adapter, key: older.key };
  return inUse(keepAdapter([], fresh, rows), id);
}
