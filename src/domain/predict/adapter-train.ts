// Trains an adapter: split, standardise, batches by seed, early stopping on the validation part. tfjs is handed in.
import type { Job } from '../job';
import { meanRow, rowCount, takeRows } from '../matrix';
import { makeRandom } from '../random';
import { checkTraining } from './adapter-check';
import { makeDropout } from './adapter-dropout';
import type { Tf } from './adapter-graph';
import { balancedAccuracyOf, type Tally, talliesOf } from './adapter-judge';
import { adapterLayers, initialParameters, type Standard } from './adapter-shape';
import { type Batch, makeNetwork } from './adapter-step';
import { classesOfRows, targetWidth, taskOfSpec } from './adapter-targets';
import type { Adapter, AdapterTraining, EpochPoint, ParameterTensor } from './adapter-types';
import { classWeightsOf } from './adapter-weights';
import { givenSplit, validationSplit } from './validation-split';

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
 * weights, the standardisation or the class weights. The adapter's spec says its task, whether the given one did or not.
 */
export async function trainAdapter(
  tf: Tf,
  training: AdapterTraining,
  job: Job,
  hooks: TrainHooks = {},
): Promise<Adapter> {
  checkTraining(training);
  const began = performance.now();
  const { ids, dim, data, targets, classes, groups } = training;
  const task = taskOfSpec(training.spec);
  const spec = { ...training.spec, task };
  const classCount = classes.length;
  const random = makeRandom(spec.seed);
  const rowClasses = classesOfRows(task, targets, classCount);
  const fraction = spec.validationFraction;
  const split = training.validationRows
    ? givenSplit(training.validationRows, ids.length)
    : validationSplit({ rowClasses, groups, classCount, fraction }, random.fork('validation'));
  const width = targetWidth(task, classCount);
  const batchOf = (rows: readonly number[]): Batch => ({
    input: takeRows(data, dim, rows),
    targets: Int32Array.from(
      rows.flatMap((row) => Array.from(targets.subarray(row * width, (row + 1) * width))),
    ),
  });
  const classesOf = (rows: readonly number[]) => rows.map((row) => rowClasses[row]!);

  const layers = adapterLayers(spec.preset, dim, classCount);
  const standard = standardOf(takeRows(data, dim, split.train), dim);
  const network = makeNetwork(tf, {
    layers,
    parameters: hooks.initial ?? initialParameters(layers, standard, random.fork('weights')),
    rule: {
      task,
      classCount,
      classWeights: classWeightsOf(spec.classWeights, task, classesOf(split.train), classCount),
      smoothing: spec.labelSmoothing ?? 0,
    },
    spec,
    mask: makeDropout(spec.dropout ?? 0, random.fork('dropout')),
  });
  const shuffler = random.fork('order');
  const order = hooks.order ?? (() => shuffler.shuffle(split.train));
  const validation = split.validation.length > 0 ? batchOf(split.validation) : null;
  const judge = (): { loss: number | null; accuracy: number | null; tallies: readonly Tally[] } => {
    if (validation === null) return { loss: null, accuracy: null, tallies: [] };
    const { loss, logits } = network.evaluate(validation);
    const tallies = talliesOf(task, logits, classesOf(split.validation), classCount);
    return { loss, accuracy: balancedAccuracyOf(task, tallies), tallies };
  };

  const curve: EpochPoint[] = [];
  let best = {
    epoch: 0,
    loss: Number.POSITIVE_INFINITY,
    parameters: [] as ParameterTensor[],
    tallies: [] as readonly Tally[],
  };
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
    const judged = judge();
    const point = {
      epoch,
      trainLoss: lossSum / rows.length,
      validationLoss: judged.loss,
      validationBalancedAccuracy: judged.accuracy,
    };
    curve.push(point);
    hooks.onEpoch?.(point);
    job.report(epoch, spec.maxEpochs);
    const loss = point.validationLoss ?? Number.NEGATIVE_INFINITY;
    if (validation === null ? epoch === spec.maxEpochs : loss < best.loss) {
      best = { epoch, loss, parameters: network.snapshot(), tallies: judged.tallies };
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
    validationTallies: best.tallies,
    elapsedMs: performance.now() - began,
  };
}

/** Mean a feature and one common scale: the unit of a direction carries meaning, its offset does not. */
function standardOf(data: Float32Array, dim: number): Standard {
  const mean = Float32Array.from(meanRow(data, dim));
  let squares = 0;
  for (let p = 0; p < data.length; p++) squares += (data[p]! - mean[p % dim]!) ** 2;
  const deviation = Math.sqrt(squares / Math.max(1, rowCount(data, dim) * dim));
  return { mean, scale: new Float32Array(dim).fill(deviation > 0 ? 1 / deviation : 1) };
}
