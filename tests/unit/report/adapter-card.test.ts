import { describe, expect, test } from 'vitest';
import { parseCard } from '../../../src/domain/encode/card';
import { defaultSpec } from '../../../src/domain/predict/adapter-default';
import { type AdapterCardFacts, adapterCard } from '../../../src/domain/report/adapter-card';
import { fullNotice } from '../../../src/domain/report/report-facts';
import { hostileNames, reportCase, summaryCase } from '../../fixtures/builders/report-case';

function card(change: Partial<AdapterCardFacts> = {}): string {
  const { made, encoder, classes, rowNoun, groupNoun, preparation } = reportCase();
  const { figures, perClass } = summaryCase().approaches[2]!;
  const point = { trainLoss: 0.3, validationLoss: 0.4, validationBalancedAccuracy: 0.8 };
  return adapterCard({
    name: 'My *best* <adapter>',
    made,
    encoder,
    classes,
    rowNoun,
    groupNoun,
    preparation,
    adapter: {
      spec: { ...defaultSpec('mlp', 7), dropout: 0.2 },
      curve: Array.from({ length: 27 }, (_, i) => ({ ...point, epoch: i + 1 })),
      bestEpoch: 12,
    },
    trainedOn: { rows: 288, groups: 48 },
    validation: { rows: 72, balancedAccuracy: 0.8123 },
    evaluation: { figures, perClass, rows: 360, groups: 60, differences: ['It was judged with dropout 0.'] },
    ...change,
  });
}

describe('the model card of an adapter', () => {
  test('tells what it needs, how it was trained, how it did, its limits and how to run it', () => {
    const text = card();
    for (const words of [
      fullNotice,
      '`lightbench-v2`',
      `\`${'a'.repeat(64)}\``,
      'Learnt from 288 images, of 48 patients.',
      '72 images were kept out to choose the epoch; balanced accuracy on them 0.812.',
      'Best epoch: 12 of 27 that were run (at most 60).',
      'dropout 0.2, seed 7',
      '| Balanced accuracy | 0.830 (95 % interval 0.740 to 0.900, approximate) |',
      'It was judged with dropout 0.',
      'this file was not judged itself',
      'onnxruntime.InferenceSession("model.onnx")',
      'To be filled in by the authors: licence',
    ])
      expect(text).toContain(words);
    expect(text).not.toMatch(/NaN|undefined|\[object|diagnos|confidence|complian/i);
    expect(card()).toBe(text);
  });

  test('names are text: no markup of theirs is left, in Markdown or in HTML', () => {
    const text = card({ classes: [...reportCase().classes, { id: 'd', name: 'x\n# Heading | `code`' }] });
    expect(text).not.toContain(hostileNames.markup);
    expect(text).toContain('# My \\*best\\* &lt;adapter&gt;');
    const titles = parseCard(text).flatMap((block) => (block.kind === 'heading' ? [block.level] : []));
    expect(titles).toEqual([1, 2, 2, 2, 2, 2, 2, 2]);
  });

  test('without a fresh evaluation, a validation part or known patients, it says so', () => {
    const text = card({
      evaluation: null,
      validation: null,
      trainedOn: { rows: 288, groups: null },
    });
    expect(text).toContain('Not evaluated');
    expect(text).toContain('None were kept out');
    expect(text).toContain('patients unknown');
    expect(text).toContain('The patients were unknown');
  });

  test('labels by themselves need not add up', () => {
    const spec = { ...defaultSpec('linear'), task: 'multi' } as const;
    expect(card({ adapter: { spec, curve: [], bestEpoch: 0 } })).toContain('need not add up to 1');
  });
});
