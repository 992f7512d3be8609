// An adapter as a JSON file of our own: everything that is kept of it, written and read back.

import { type EmbeddingSpace, parseSpace } from '../encode/embedding-space';
import { AppError } from '../errors';
import { adapterForward } from '../predict/adapter-predict';
import { adapterLayers } from '../predict/adapter-shape';
import type { Adapter, AdapterSpec, ParameterTensor } from '../predict/adapter-types';
import type { AdapterFacts } from './adapter-facts';
import { base64Of, bytesOfBase64 } from './base64';
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

const damaged = (part: string) => new AppError('damaged', `the adapter file is damaged: ${part}`, { part });

interface StoredTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: string;
}

function tensorOf(stored: StoredTensor): ParameterTensor {
  const bytes = bytesOfBase64(stored.data);
  const size = stored.shape.reduce((product, side) => product * side, 1);
  if (bytes.length !== size * 4) throw damaged(`parameter ${stored.name}`);
  const data = new Float32Array(bytes.buffer);
  if (!data.every(Number.isFinite)) throw damaged(`parameter ${stored.name}`);
  return { name: String(stored.name), shape: stored.shape.map(Number), data };
}

const presets: readonly AdapterSpec['preset'][] = ['linear', 'mlp', 'notebook'];

/**
 * Reads what `adapterJson` wrote; checked part by part, since a file may be edited.
 * @throws AppError `unsupported-format` (not such a file, or of a newer version), `damaged` {part}.
 */
export function readAdapterJson(text: string): ReadAdapter {
  let file: Partial<AdapterFacts> & Record<'format' | 'formatVersion' | 'adapter', unknown>;
  try {
    file = JSON.parse(text);
  } catch {
    throw new AppError('unsupported-format', 'not JSON', { format: 'no adapter of Lightbench' });
  }
  if (file?.format !== format || Number(file.formatVersion) > formatVersion) {
    throw new AppError('unsupported-format', 'not an adapter, or a newer one', {
      format: file?.format === format ? 'adapter of a newer version' : 'no adapter of Lightbench',
    });
  }
  const stored = file.adapter as (Omit<Adapter, 'parameters'> & { parameters: StoredTensor[] }) | undefined;
  const space = parseSpace(JSON.stringify(file.space ?? null));
  const { classNames, name, version } = file;
  if (!stored || !Array.isArray(stored.parameters) || !presets.includes(stored.spec?.preset))
    throw damaged('adapter');
  if (!Array.isArray(classNames) || classNames.length !== stored.classes?.length || !space)
    throw damaged('classes');
  const adapter: Adapter = { ...stored, parameters: stored.parameters.map(tensorOf) };
  checkParameters(adapter);
  return {
    adapter,
    facts: { name: String(name), classNames: classNames.map(String), space, version: String(version) },
  };
}

/** Exactly the parameters of its layers, each of its shape. */
function checkParameters(adapter: Adapter): void {
  const layers = adapterLayers(adapter.spec.preset, adapter.dim, adapter.classes.length);
  const sizes = new Map(adapter.parameters.map(({ name, data }) => [name, data.length]));
  for (const layer of layers) {
    if (layer.kind === 'gelu') continue;
    const bias = layer.kind === 'dense' ? layer.outputs : layer.size;
    const part = layer.kind === 'standardise' ? 'scale' : 'bias';
    if (sizes.get(`${layer.name}.${part}`) !== bias) throw damaged(`layer ${layer.name}`);
  }
  try {
    adapterForward(adapter);
  } catch {
    throw damaged('layers');
  }
}
