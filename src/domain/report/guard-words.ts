// Warnings, probes and cheats in sentences, the same on the screen and in the report.

import type { Approach } from '../evaluate/cases';
import type { Cheat } from '../evaluate/guards/cheat';
import type { Probe } from '../evaluate/guards/probe-features';
import type { ProbeVerdict } from '../evaluate/guards/probe-verdict';
import type { SubgroupGap } from '../evaluate/guards/subgroups';
import {
  fewestGroupsOfClass,
  fewestImagesOfClass,
  fewestPositiveGroups,
  type OriginTrait,
  type Sides,
  type TraitGap,
  type Warning,
} from '../evaluate/guards/warning';
import type { Estimate } from '../evaluate/summary';
import type { ClassId } from '../types';
import { approachName, capitalised } from './approach-words';
import { amountText, countText, figureText, rangeText } from './figure-text';
import type { Noun, ReportGuard } from './report-facts';
import { pointsOf } from './verdict-words';

/** How classes and groups are called. */
export interface GuardNames {
  readonly classOf: (id: ClassId) => string;
  readonly rowNoun: Noun;
  readonly groupNoun: Noun;
}

const traitNames: Readonly<Record<OriginTrait, string>> = {
  format: 'file format',
  side: 'image size in px',
  aspect: 'width to height',
  colour: 'colour',
  modality: 'modality',
  'body-part': 'body part',
  photometric: 'photometric interpretation',
  'transfer-syntax': 'compression (transfer syntax)',
  bits: 'bits stored',
  windowing: 'rendering of greys',
  window: 'window width of the file',
};

const wholePercent = (share: number) => `${Math.round(share * 100)} %`;

/** "file format (Red png 100 %, Blue jpeg 90 %; Cramer's V 0.940)". */
function gapWords({ trait, classes, strength }: TraitGap, { classOf }: GuardNames): string {
  const told = classes.map(
    ({ classId, which, share }) => `${classOf(classId)} ${which} ${wholePercent(share)}`,
  );
  return `${traitNames[trait]} (${told.join(', ')}; Cramer's V ${figureText(strength)})`;
}

const sidesWords: Readonly<Record<Sides, string>> = {
  split: "on both sides of the folders' own split",
  external: 'both in the external test set and outside it',
};

/** A warning as a title and what it means. */
export function warningWords(warning: Warning, names: GuardNames): ReportGuard {
  const { classOf, rowNoun, groupNoun } = names;
  switch (warning.code) {
    case 'tiny-class': {
      const { classId, images, groups } = warning.facts;
      return {
        title: 'Small class',
        sentence: `${classOf(classId)} has ${countText(images, rowNoun)} of ${countText(groups, groupNoun)}: too small to be judged (under ${fewestGroupsOfClass} ${groupNoun.many} or ${fewestImagesOfClass} ${rowNoun.many}).`,
      };
    }
    case 'few-positive-groups': {
      const { classId, groups } = warning.facts;
      return {
        title: 'Few with the positive class',
        sentence: `${classOf(classId)} has ${countText(groups, groupNoun)}: with fewer than ${fewestPositiveGroups} the interval of its sensitivity is wide.`,
      };
    }
    case 'imbalance': {
      const { largest, smallest, ratio } = warning.facts;
      return {
        title: 'Lopsided classes',
        sentence: `${classOf(largest)} has ${amountText(ratio)} times the ${rowNoun.many} of ${classOf(smallest)}: plain accuracy flatters the larger class, balanced accuracy does not.`,
      };
    }
    case 'groups-unknown': {
      const { without, images } = warning.facts;
      return {
        title: `${capitalised(groupNoun.many)} unknown`,
        sentence: `${amountText(without)} of ${countText(images, rowNoun)} have no known ${groupNoun.one}: each counts as one of its own. Where one ${groupNoun.one} has several, the figures are too good.`,
      };
    }
    case 'one-answer': {
      const { approach, classId, said, having } = warning.facts;
      return {
        title: 'One and the same answer',
        sentence: `${capitalised(approachName(approach))} says ${classOf(classId)} of ${wholePercent(said)} of what was held out; ${wholePercent(having)} have it. It tells next to nothing apart.`,
      };
    }
    case 'copies-across-groups':
      return {
        title: `Copies across ${groupNoun.many}`,
        sentence: `${countText(warning.facts.pairs, { one: 'pair', many: 'pairs' })} of ${rowNoun.many} look nearly the same, but are not of one known ${groupNoun.one}. What hangs together by copies is joined and never parted.`,
      };
    case 'copies-across-parts': {
      const { pairs, sides } = warning.facts;
      return {
        title: 'Leak: copies',
        sentence: `${countText(pairs, { one: 'pair', many: 'pairs' })} of nearly the same picture stand ${sidesWords[sides]}: what is tested was there to learn from. The figures are too good.`,
      };
    }
    case 'groups-across-parts': {
      const { groups, sides } = warning.facts;
      const verb = groups === 1 ? 'has' : 'have';
      return {
        title: `Leak: ${groupNoun.many}`,
        sentence: `${countText(groups, groupNoun)} ${verb} images ${sidesWords[sides]}. The figures are too good.`,
      };
    }
    case 'window-differs': {
      const { gap, inUse } = warning.facts;
      const lesson = inUse
        ? 'a classifier would learn the window'
        : 'the pictures do not show it, but the files come from different protocols';
      return {
        title: 'Windows differ by class',
        sentence: `What goes with the class: ${gapWords(gap, names)}. ${capitalised(lesson)}.`,
      };
    }
    case 'origin-differs': {
      const { gaps } = warning.facts;
      return {
        title: 'Sources differ by class',
        sentence: `What goes with the class: ${gaps.map((gap) => gapWords(gap, names)).join('; ')}. A classifier could go by the source of an image alone.`,
      };
    }
  }
}

