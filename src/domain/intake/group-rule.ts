// Which patient a file may be of, guessed from names: candidates with what they would come to. A person decides.
import { matchPattern, type PatternFault, parsePattern, stemOf } from './name-pattern';

/** How images without a known patient are grouped; the project's one rule. `files`: only by what the files themselves say. */
export type GroupRule =
  | { readonly by: 'files' }
  | { readonly by: 'folder'; readonly scope: RuleScope }
  | { readonly by: 'name'; readonly pattern: string; readonly scope: RuleScope };

/** `unknown`: images of which neither study nor a confirmed patient folder is known. `all`: all that name no patient. */
export type RuleScope = 'unknown' | 'all';

/** What a rule would come to. */
export interface GroupSplit {
  readonly groups: number;
  /** Images in the largest group. */
  readonly largest: number;
  /** Images that get a group. */
  readonly matched: number;
  readonly total: number;
  /** Some groups with the first of their files, in the order of the files. */
  readonly examples: readonly { readonly id: string; readonly names: readonly string[] }[];
}

export interface GroupCandidate extends GroupSplit {
  readonly rule: GroupRule;
}

/** An image the rule is for. `folder`: code of its parent folder; null where it had none. */
export interface NamedFile {
  readonly name: string;
  readonly folder: string | null;
  readonly labels: readonly string[];
}

const fewestFiles = 4;
const fewestMatched = 0.8;
const largestShare = 0.6;
const fewestPerGroup = 1.3;
const sameShare = 0.9;
const mostCandidates = 4;
const mostSampled = 2000;
const shownGroups = 4;
const shownNames = 2;

/** Words that number pictures rather than people, and those that number people. */
const ofPictures =
  /^(slice|sl|img|image|im|frame|fr|view|page|scan|z|t|tile|crop|patch|field|copy)[-_ ]?\d*$/;
const ofPeople =
  /^(p|pt|pat|patient|s|sub|subj|subject|id|pid|case|person|donor|study|animal|mouse)[-_ ]?\d+/;

/** Sizes and examples of a split; `codes[i]` is the group of file i or null. */
function splitOf(
  codes: readonly (string | null)[],
  files: readonly NamedFile[],
  shownId: (code: string) => string,
): GroupSplit {
  const groups = new Map<string, { size: number; names: string[] }>();
  codes.forEach((code, i) => {
    if (code === null) return;
    const group = groups.get(code) ?? { size: 0, names: [] };
    group.size += 1;
    if (group.names.length < shownNames) group.names.push(files[i]?.name ?? '');
    groups.set(code, group);
  });
  const sizes = Array.from(groups.values(), ({ size }) => size);
  return {
    groups: groups.size,
    largest: sizes.reduce((most, size) => Math.max(most, size), 0),
    matched: sizes.reduce((sum, size) => sum + size, 0),
    total: files.length,
    examples: Array.from(groups, ([code, { names }]) => ({ id: shownId(code), names })).slice(0, shownGroups),
  };
}

/** The group code of each file under a name pattern; a pattern with a fault gives none. */
export function codesByName(pattern: string, names: readonly string[]): (string | null)[] {
  const tokens = parsePattern(pattern);
  return names.map((name) => (typeof tokens === 'string' ? null : matchPattern(tokens, stemOf(name))));
}

/** What a person's own pattern would come to, or what is wrong with it. */
export function previewPattern(pattern: string, files: readonly NamedFile[]): GroupSplit | PatternFault {
  const tokens = parsePattern(pattern);
  if (typeof tokens === 'string') return tokens;
  const names = files.map(({ name }) => name);
  return splitOf(codesByName(pattern, names), files, (code) => code);
}

/** Patterns worth a try for these stems: a field between delimiters, the first fields together, a number after a word. */
function patternsFor(stems: readonly string[]): string[] {
  const found: string[] = [];
  for (const delimiter of ['_', '-', ' ', '.']) {
    const fields = stems.map((stem) => stem.split(delimiter).length);
    const fewest = Math.min(...fields);
    const most = Math.max(...fields);
    if (most < 2) continue;
    for (let field = 0; field < Math.min(fewest, 4); field++) {
      const before = `*${delimiter}`.repeat(field);
      const last = field === fewest - 1 && most === fewest;
      if (!last) found.push(`${before}{id}${delimiter}*`);
      else if (field > 0) found.push(`${before}{id}`);
    }
    if (fewest > 2) found.push(`{id}${delimiter}{id}${delimiter}*`);
  }
  // "P12a", "patient12slice3", "12b": no delimiter, the same letters before the number in all of them.
  const words = new Set(stems.map((stem) => /^\p{L}*/u.exec(stem)?.[0] ?? ''));
  if (words.size === 1) {
    const [word] = words;
    found.push(word === '' ? '{number}*' : '*{number}*');
  }
  return found;
}

