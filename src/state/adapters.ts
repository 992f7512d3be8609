// Questions about the kept adapters: which one answers, which of them fit what is there now, how they may be compared.
import type { AdapterSet, KeptAdapter } from '../domain/predict/adapter-set';
import type { Adapter, AdapterPreset } from '../domain/predict/adapter-types';
import type { AppState } from './app-state';
import { encoderSha256 } from './selectors';
import { adapterKey } from './training';

/** What a kind of network is called; a fresh adapter bears that name. */
export const presetNames: Readonly<Record<AdapterPreset, string>> = {
  linear: 'Linear',
  mlp: 'Small network',
  notebook: "The notebook's shape",
};

/** The kept adapter that answers; null while one is being trained, or where none is in use. */
export function adapterInUse({
  adapter,
  adapters,
}: Pick<AppState, 'adapter' | 'adapters'>): KeptAdapter | null {
  if (adapter.phase !== 'done') return null;
  return adapters.find((kept) => kept.adapter === adapter.value) ?? null;
}

/**
 * True where images, labels, renderings or the encoder are no longer those an adapter was trained with. What settings say
 * of the next training does not make one old. Nothing is said, thus none is old, until the encoder is ready.
 */
export function isOld(
  state: AppState,
  { key, adapter }: { readonly key: string; readonly adapter: Adapter },
): boolean {
  return encoderSha256(state) !== null && key !== adapterKey(state, adapter.spec);
}

/** True where the adapter in use is old. */
export function answersByOldAdapter(state: AppState): boolean {
  const { adapter } = state;
  return adapter.phase === 'done' && isOld(state, { key: adapter.key, adapter: adapter.value });
}

/** True where settings ask for another training than the one whose adapter is in use (and it is not old). */
export function settingsDiffer(state: AppState): boolean {
  const { adapter } = state;
  if (encoderSha256(state) === null || adapter.phase !== 'done' || answersByOldAdapter(state)) return false;
  return adapter.key !== adapterKey(state);
}

/** True where all adapters with a validation part had the very same images in it, so that their figures compare. */
export function sameValidation(set: AdapterSet): boolean {
  const parts = set.flatMap(({ adapter: { validationIds } }) =>
    validationIds.length > 0 ? [[...validationIds].sort().join(' ')] : [],
  );
  return new Set(parts).size <= 1;
}
