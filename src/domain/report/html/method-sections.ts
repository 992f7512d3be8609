// What did the work: the encoder, how images were prepared for it, the approaches.
import { approachSentences } from '../approach-words';
import type { Report } from '../report-facts';
import { factList, type Section, tableOf } from './blocks';
import { bare, html } from './markup';
import { approachTitle, rankedApproaches } from './report-names';

export function encoderSection({ encoder }: Report): Section {
  const { parity } = encoder;
  if (encoder.elsewhere) return elsewhereSection(encoder);
  const body = html`<p>The encoder turns an image into a vector. It is fixed: nothing was learnt in it here.</p>
${factList([
  ['Name', bare(encoder.title)],
  ['Id', html`<code>${encoder.id}</code>`],
  ['SHA-256 of its weights', html`<code>${encoder.sha256}</code>`],
  ['Vector', `${encoder.dimension} numbers, from ${encoder.inputPx} x ${encoder.inputPx} px`],
  ['Ran on', `${encoder.backend}, ${encoder.threads === 1 ? '1 thread' : `${encoder.threads} threads`}`],
  [
    'Self-test (parity)',
    // Not `figureText`: here the digits after the nines are the point.
    `lowest cosine similarity ${parity.lowestCosine.toFixed(7)} to the reference vectors of ${parity.cases} images; largest difference ${parity.largestDifference.toExponential(1)}`,
  ],
  [
    'SHA-256 of the table of vectors',
    encoder.tableSha256 === null ? 'not worked out' : html`<code>${encoder.tableSha256}</code>`,
  ],
])}`;
  return { id: 'encoder', title: 'Encoder', body };
}

/** Vectors that came as a file: nothing of how they were made can be told here but what the file says. */
function elsewhereSection({ title, id, sha256, dimension, tableSha256 }: Report['encoder']): Section {
  const body = html`<p>The vectors were computed elsewhere and brought as a file. How, is that file's word; it was not checked here.</p>
${factList([
  ['Name', bare(title)],
  ['Id', html`<code>${id}</code>`],
  ['SHA-256 (of the weights where the file names them, else of the file)', html`<code>${sha256}</code>`],
  ['Vector', `${dimension} numbers`],
  [
    'SHA-256 of the table of vectors',
    tableSha256 === null ? 'not worked out' : html`<code>${tableSha256}</code>`,
  ],
])}`;
  return { id: 'encoder', title: 'Encoder', body };
}

export function preparationSection({ preparation, encoder }: Report): Section {
  const facts = preparation.map(({ name, value }) => [name, String(value)] as const);
  const body = html`<p>${encoder.elsewhere ? 'Images were prepared elsewhere, as far as is known:' : 'One rendering was used for all images.'}</p>${factList(facts)}`;
  return { id: 'preparation', title: 'Preparation of the images (preprocessing)', body };
}

/** What the approaches do, and which could not be judged. */
export function approachesSection(report: Report): Section {
  const names = new Map(report.summary.approaches.map((one) => [one.approach, one]));
  const rows = [
    ...rankedApproaches(report).map(({ approach }) => [
      approachTitle(report, approach),
      approachSentences[approach],
      'judged',
    ]),
    ...report.leftOut
      .filter(({ approach }) => !names.has(approach))
      .map(({ approach, reason }) => [
        approachTitle(report, approach),
        approachSentences[approach],
        html`not judged: ${reason}`,
      ]),
  ];
  const body = html`<p>All were judged on the same held-out parts. What is chosen (k, epoch, temperature, threshold, wording) was chosen on the inner part of each fold, never on what was held out.</p>
${tableOf('The approaches', [{ head: 'Approach' }, { head: 'What it does' }, { head: 'Judged' }], rows)}
${factList(report.settings.map(({ name, value }) => [name, String(value)] as const))}`;
  return { id: 'approaches', title: 'Approaches', body };
}
