// What the bench of evaluation runs in Node: judging as the worker does it, and real images through the shipped encoder.
export { foldPlan } from '../src/domain/evaluate/judge/fold-plan';
export { innerAccuracy } from '../src/domain/evaluate/judge/inner-figures';
export { judge } from '../src/domain/evaluate/judge/judge';
export { summarise } from '../src/domain/evaluate/summarise';
export { makeRandom } from '../src/domain/random';
export { bytesOf, hasSharedData, heldOutPictures } from '../tests/state/held-out-pictures';
export { shippedEngine } from '../tests/state/shipped-engine';
export { shippedManifest } from '../tests/unit/encode/shipped-tower';
export { wasmTf } from '../tests/unit/predict/tf-node';
