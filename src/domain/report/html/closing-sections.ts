// How the report ends: versions and seeds, so that it can be done again, and the words of the field.
import type { Report } from '../report-facts';
import { factList, type Section } from './blocks';
import { bare, html } from './markup';

export function versionsSection({ made, encoder, versions, seeds, split }: Report): Section {
  const body = html`<p>The same versions, seeds, images and labels give the same figures. All numbers are in the JSON file that belongs to this report.</p>
${factList([
  ['Made on', made.date],
  ['Lightbench', made.appVersion],
  ['Browser', bare(made.browser)],
  ['Encoder', html`${bare(encoder.title)}, on ${encoder.backend}, <code>${encoder.sha256}</code>`],
  ['Seed of the split', split.seed],
  ...seeds.map(({ name, value }) => [name, String(value)] as const),
  ...versions.map(({ name, value }) => [name, String(value)] as const),
])}`;
  return { id: 'versions', title: 'Versions and seeds', body };
}

const words: readonly (readonly [string, string])[] = [
  [
    'accuracy, balanced accuracy',
    'Share of right answers; the mean of that share over the classes, so that a large class cannot hide a small one.',
  ],
  [
    'sensitivity, specificity',
    'Share of the class that was said to be it; share of the others that was not.',
  ],
  [
    'PPV, NPV',
    'Of those said to be the class, the share that is; of those said not to be, the share that is not. Both change with the prevalence.',
  ],
  ['prevalence', 'Share of the class among all that are looked at.'],
  ['F1', 'Between PPV and sensitivity: their harmonic mean. Macro: averaged over the classes.'],
  ['MCC', 'Correlation of answer and truth (Matthews): 1 all right, 0 no better than chance.'],
  ['AUC', 'How often one of the class scores above one of the others: 1 always, 0.5 no better than chance.'],
  ['average precision', 'Area under the curve of precision (PPV) by recall (sensitivity).'],
  [
    'Brier score, ECE',
    'How far scores lie from what was true; 0 is best. ECE: the mean gap between score and share in ten bins.',
  ],
  ['temperature scaling', 'One number that makes all scores softer or sharper without changing their order.'],
  [
    '95 % interval',
    'Were it all done again with other cases, such an interval would hold the true figure about 19 times in 20.',
  ],
  [
    'bootstrap by groups',
    'Groups are drawn again and again with replacement, since images of one patient are no independent cases.',
  ],
  ['inner part', 'A part of what is not held out, by which settings are chosen.'],
  [
    'near-duplicates',
    'Images that show the same picture, re-saved or cut by a little. Kept on one side of the split.',
  ],
];

export function glossarySection(): Section {
  const body = factList(words.map(([term, text]) => [term, text] as const));
  return { id: 'glossary', title: 'Words, in short', body };
}
