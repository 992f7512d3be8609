// An adapter as a JSON file of our own: everything that is kept of it, written and read back.

import { type EmbeddingSpace, parseSpace } from '../encode/embedding-space';
import { AppError } from '../errors';
import { adapterForward } from '../predict/adapter-predict';
import { adapterLayers } from '../predict/adapter-shape';
import type { Adapter } from '../predict/adapter-types';
import type { AdapterFacts } from './adapter-facts';
import { damagedAdapter, fieldsOf, storedAdapter, textsIn } from './adapter-stored';
import { base64Of } from './base64';
import { researchNotice } from './notice';

const format = 'lightbench-adapter';
const formatVersion = 1;

/**
 * Settings, parameters (base64 of little-endian float32), learning curve and the pseudonyms of the images it learnt from, so
 * that a later evaluation knows them. No image, no name of a file.
 */
export function adapterJson(adapter: Adapter, facts: AdapterFacts): string {
  const { parameters, ...rest } = adapter;
  const tensors = parameters.map(({ name, shape, data }) => ({
    name,
    shape,
    data: base64Of(new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
  }));
  const about = { format, formatVersion, notice: researchNotice, ...facts };
  return JSON.stringify({ ...about, adapter: { ...rest, parameters: tensors } }, null, 1);
}

export interface ReadAdapter {
  readonly adapter: Adapter;
  readonly facts: AdapterFacts;
}

/** What an adapter of a file must fit, to be of use in a project. */
export interface AdapterPlace {
  readonly space: EmbeddingSpace;
  readonly dim: number;
  readonly classNames: readonly string[];
}

/**
 * Why an adapter cannot be used here; [] where it can. `encoder`: its inputs are made by another encoder or rendering.
 * `dim`: of another length. `classes`: it knows classes that are not here.
 */
export function misfits(
  { adapter, facts }: ReadAdapter,
  place: AdapterPlace,
): ('encoder' | 'dim' | 'classes')[] {
  const { encoder, ...own } = facts.space;
  const here = new Set(place.classNames);
  const found = {
    encoder: (['sha256', 'rendering', 'level'] as const).some((key) => own[key] !== place.space[key]),
    dim: adapter.dim !== place.dim,
    classes: facts.classNames.some((name) => !here.has(name)),
  };
  return (['encoder', 'dim', 'classes'] as const).filter((reason) => found[reason]);
}

/** What `facts.training` was, where the file says it. */
function trainingOf(value: unknown): Pick<AdapterFacts, 'training'> {
  if (value === undefined) return {};
  const { key, groups } = fieldsOf(value, 'training');
  const fits = typeof key === 'string' && (groups === null || Number.isSafeInteger(groups));
  if (!fits) throw damagedAdapter('training');
  return { training: { key, groups: groups as number | null } };
}

/**
 * Reads what `adapterJson` wrote; checked part by part, since a file may be edited.
 * @throws AppError `adapter-unfit` {why: 'not-one', 'newer', or 'damaged' with the part}.
 */
export function readAdapterJson(text: string): ReadAdapter {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new AppError('adapter-unfit', 'not JSON', { why: 'not-one' });
  }
  const file = (parsed ?? {}) as Readonly<Record<string, unknown>>;
  if (file.format !== format || Number(file.formatVersion) > formatVersion) {
    const why = file.format === format ? 'newer' : 'not-one';
    throw new AppError('adapter-unfit', 'not an adapter, or a newer one', { why });
  }
  const adapter = storedAdapter(file.adapter);
  const space = parseSpace(JSON.stringify(file.space ?? null));
  const classNames = textsIn(file, 'classNames');
  if (classNames.length !== adapter.classes.length || !space) throw damagedAdapter('classes');
  checkParameters(adapter);
  const said = { name: String(file.name), version: String(file.version) };
  return { adapter, facts: { ...said, classNames, space, ...trainingOf(file.training) } };
}

/** Exactly the parameters of its layers, each of its shape. */
function checkParameters(adapter: Adapter): void {
  const layers = adapterLayers(adapter.spec.preset, adapter.dim, adapter.classes.length);
  const sizes = new Map(adapter.parameters.map(({ name, data }) => [name, data.length]));
  for (const layer of layers) {
    if (layer.kind === 'gelu') continue;
    const bias = layer.kind === 'dense' ? layer.outputs : layer.size;
    const part = layer.kind === 'standardise' ? 'scale' : 'bias';
    if (sizes.get(`${layer.name}.${part}`) !== bias) throw damagedAdapter(`layer ${layer.name}`);
  }
  try {
    adapterForward(adapter);
  } catch {
    throw damagedAdapter('layers');
  }
}
