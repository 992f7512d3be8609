// The published notebook's adapter, step by step against PyTorch (golden: tests/fixtures/golden/predict/notebook_loss.py).
import { expect, test } from 'vitest';
import { quietJob } from '../../../src/domain/job';
import { adapterForward } from '../../../src/domain/predict/adapter-predict';
import { trainAdapter } from '../../../src/domain/predict/adapter-train';
import golden from '../../fixtures/golden/predict/notebook_loss.json';
import { notebookOrder, notebookStart, notebookTraining } from './notebook-case';
import { wasmTf } from './tf-node';

test('10 steps within 1e-5 and 30 epochs within 1e-3 of PyTorch', async () => {
  const steps: number[] = [];
  const training = notebookTraining(30);
  const adapter = await trainAdapter(await wasmTf(), training, quietJob(), {
    initial: notebookStart(),
    order: notebookOrder,
    onStep: (loss) => steps.push(loss),
  });
  console.log(`80 x 1024, batch 8, 30 epochs: ${Math.round(adapter.elapsedMs)} ms in Node on wasm`);
  const stepGaps = golden.firstSteps.map((loss, i) => Math.abs(loss - steps[i]!));
  const epochGaps = golden.epochs.map((loss, i) => Math.abs(loss - adapter.curve[i]!.trainLoss));
  console.log(`largest gap: steps ${Math.max(...stepGaps)}, epochs ${Math.max(...epochGaps)}`);
  expect(Math.max(...stepGaps)).toBeLessThan(1e-5);
  expect(epochGaps).toHaveLength(30);
  expect(Math.max(...epochGaps)).toBeLessThan(1e-3);

  const forward = adapterForward(adapter);
  const logits = [0, 1, 2, 3].flatMap((i) =>
    Array.from(forward(training.data.subarray(i * 1024, (i + 1) * 1024))),
  );
  for (const [i, logit] of logits.entries()) expect(Math.abs(logit - golden.logits[i]!)).toBeLessThan(1e-3);
});
