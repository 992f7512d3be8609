// What stands in an adapter.json, taken over field by field: a file may have been edited, and what is not known is left behind.
import { AppError } from '../errors';
import type { Tally } from '../predict/adapter-judge';
import type { Adapter, AdapterSpec, EpochPoint, ParameterTensor } from '../predict/adapter-types';
import { bytesOfBase64 } from './base64';

type Fields = Readonly<Record<string, unknown>>;

/** Refuses a file by the part that is not as it was written. */
export function damagedAdapter(part: string): AppError {
  return new AppError('adapter-unfit', `the adapter file is damaged: ${part}`, { why: 'damaged', part });
}

/** An object's fields; throws for anything else. */
export function fieldsOf(value: unknown, part: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw damagedAdapter(part);
  return value as Fields;
}

function numberIn(fields: Fields, name: string, least = 0): number {
  const value = fields[name];
  if (typeof value !== 'number' || !Number.isFinite(value) || value < least) throw damagedAdapter(name);
  return value;
}

function wholeIn(fields: Fields, name: string, least = 0): number {
  const value = numberIn(fields, name, least);
  if (!Number.isSafeInteger(value)) throw damagedAdapter(name);
  return value;
}

const numberOrNull = (fields: Fields, name: string) =>
  fields[name] === null ? null : numberIn(fields, name, -1);

/** A list of texts; throws for anything else. */
export function textsIn(fields: Fields, name: string): readonly string[] {
  const list = fields[name];
  if (!Array.isArray(list) || !list.every((value) => typeof value === 'string')) throw damagedAdapter(name);
  return list;
}

function oneOf<Value extends string>(fields: Fields, name: string, values: readonly Value[]): Value {
  const found = values.find((value) => value === fields[name]);
  if (found === undefined) throw damagedAdapter(name);
  return found;
}

function listIn<Value>(fields: Fields, name: string, read: (value: Fields) => Value): readonly Value[] {
  const list = fields[name];
  if (!Array.isArray(list)) throw damagedAdapter(name);
  return list.map((value) => read(fieldsOf(value, name)));
}

function specOf(stored: Fields): AdapterSpec {
  const optional = (name: 'labelSmoothing' | 'dropout') =>
    stored[name] === undefined ? {} : { [name]: numberIn(stored, name) };
  return {
    preset: oneOf(stored, 'preset', ['linear', 'mlp', 'notebook']),
    ...(stored.task === undefined ? {} : { task: oneOf(stored, 'task', ['single', 'multi']) }),
    learningRate: numberIn(stored, 'learningRate'),
    weightDecay: numberIn(stored, 'weightDecay'),
    batchSize: wholeIn(stored, 'batchSize'),
    maxEpochs: wholeIn(stored, 'maxEpochs'),
    patience: wholeIn(stored, 'patience'),
    validationFraction: numberIn(stored, 'validationFraction'),
    classWeights: oneOf(stored, 'classWeights', ['balanced', 'none']),
    ...optional('labelSmoothing'),
    ...optional('dropout'),
    seed: numberIn(stored, 'seed', Number.NEGATIVE_INFINITY),
  };
}

const pointOf = (stored: Fields): EpochPoint => ({
  epoch: wholeIn(stored, 'epoch'),
  trainLoss: numberIn(stored, 'trainLoss', -1),
  validationLoss: numberOrNull(stored, 'validationLoss'),
  validationBalancedAccuracy: numberOrNull(stored, 'validationBalancedAccuracy'),
});

const tallyOf = (stored: Fields): Tally => ({
  having: wholeIn(stored, 'having'),
  found: wholeIn(stored, 'found'),
  lacking: wholeIn(stored, 'lacking'),
  spared: wholeIn(stored, 'spared'),
});

function tensorOf(stored: Fields): ParameterTensor {
  const name = String(stored.name);
  const { shape } = stored;
  const whole = (side: unknown): side is number => Number.isSafeInteger(side) && Number(side) >= 0;
  if (!Array.isArray(shape) || !shape.every(whole) || typeof stored.data !== 'string') {
    throw damagedAdapter(`parameter ${name}`);
  }
  const bytes = bytesOfBase64(stored.data);
  if (bytes.length !== 4 * shape.reduce((product, side) => product * side, 1)) {
    throw damagedAdapter(`parameter ${name}`);
  }
  const data = new Float32Array(bytes.buffer);
  if (!data.every(Number.isFinite)) throw damagedAdapter(`parameter ${name}`);
  return { name, shape, data };
}

/**
 * The adapter of a file; whether its parameters are those of its layers is asked elsewhere.
 * @throws AppError `adapter-unfit` {why: damaged, part}.
 */
export function storedAdapter(value: unknown): Adapter {
  const stored = fieldsOf(value, 'adapter');
  const tallies = stored.validationTallies;
  return {
    spec: specOf(fieldsOf(stored.spec, 'settings')),
    classes: textsIn(stored, 'classes'),
    dim: wholeIn(stored, 'dim', 1),
    parameters: listIn(stored, 'parameters', tensorOf),
    curve: listIn(stored, 'curve', pointOf),
    bestEpoch: wholeIn(stored, 'bestEpoch'),
    trainingIds: textsIn(stored, 'trainingIds'),
    validationIds: textsIn(stored, 'validationIds'),
    ...(tallies === undefined ? {} : { validationTallies: listIn(stored, 'validationTallies', tallyOf) }),
    elapsedMs: numberIn(stored, 'elapsedMs'),
  };
}
