// The model card of an adapter: Markdown that goes with its files.
import type { ApproachSummary, FigureName } from '../evaluate/summary';
import type { Adapter } from '../predict/adapter-types';
import { amountText, countText, estimateText, figureText, percentText } from './figure-text';
import { fullNotice, type NamedFact, type Noun, type Report, type ReportEncoder } from './report-facts';

export interface AdapterCardFacts {
  readonly name: string;
  readonly made: Pick<Report['made'], 'date' | 'appVersion'>;
  readonly encoder: Pick<ReportEncoder, 'title' | 'id' | 'sha256' | 'dimension'>;
  readonly classes: Report['classes'];
  readonly rowNoun: Noun;
  readonly groupNoun: Noun;
  /** How images became the encoder's input: one has to do the same to use the adapter. */
  readonly preparation: readonly NamedFact[];
  /** `spec.task` absent: one answer a row. */
  readonly adapter: Pick<Adapter, 'spec' | 'curve' | 'bestEpoch'>;
  /** Rows that moved its weights; `groups` null: none known. */
  readonly trainedOn: { readonly rows: number; readonly groups: number | null };
  /** Rows that chose its epoch, and how it did on them; null: none were kept out. */
  readonly validation: { readonly rows: number; readonly balancedAccuracy: number | null } | null;
  /** The evaluation of its kind of adapter, where it is fresh; null: there is none. */
  readonly evaluation: {
    readonly figures: ApproachSummary['figures'];
    readonly perClass: ApproachSummary['perClass'];
    /** Held-out rows and their groups; null: none known. */
    readonly rows: number;
    readonly groups: number | null;
    /** Differences between what was judged and this adapter, a sentence each. */
    readonly differences: readonly string[];
  } | null;
}

/** Text that is no markup in Markdown nor in HTML, on one line. */
function plain(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Surrogate}]+/gu, ' ')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\\`*_{}[\]#|~!]/g, '\\$&');
}

const code = (text: string) => `\`${text.replace(/[`\p{Cc}]/gu, '')}\``;
const list = (lines: readonly string[]) => lines.map((line) => `- ${line}`).join('\n');

const kinds = {
  linear: 'a linear layer on the standardised vector',
  mlp: 'a network with one hidden layer on the standardised vector',
  notebook: 'a network with four hidden layers (the shape of the published notebook)',
} as const;

const figureNames: readonly (readonly [FigureName, string])[] = [
  ['balancedAccuracy', 'Balanced accuracy'],
  ['accuracy', 'Accuracy'],
  ['macroF1', 'F1 (macro)'],
  ['mcc', 'MCC'],
  ['auc', 'AUC (one against the rest, mean)'],
  ['averagePrecision', 'Average precision (mean)'],
  ['brier', 'Brier score'],
  ['ece', 'ECE'],
];

function whatItIs({ adapter, classes, encoder }: AdapterCardFacts): string {
  const { preset, task } = adapter.spec;
  const answer =
    task === 'multi'
      ? 'It gives a probability for each label by itself; they need not add up to 1.'
      : 'It gives a probability for each class; they add up to 1.';
  return `An adapter: ${kinds[preset]}. It turns a vector of ${encoder.dimension} numbers into answers for ${classes.length} classes. ${answer} They are not calibrated: a 0.9 does not mean that nine in ten are right.`;
}

function training({ adapter, trainedOn, validation, rowNoun, groupNoun }: AdapterCardFacts): string {
  const { spec, curve, bestEpoch } = adapter;
  const groups =
    trainedOn.groups === null ? `${groupNoun.many} unknown` : `of ${countText(trainedOn.groups, groupNoun)}`;
  const figure = validation?.balancedAccuracy ?? null;
  const chosen = validation
    ? `${countText(validation.rows, rowNoun)} were kept out to choose the epoch${figure === null ? '' : `; balanced accuracy on them ${figureText(figure)}`}. They chose, so they are no test.`
    : 'None were kept out: the last epoch was taken.';
  return list([
    `Learnt from ${countText(trainedOn.rows, rowNoun)}, ${groups}.`,
    chosen,
    `Best epoch: ${bestEpoch} of ${curve.length} that were run (at most ${spec.maxEpochs}).`,
    `Learning rate ${spec.learningRate}, weight decay ${spec.weightDecay}, batch size ${spec.batchSize}, patience ${spec.patience}.`,
    `Share kept out: ${percentText(spec.validationFraction)}. Class weights: ${spec.classWeights}.`,
    `Label smoothing ${spec.labelSmoothing ?? 0}, dropout ${spec.dropout ?? 0}, seed ${spec.seed}.`,
  ]);
}

