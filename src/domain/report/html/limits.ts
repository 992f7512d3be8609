// The limits of an evaluation, said from its own facts.
import { fewestGroupsOfClass } from '../../evaluate/guards/warning';
import { countText, percentText } from '../figure-text';
import { heldOut, type Report } from '../report-facts';
import { type Section, sentenceList } from './blocks';
import { html, joined, type Part } from './markup';
import { approachTitle, className } from './report-names';

/** A sentence for each limit that holds, the gravest first. */
export function limitsOf(report: Report): readonly Part[] {
  const { summary, split, flow, rowNoun, groupNoun, leftOut } = report;
  const limits: Part[] = [];
  const told = (when: boolean, sentence: Part) => {
    if (when) limits.push(sentence);
  };
  told(
    summary.groups === null,
    `The ${groupNoun.many} are unknown. Where several ${rowNoun.many} are of one, they may stand on both sides of the split: the figures flatter and the intervals are too narrow.`,
  );
  const crossing = split.groupsAcrossParts + (flow.nearDuplicates?.acrossParts ?? 0);
  told(
    crossing > 0,
    `The split is not clean: there are ${groupNoun.many} or near-duplicates on both sides of it, and the figures may flatter.`,
  );
  const small = summary.classes.filter(({ groups }) => groups < fewestGroupsOfClass);
  const counted = summary.groups === null ? rowNoun : groupNoun;
  told(
    small.length > 0,
    html`Too small to lean on: fewer than ${fewestGroupsOfClass} ${counted.many} of ${joined(
      small.map(({ classId, groups }) => html`${className(report, classId)} (${groups})`),
    )}. Intervals are wide then, and may still be too narrow.`,
  );
  const { groups } = heldOut(summary);
  told(
    groups !== null && groups < fewestGroupsOfClass,
    `Judged on ${countText(groups ?? 0, groupNoun)} only: other ${groupNoun.many} could turn the order of the approaches round.`,
  );
  told(
    summary.kind === 'folds',
    `Intervals of the cross-validation are approximate: the folds share ${rowNoun.many} they learnt from, and pooling them ignores that.`,
  );
  told(
    summary.kind !== 'external',
    'Nothing from elsewhere was judged: other places, devices and people may give other figures.',
  );
  const judged = split.externalJudged ?? 0;
  told(
    judged > 1,
    `The external test set was judged ${judged} times. Each look at it makes it less of a test.`,
  );
  told(
    summary.approaches.length > 2,
    `${summary.approaches.length} approaches were compared on the same ${rowNoun.many}; the best of them is flattered by having been picked.`,
  );
  for (const { approach, reason } of leftOut)
    limits.push(html`${approachTitle(report, approach)} is not in the comparison: ${reason}`);
  told(flow.nearDuplicates === null, 'Near-duplicates were not looked for: copies may stand on both sides.');
  told(flow.files === null, 'How many files were refused is not known any more.');
  limits.push(
    `PPV and NPV at the operating points hold for a prevalence of ${percentText(summary.prevalence)} only.`,
    'The labels are taken as right, whoever gave them; the reference standard is for the authors to describe.',
    'What images the encoder was trained on is told in its model card, where it has one; it may have seen images like these.',
    'The maps of the tool (UMAP, PCA) are for looking only: distances between clusters on a map are not quantitative, and no figure here was taken from one.',
  );
  return limits;
}

export function limitsSection(report: Report): Section {
  return { id: 'limits', title: 'Limits', body: sentenceList(limitsOf(report)) };
}
