// Trains an adapter: split, standardise, batches by seed, early stopping on the validation part. tfjs is handed in.
import type { Job } from '../job';
import { meanRow, rowCount, takeRows } from '../matrix';
import { makeRandom } from '../random';
import { checkTraining } from './adapter-check';
import type { Tf } from './adapter-graph';
import { adapterLayers, initialParameters, type Standard } from './adapter-shape';
import { type Batch, makeNetwork, type Network } from './adapter-step';
import type { Adapter, AdapterTraining, EpochPoint, ParameterTensor } from './adapter-types';
import { validationSplit } from './validation-split';

/** For a test that follows another implementation step by step: the same start and the same batches. */
export interface TrainHooks {
  readonly onEpoch?: (point: EpochPoint) => void;
  readonly onStep?: (loss: number) => void;
  readonly initial?: readonly ParameterTensor[];
  /** Row numbers of an epoch (from 1) in the order they are batched. */
  readonly order?: (epoch: number) => readonly number[];
}

const breatheEveryMs = 25;

/** A validation loss must fall by this much for patience to begin anew; the best weights are kept all the same. */
const leastGain = 2e-3;

/**
 * Trains on `training` (see adapter-check for what it throws on too little data) and gives the weights of the epoch with
 * the lowest validation loss, or the last where there is no validation part. Same input, seed and back end: bit-equal
 * parameters. Reports epochs; may stop before `maxEpochs`. Nothing about rows in the validation part enters the
 * weights, the standardisation or the class weights.
 */
export async function trainAdapter(
  tf: Tf,
  training: AdapterTraining,
  job: Job,
  hooks: TrainHooks = {},
): Promise<Adapter> {
  checkTraining(training);
  const began = performance.now();
  const { ids, dim, data, targets, classes, groups, spec } = training;
  const classCount = classes.length;
  const random = makeRandom(spec.seed);
  const split = validationSplit(
    { targets, groups, classCount, fraction: spec.validationFraction },
    random.fork('validation'),
  );
  const classWeights = weightsOfClasses(training, split.train);
  const batchOf = (rows: readonly number[]): Batch => ({
    input: takeRows(data, dim, rows),
    targets: Int32Array.from(rows, (row) => targets[row]!),
    weights: Float32Array.from(rows, (row) => classWeights[targets[row]!]!),
  });

  const layers = adapterLayers(spec.preset, dim, classCount);
  const standard = standardOf(takeRows(data, dim, split.train), dim);
  const start = hooks.initial ?? initialParameters(layers, standard, random.fork('weights'));
  const network = makeNetwork(tf, layers, start, classCount, spec);
  const shuffler = random.fork('order');
  const order = hooks.order ?? (() => shuffler.shuffle(split.train));
  const validation = split.validation.length > 0 ? batchOf(split.validation) : null;

  const curve: EpochPoint[] = [];
  let best = { epoch: 0, loss: Number.POSITIVE_INFINITY, parameters: [] as ParameterTensor[] };
  // The last epoch that was worth waiting for: a loss that creeps down by thousandths could go on for ever.
  let gained = { epoch: 0, loss: Number.POSITIVE_INFINITY };
  let lastBreath = performance.now();
  for (let epoch = 1; epoch <= spec.maxEpochs; epoch++) {
    const rows = order(epoch);
    let lossSum = 0;
    for (let from = 0; from < rows.length; from += spec.batchSize) {
      if (performance.now() - lastBreath > breatheEveryMs || job.signal.aborted) {
        await job.breathe();
        lastBreath = performance.now();
      }
      const part = rows.slice(from, from + spec.batchSize);
      const loss = network.step(batchOf(part));
      hooks.onStep?.(loss);
      lossSum += loss * part.length;
    }
    const point = { epoch, trainLoss: lossSum / rows.length, ...judge(network, validation, classCount) };
    curve.push(point);
    hooks.onEpoch?.(point);
    job.report(epoch, spec.maxEpochs);
    const loss = point.validationLoss ?? Number.NEGATIVE_INFINITY;
    if (validation === null ? epoch === spec.maxEpochs : loss < best.loss) {
      best = { epoch, loss, parameters: network.snapshot() };
    }
    if (loss < gained.loss - leastGain) gained = { epoch, loss };
    if (validation !== null && spec.patience > 0 && epoch - gained.epoch >= spec.patience) break;
  }
  await job.breathe();
  return {
    spec,
    classes,
    dim,
    parameters: best.parameters.length > 0 ? best.parameters : network.snapshot(),
    curve,
    bestEpoch: best.epoch || curve.length,
    trainingIds: split.train.map((row) => ids[row]!),
    validationIds: split.validation.map((row) => ids[row]!),
    elapsedMs: performance.now() - began,
  };
}

/** n / (classes * n of the class) over the training part, or 1 for all. */
function weightsOfClasses({ targets, classes, spec }: AdapterTraining, train: readonly number[]): number[] {
  if (spec.classWeights === 'none') return classes.map(() => 1);
  const counts = classes.map(() => 0);
  for (const row of train) counts[targets[row]!]!++;
  return counts.map((count) => (count > 0 ? train.length / (classes.length * count) : 0));
}

/** Mean a feature and one common scale: the unit of a direction carries meaning, its offset does not. */
function standardOf(data: Float32Array, dim: number): Standard {
  const mean = Float32Array.from(meanRow(data, dim));
  let squares = 0;
  for (let p = 0; p < data.length; p++) squares += (data[p]! - mean[p % dim]!) ** 2;
  const deviation = Math.sqrt(squares / Math.max(1, rowCount(data, dim) * dim));
  return { mean, scale: new Float32Array(dim).fill(deviation > 0 ? 1 / deviation : 1) };
}

/** Loss and mean recall over the classes that occur in the validation part. */
function judge(network: Network, validation: Batch | null, classCount: number) {
  if (validation === null) return { validationLoss: null, validationBalancedAccuracy: null };
  const { loss, logits } = network.evaluate(validation);
  const right = new Array<number>(classCount).fill(0);
  const seen = new Array<number>(classCount).fill(0);
  for (const [row, target] of validation.targets.entries()) {
    const own = logits.subarray(row * classCount, (row + 1) * classCount);
    seen[target]!++;
    if (own.indexOf(Math.max(...own)) === target) right[target]!++;
  }
  const recalls = seen.flatMap((count, c) => (count > 0 ? [right[c]! / count] : []));
  const mean = recalls.reduce((sum, recall) => sum + recall, 0) / recalls.length;
  return { validationLoss: loss, validationBalancedAccuracy: mean };
}