/** True when the codes only say the class again (but for a few files put elsewhere), or say nothing. */
function saysTheClass(codes: readonly (string | null)[], files: readonly NamedFile[]): boolean {
  const byClass = new Map<string, Map<string, number>>();
  const all = new Set<string>();
  codes.forEach((code, i) => {
    if (code === null) return;
    all.add(code);
    const [label, ...others] = files[i]?.labels ?? [];
    // A picture in two classes says nothing about either.
    if (label === undefined || others.length > 0) return;
    const counts = byClass.get(label) ?? new Map<string, number>();
    byClass.set(label, counts.set(code, (counts.get(code) ?? 0) + 1));
  });
  if (byClass.size === 0) return all.size < 3 && ![...all].every((code) => /\d/.test(code));
  return [...byClass.values()].every((counts) => {
    const sizes = [...counts.values()];
    return Math.max(...sizes) >= sameShare * sizes.reduce((sum, size) => sum + size, 0);
  });
}

function isPlausible(split: GroupSplit): boolean {
  const { groups, matched, total, largest } = split;
  return (
    groups >= 2 &&
    matched >= fewestMatched * total &&
    matched >= fewestPerGroup * groups &&
    largest <= largestShare * matched
  );
}

/** How likely the codes are people: with digits, as many words before them say, not the number of a picture. */
function score(pattern: string, codes: readonly (string | null)[], split: GroupSplit): number {
  const known = codes.filter((code) => code !== null);
  const share = (test: (code: string) => boolean) => known.filter(test).length / Math.max(1, known.length);
  return (
    share((code) => /\d/.test(code)) +
    0.7 * share((code) => ofPeople.test(code)) -
    1.5 * share((code) => ofPictures.test(code)) +
    (split.groups >= 5 ? 0.4 : 0) -
    // A bare number that is not the first thing in the name counts pictures more often than people.
    (pattern.startsWith('*') && !pattern.includes('{number}')
      ? 0.9 * share((code) => /^\d+$/.test(code))
      : 0) -
    // Earlier fields are the coarser ones; a split that is too coarse is safer than one that cuts a person in two.
    0.1 * (pattern.match(/\*[^a-z0-9{}]/gi)?.length ?? 0) -
    0.3 * ((pattern.match(/\{/g)?.length ?? 1) - 1) -
    (split.largest > 0.4 * split.matched ? 0.3 : 0)
  );
}

/** At most some thousand of them, evenly over the whole. */
function sampleOf(files: readonly NamedFile[]): readonly NamedFile[] {
  const step = Math.ceil(files.length / mostSampled);
  return step <= 1 ? files : files.filter((_, i) => i % step === 0);
}

interface Scored {
  readonly candidate: GroupCandidate;
  readonly score: number;
}

function* byNames(files: readonly NamedFile[], scope: RuleScope): Generator<void, Scored[]> {
  const names = files.map(({ name }) => name);
  const sample = sampleOf(files);
  const stems = sample.map(({ name }) => stemOf(name));
  const seen = new Set<string>();
  const found: Scored[] = [];
  for (const pattern of patternsFor(stems)) {
    yield;
    const fewCodes = codesByName(
      pattern,
      sample.map(({ name }) => name),
    );
    // Cheap look at the sample first. Its groups are thinner than those of the whole, so that only coverage counts.
    if (fewCodes.filter((code) => code !== null).length < fewestMatched * sample.length) continue;
    const codes = sample === files ? fewCodes : codesByName(pattern, names);
    const split = splitOf(codes, files, (code) => code);
    if (!isPlausible(split) || saysTheClass(codes, files)) continue;
    // Two patterns that sort the files alike are one candidate.
    const first = new Map<string | null, number>();
    codes.forEach((code, i) => {
      if (!first.has(code)) first.set(code, i);
    });
    const alike = codes.map((code) => first.get(code)).join();
    if (seen.has(alike)) continue;
    seen.add(alike);
    found.push({
      candidate: { rule: { by: 'name', pattern, scope }, ...split },
      score: score(pattern, codes, split),
    });
  }
  return found;
}

/**
 * Ways to read a group (a patient) from names, likeliest first, at most 4; [] when nothing is plausible: too few files,
 * one group, nearly every file a group of its own, one group with most files, or groups that are the classes again.
 * In steps, so that whoever runs it can breathe between them.
 * @param folderName what a folder's code is called on the screen.
 */
export function* groupSearch(
  files: readonly NamedFile[],
  folderName: (code: string) => string = (code) => code,
  scope: RuleScope = 'unknown',
): Generator<void, GroupCandidate[]> {
  if (files.length < fewestFiles) return [];
  const scored = yield* byNames(files, scope);
  yield;
  const folders = files.map(({ folder }) => folder);
  const split = splitOf(folders, files, folderName);
  if (isPlausible(split) && !saysTheClass(folders, files)) {
    scored.push({ candidate: { rule: { by: 'folder', scope }, ...split }, score: 1 });
  }
  return scored
    .filter(({ score: points }) => points >= 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, mostCandidates)
    .map(({ candidate }) => candidate);
}

/** `groupSearch` in one go. */
export function groupCandidates(...search: Parameters<typeof groupSearch>): GroupCandidate[] {
  const steps = groupSearch(...search);
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}
