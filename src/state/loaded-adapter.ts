// An adapter from a file as one of this project's: whether it fits, and its classes by the names that are here.
import { AppError } from '../domain/errors';
import { type AdapterSet, type KeptAdapter, keepAdapter } from '../domain/predict/adapter-set';
import { misfits, type ReadAdapter } from '../domain/report/adapter-file';
import type { ClassId } from '../domain/types';
import type { AppState } from './app-state';
import { embeddingTable } from './selectors';
import { embeddingSpaceOf } from './space-facts';

const namesTold = 3;

/** Ids of the classes called so, each once, in the order of the names; null for a name that is not here (often enough). */
function classesNamed({ classes }: AppState, names: readonly string[]): readonly (ClassId | null)[] {
  const left = [...classes];
  return names.map((name) => {
    const at = left.findIndex((entry) => entry.name === name);
    return at < 0 ? null : (left.splice(at, 1)[0]?.id ?? null);
  });
}

/**
 * The adapter with this project's classes in the place of its own.
 * @throws AppError `adapter-unfit` {why: no-space, encoder, dim {have, need}, classes {names}}.
 */
function fitted(state: AppState, read: ReadAdapter) {
  const { adapter, facts } = read;
  const space = embeddingSpaceOf(state);
  const unfit = (why: string, detail = {}) =>
    new AppError('adapter-unfit', `an adapter that does not fit: ${why}`, { why, ...detail });
  if (!space) throw unfit('no-space');
  const { ids, dim } = embeddingTable(state);
  const need = ids.length > 0 ? dim : adapter.dim;
  const classNames = state.classes.map(({ name }) => name);
  const [why] = misfits(read, { space, dim: need, classNames });
  const classes = classesNamed(state, facts.classNames);
  const lacking = facts.classNames.filter((_, at) => classes[at] === null);
  if (why === 'encoder') throw unfit(why, { encoder: facts.space.encoder });
  if (why === 'dim') throw unfit(why, { have: adapter.dim, need });
  if (lacking.length > 0) throw unfit('classes', { names: lacking.slice(0, namesTold).join(', ') });
  return { space, adapter: { ...adapter, classes: classes.filter((id) => id !== null) } };
}

/**
 * The kept adapters with the one that was read among them, and its id; one that was saved from this very project takes the
 * place of what is the same.
 * @throws AppError as `fitted`.
 */
export function withLoaded(
  state: AppState,
  read: ReadAdapter,
  id: string,
): { readonly adapters: AdapterSet; readonly loaded: KeptAdapter } {
  const { space, adapter } = fitted(state, read);
  const { name, training } = read.facts;
  const ids = [...adapter.trainingIds, ...adapter.validationIds];
  const groups = ids.map((one) => state.items.get(one)?.group ?? null);
  // A key of its own where the file says none: it then counts as trained on others than are here.
  const key = training?.key ?? `file-${id}`;
  const fresh = { id, name, adapter, key, level: space.level, space };
  const set = keepAdapter(state.adapters, fresh, { ids, groups });
  const allHere = adapter.trainingIds.every((one) => state.items.has(one));
  const adapters = set.map((kept) =>
    kept.adapter !== adapter || allHere
      ? kept
      : { ...kept, trainedOn: { ...kept.trainedOn, groups: training?.groups ?? null } },
  );
  return { adapters, loaded: adapters.find((kept) => kept.adapter === adapter) as KeptAdapter };
}