function figures({ evaluation, classes, rowNoun, groupNoun }: AdapterCardFacts): string {
  if (!evaluation) return 'Not evaluated: there is no held-out figure for this adapter as it is now.';
  const { rows, groups, perClass, differences } = evaluation;
  const told = groups === null ? `, ${groupNoun.many} unknown` : ` of ${countText(groups, groupNoun)}`;
  const nameOf = new Map(classes.map(({ id, name }) => [id, name]));
  const lines = figureNames.map(
    ([name, words]) => `| ${words} | ${estimateText(evaluation.figures[name])} |`,
  );
  const classLines = perClass.map(
    (own) =>
      `| ${plain(nameOf.get(own.classId) ?? own.classId)} | ${amountText(own.rows)} | ${estimateText(own.sensitivity)} | ${estimateText(own.specificity)} |`,
  );
  return `On ${countText(rows, rowNoun)}${told} that were held out. Adapters of this kind were trained anew for it, without what was held out; this file was not judged itself.
${differences.length === 0 ? '' : `\n${list(differences)}\n`}
| Figure | Value |
|---|---|
${lines.join('\n')}

| Class | ${rowNoun.many} | Sensitivity | Specificity |
|---|---:|---|---|
${classLines.join('\n')}`;
}

/**
 * The card as Markdown. Names are text in it, whatever they hold. The licence is a marked blank: only who made the adapter can
 * fill it in.
 */
export function adapterCard(facts: AdapterCardFacts): string {
  const { name, made, encoder, classes, preparation, rowNoun, groupNoun, trainedOn } = facts;
  return `# ${plain(name)}

**${fullNotice}**

${whatItIs(facts)}

Made on ${made.date} with Lightbench ${made.appVersion}.

## Encoder it needs

${list([
  `${plain(encoder.title)}, id ${code(encoder.id)}`,
  `SHA-256 of its weights: ${code(encoder.sha256)}`,
  `Vectors of ${encoder.dimension} numbers, of unit length. Those of another encoder give answers without meaning.`,
  ...preparation.map((fact) => `${plain(fact.name)}: ${plain(String(fact.value))}`),
])}

## Classes, in the order of the outputs

${classes.map(({ name: own }, at) => `${at + 1}. ${plain(own)}`).join('\n')}

## Training

${training(facts)}

## Figures

${figures(facts)}

## Limits

${list([
  'It knows these classes only, and answers with one of them for any picture whatever.',
  'Other places, devices and ways of rendering may give other figures.',
  'The labels were taken as right.',
  ...(trainedOn.groups === null
    ? [
        `The ${groupNoun.many} were unknown: ${rowNoun.many} of one may have stood on both sides, and the figures may flatter.`,
      ]
    : []),
])}

## How to run it

${code('model.onnx')} takes ${code('embedding')} (float32, n x ${encoder.dimension}, rows of unit length) and gives ${code('probabilities')} and ${code('logits')} (n x ${classes.length}).

\`\`\`python
import numpy as np
import onnxruntime

session = onnxruntime.InferenceSession("model.onnx")
vectors = np.load("embeddings.npz")["embeddings"].astype(np.float32)  # n x ${encoder.dimension}
print(session.run(["probabilities"], {"embedding": vectors})[0])
\`\`\`

## Licence

_To be filled in by the authors: licence of this adapter, and the terms of the images it learnt from and of the encoder._
`;
}
