// Several adapters of one project, kept by name to be compared: plain data and the few ways to change a list of them.
import type { EmbeddingSpace } from '../encode/embedding-space';
import type { Level } from '../explore/study-rows';
import type { Adapter, AdapterTraining, EpochPoint } from './adapter-types';

/** One kept adapter. */
export interface KeptAdapter {
  readonly id: string;
  /** Unique in its set. */
  readonly name: string;
  readonly adapter: Adapter;
  /** Stage key of what it was trained from: it is stale where that is no longer the expected one. */
  readonly key: string;
  /** What its rows stood for; absent: an image each. Where they were patients or studies, `images` below counts these. */
  readonly level?: Level;
  /** What its vectors were made by; absent in older projects. */
  readonly space?: EmbeddingSpace;
  /** Images that moved its weights (those held out for validation are not among them), and the groups they come from. */
  readonly trainedOn: {
    readonly images: number;
    /** null: not known, of one that was read from a file and learnt from images that are not here. */
    readonly groups: number | null;
  };
  /**
   * The held-out images that chose the epoch, and the figures of that epoch; null without a validation part. They chose,
   * so they are no test.
   */
  readonly validation:
    | ({ readonly images: number } & Pick<EpochPoint, 'validationLoss' | 'validationBalancedAccuracy'>)
    | null;
}

/** In the order they were kept. */
export type AdapterSet = readonly KeptAdapter[];

/**
 * The set with one more adapter at its end; a taken name gets a number (see `uniqueName`). One that was trained from the
 * same (its `key` is there already) takes that one's place and keeps its id and name. Groups are counted as the split parts
 * them: an image without a group is one of its own.
 * @param groups group of each training item by id, as in `AdapterTraining` (ids it does not know: no group).
 */
export function keepAdapter(
  set: AdapterSet,
  fresh: Pick<KeptAdapter, 'id' | 'name' | 'adapter' | 'key' | 'level' | 'space'>,
  { ids, groups }: Pick<AdapterTraining, 'ids' | 'groups'>,
): AdapterSet {
  const { trainingIds, validationIds, curve, bestEpoch } = fresh.adapter;
  const groupOf = new Map(ids.map((id, row) => [id, groups[row] ?? null]));
  const own = trainingIds.map((id) => groupOf.get(id) ?? null);
  const named = new Set(own.filter((group) => group !== null));
  const best = curve.find(({ epoch }) => epoch === bestEpoch);
  const { validationLoss = null, validationBalancedAccuracy = null } = best ?? {};
  const same = set.find(({ key }) => key === fresh.key);
  const kept: KeptAdapter = {
    ...fresh,
    ...(same ? { id: same.id, name: same.name } : { name: uniqueName(set, fresh.name) }),
    trainedOn: {
      images: trainingIds.length,
      groups: named.size + own.filter((group) => group === null).length,
    },
    validation:
      validationIds.length > 0
        ? { images: validationIds.length, validationLoss, validationBalancedAccuracy }
        : null,
  };
  return same ? set.map((other) => (other === same ? kept : other)) : [...set, kept];
}

/**
 * `wanted` without blanks at its ends, or, where another adapter of the set has that name (whatever the case of its
 * letters), with the first number from 2 that makes it new: "Linear", "Linear 2". `Adapter` where nothing is left of it.
 */
export function uniqueName(set: AdapterSet, wanted: string): string {
  const base = wanted.trim() || 'Adapter';
  const taken = new Set(set.map(({ name }) => name.toLowerCase()));
  let name = base;
  for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${base} ${n}`;
  return name;
}

/** The set with another name for one; made unique among the others. An unknown id or a blank name changes nothing. */
export function renameAdapter(set: AdapterSet, id: string, wanted: string): AdapterSet {
  if (wanted.trim() === '') return set;
  const others = set.filter((kept) => kept.id !== id);
  const name = uniqueName(others, wanted);
  return set.map((kept) => (kept.id === id ? { ...kept, name } : kept));
}

/** The set without one; an unknown id changes nothing. */
export function removeAdapter(set: AdapterSet, id: string): AdapterSet {
  return set.filter((kept) => kept.id !== id);
}
