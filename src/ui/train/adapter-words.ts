// What a kept adapter is and was trained on, in the few words a table has room for.
import type { KeptAdapter } from '../../domain/predict/adapter-set';
import type { AdapterSpec } from '../../domain/predict/adapter-types';
import type { Noun } from '../../domain/report/report-facts';
import { presetNames } from '../../state/adapters';
import { rowNounAt } from '../../state/group-noun';
import { count, countOf, ratio, seconds } from '../format';

/** Kind of network, task, and the settings that are not nought: "Linear, one answer an image, seed 1". */
export function shapeWords({
  preset,
  task,
  classWeights,
  labelSmoothing,
  dropout,
  seed,
}: AdapterSpec): string {
  const parts = [
    presetNames[preset],
    task === 'multi' ? 'yes or no for each label' : 'one answer an image',
    ...(classWeights === 'balanced' ? ['small classes weighed up'] : []),
    ...(labelSmoothing ? [`smoothing ${labelSmoothing}`] : []),
    ...(dropout && preset !== 'linear' ? [`dropout ${dropout}`] : []),
    `seed ${seed}`,
  ];
  return parts.join(', ');
}

export interface AdapterFigures {
  readonly trainedOn: string;
  readonly validation: string;
  readonly epochs: string;
  readonly time: string;
}

function ofGroups(groups: number | null, noun: Noun): string {
  return groups === null ? `, ${noun.many} unknown` : ` of ${countOf(groups, noun)}`;
}

/** The cells of one adapter's row; each figure with its n. `noun`: what groups are called. */
export function figuresOf(
  { adapter, trainedOn, validation, level = 'image' }: KeptAdapter,
  noun: Noun,
): AdapterFigures {
  const accuracy = validation?.validationBalancedAccuracy ?? null;
  return {
    trainedOn:
      countOf(trainedOn.images, rowNounAt(level, noun)) +
      (level === 'image' ? ofGroups(trainedOn.groups, noun) : ''),
    validation:
      validation === null || accuracy === null ? 'none' : `${ratio(accuracy)} on ${validation.images}`,
    epochs: `${adapter.bestEpoch} of ${adapter.curve.length}`,
    time: seconds(adapter.elapsedMs),
  };
}

/** How much the weights of all of them take: "3 adapters, 4.1 MB". */
export function sizeWords(set: readonly KeptAdapter[]): string {
  let bytes = 0;
  for (const { adapter } of set) for (const { data } of adapter.parameters) bytes += data.byteLength;
  return `${count(set.length, 'adapter')}, ${(bytes / 1e6).toFixed(1)} MB`;
}
