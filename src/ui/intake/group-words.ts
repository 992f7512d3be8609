// The words of the question about patients: what a rule would come to, and what is wrong with a pattern.
import type { GroupCandidate, GroupRule, GroupSplit } from '../../domain/intake/group-rule';
import type { PatternFault } from '../../domain/intake/name-pattern';
import { count } from '../format';

/** "40 patients with 3 images each: P001, P002, P003, P004 …" */
export function splitSentence({ groups, largest, matched, examples }: GroupSplit): string {
  const sizes =
    largest * groups === matched
      ? `with ${count(largest, 'image')} each`
      : `with ${Math.floor(matched / Math.max(1, groups))} images on average, at most ${largest}`;
  const some = examples.map(({ id }) => id).join(', ');
  return `${count(groups, 'patient')} ${sizes}: ${some}${groups > examples.length ? ' …' : ''}`;
}

/** "These names look like …" or "These folders look like …" for the likeliest candidate. */
export function askSentence(candidate: GroupCandidate): string {
  const from = candidate.rule.by === 'folder' ? 'These folders look like' : 'These names look like';
  const split = splitSentence(candidate);
  return `${from} ${split}${split.endsWith('…') ? '' : '.'} Use this?`;
}

/** "9 of 81 images do not fit and stay as they are."; null when all fit. */
export function leftSentence({ matched, total }: GroupSplit): string | null {
  const left = total - matched;
  if (left === 0) return null;
  return `${left.toLocaleString('en-US')} of ${count(total, 'image')} ${left === 1 ? 'does' : 'do'} not fit and ${left === 1 ? 'stays' : 'stay'} as ${left === 1 ? 'it is' : 'they are'}.`;
}

export const faultWords: Readonly<Record<PatternFault, string>> = {
  empty: 'Write {id} where the patient stands in the name, and * for the rest: {id}_*',
  'no-id': 'The pattern needs {id} or {number} where the patient stands.',
  'too-long': 'The pattern is too long.',
  'too-many-tokens': 'The pattern has too many parts.',
};

/** How a rule is called in a list of them. */
export function ruleName(rule: GroupRule): string {
  if (rule.by === 'folder') return 'By the folder they lie in';
  return rule.by === 'name' ? `By name: ${rule.pattern}` : 'Only by what the files say';
}

/** Equal for equal rules. */
export function ruleKey(rule: GroupRule): string {
  return rule.by === 'name' ? `name ${rule.pattern}` : rule.by;
}