const probeNames: Readonly<Record<Probe, string>> = {
  size: 'Image size and file format',
  tags: 'DICOM headers',
  thumbnail: 'Tiny pictures of 16 x 16 greys',
};

const probeLessons: Readonly<Record<Probe, string>> = {
  size: 'The images may be sorted by how they were saved.',
  tags: 'The classes may come from different machines or protocols.',
  thumbnail:
    'Background, frame or brightness may give the class away; so may the large shape of things, which can be a true sign.',
};

export interface ProbeFacts {
  readonly probe: Probe;
  readonly figure: Estimate;
  readonly verdict: ProbeVerdict;
  readonly unread: number;
  readonly chance: number;
  readonly embedding: { readonly approach: Approach; readonly figure: Estimate } | null;
}

/** What a probe found, held against the embedding and against guessing. */
export function probeWords({ probe, figure, verdict, unread, chance, embedding }: ProbeFacts): ReportGuard {
  const title = `${probeNames[probe]} alone`;
  const range = rangeText(figure);
  const own = `${figureText(figure.value ?? 0)}${range === null ? '' : ` (95 % interval ${range})`}`;
  const best = embedding?.figure.value ?? null;
  const other = best === null ? '' : `; the embedding gets ${figureText(best)}`;
  const against = `balanced accuracy ${own}${other}, guessing ${figureText(chance)}`;
  const left = unread > 0 ? ` ${amountText(unread)} pictures could not be read.` : '';
  const figureWords = figure.value === null ? {} : { figure: own };
  switch (verdict) {
    case 'alarm':
      return {
        title,
        sentence: `${probeNames[probe]} alone tell the classes apart: ${against}. ${probeLessons[probe]}${left}`,
        ...figureWords,
      };
    case 'above-chance':
      return {
        title,
        sentence: `${probeNames[probe]} alone do better than guessing, but less well than the embedding: ${against}.${left}`,
        ...figureWords,
      };
    case 'silent':
      return {
        title,
        sentence: `${probeNames[probe]} alone do not do better than guessing, as far as this set shows: ${against}.${left}`,
        ...figureWords,
      };
    case 'unclear':
      return { title, sentence: `${probeNames[probe]} alone: too few to say.${left}`, ...figureWords };
  }
}

/** A probe that had nothing to go by. */
export function withoutWords(probe: Probe): ReportGuard {
  const title = `${probeNames[probe]} alone`;
  return { title, sentence: 'Nothing to go by: there are none, or they are the same for all images.' };
}

const cheatNames: Readonly<Record<Cheat, (groupNoun: Noun) => string>> = {
  'on-test': () => 'chosen on the test images',
  'no-groups': ({ many }) => `${many} on both sides`,
  both: () => 'both mistakes',
};

export interface CheatFacts {
  readonly approach: Approach;
  readonly honest: Estimate;
  readonly cheated: readonly { readonly cheat: Cheat; readonly balancedAccuracy: number | null }[];
}

/** Percentage points by which a mistake flatters; null where it cannot be told. */
export function flatteringPoints({ honest }: CheatFacts, balancedAccuracy: number | null): string | null {
  if (honest.value === null || balancedAccuracy === null) return null;
  const gap = balancedAccuracy - honest.value;
  // Two sums of the same rights in another order are the same figure.
  if (Math.abs(gap) < 1e-9) return '0';
  const [points = ''] = pointsOf([gap]);
  return gap > 0 ? `+${points}` : points;
}

/** "The MLP adapter: 0.710 honestly (95 % interval ...); patients on both sides: +18 points; both mistakes: +21 points." */
export function cheatWords(facts: CheatFacts, groupNoun: Noun): ReportGuard {
  const { approach, honest, cheated } = facts;
  const range = rangeText(honest);
  const told = cheated.flatMap(({ cheat, balancedAccuracy }) => {
    const points = flatteringPoints(facts, balancedAccuracy);
    return points === null ? [] : [`${cheatNames[cheat](groupNoun)}: ${points} points`];
  });
  const start = `${capitalised(approachName(approach))}: ${honest.value === null ? 'too few to say' : figureText(honest.value)} judged honestly`;
  return {
    title: 'What the usual mistakes would add',
    sentence: `${start}${range === null ? '' : ` (95 % interval ${range})`}; ${told.join('; ')}.`,
  };
}

/** The largest gap between two subgroups of a column, and what to make of it. */
export function subgroupWords(
  column: string,
  { better, worse, difference, pairs }: SubgroupGap,
): ReportGuard {
  const { value, low, high } = difference;
  const bounded = low !== null && high !== null;
  const [by = '0', from = '', to = ''] = pointsOf(bounded ? [value ?? 0, low, high] : [value ?? 0]);
  const range = bounded ? ` (95 % interval ${from} to ${to})` : ' (no interval: too few)';
  const picked = pairs > 1 ? ` It is the largest of ${pairs} gaps, and was picked for that.` : '';
  const shown = bounded && low > 0 ? '' : ' Not shown to be more than chance.';
  return {
    title: `Subgroups: ${column}`,
    sentence: `The largest gap in balanced accuracy is ${by} points${range}: ${better} against ${worse}.${picked}${shown}`,
  };
}
