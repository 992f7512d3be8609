// Findings of the guards in sentences: each code has one, with its figures, and none says what we never say.
import { describe, expect, test } from 'vitest';
import { probes } from '../../../src/domain/evaluate/guards/probe-features';
import type { ProbeVerdict } from '../../../src/domain/evaluate/guards/probe-verdict';
import type { Warning, WarningCode } from '../../../src/domain/evaluate/guards/warning';
import type { Estimate } from '../../../src/domain/evaluate/summary';
import {
  cheatWords,
  flatteringPoints,
  probeWords,
  subgroupWords,
  warningWords,
  withoutWords,
} from '../../../src/domain/report/guard-words';

const names = {
  classOf: (id: string) => (id === 'r' ? 'Red' : 'Blue'),
  rowNoun: { one: 'image', many: 'images' },
  groupNoun: { one: 'patient', many: 'patients' },
};

const gap = {
  trait: 'window',
  strength: 0.954,
  classes: [
    { classId: 'r', which: '400', share: 1 },
    { classId: 'b', which: '1500', share: 0.9 },
  ],
} as const;

/** One of each code: a new code does not compile before it stands here. */
const facts: { readonly [Code in WarningCode]: Extract<Warning, { code: Code }>['facts'] } = {
  'tiny-class': { classId: 'r', images: 12, groups: 1 },
  'few-positive-groups': { classId: 'b', groups: 25 },
  imbalance: { largest: 'r', smallest: 'b', ratio: 12.5 },
  'groups-unknown': { without: 4, images: 1200 },
  'one-answer': { approach: 'linear', classId: 'r', said: 0.98, having: 0.5 },
  'copies-across-groups': { pairs: 1, groups: 2 },
  'copies-across-parts': { pairs: 3, sides: 'external' },
  'groups-across-parts': { groups: 1, sides: 'split' },
  'window-differs': { gap, inUse: true },
  'origin-differs': { gaps: [{ ...gap, trait: 'format' }] },
};
const all = Object.entries(facts).map(([code, own]) => ({ code, facts: own, ids: [] }) as unknown as Warning);
const told = (value: number | null, low: number | null, high: number | null): Estimate => ({
  value,
  low,
  high,
  method: low === null ? 'none' : 'folds',
});
const verdicts: readonly ProbeVerdict[] = ['alarm', 'above-chance', 'silent', 'unclear'];
const probeFacts = { figure: told(0.931, 0.88, 0.97), unread: 0, chance: 0.5 };
const embedding = { approach: 'mlp', figure: told(0.95, 0.9, 0.98) } as const;

describe('sentences', () => {
  test('of warnings bear their figures and names', () => {
    const sentence = (code: WarningCode) =>
      warningWords(all.find((one) => one.code === code)!, names).sentence;
    expect(sentence('tiny-class')).toMatch(/^Red has 12 images of 1 patient: too small/);
    expect(sentence('imbalance')).toMatch(/^Red has 12.5 times the images of Blue/);
    expect(sentence('groups-unknown')).toMatch(/^4 of 1,200 images have no known patient/);
    expect(sentence('one-answer')).toMatch(/^The linear adapter says Red of 98 % .* 50 % have it/);
    expect(sentence('copies-across-parts')).toContain('both in the external test set and outside it');
    expect(sentence('groups-across-parts')).toMatch(/^1 patient has images on both sides/);
    expect(sentence('window-differs')).toContain("(Red 400 100 %, Blue 1500 90 %; Cramer's V 0.954)");
  });

  test('a window that is not in use is told so', () => {
    const [used, idle] = [true, false].map(
      (inUse) => warningWords({ code: 'window-differs', facts: { gap, inUse }, ids: [] }, names).sentence,
    );
    expect(used).toContain('would learn the window');
    expect(idle).not.toContain('would learn the window');
  });

  test('of a probe hold it against the embedding and against guessing', () => {
    const { sentence, figure } = probeWords({ ...probeFacts, probe: 'size', verdict: 'alarm', embedding });
    expect(sentence).toBe(
      'Image size and file format alone tell the classes apart: balanced accuracy 0.931 (95 % interval 0.880 to 0.970); the embedding gets 0.950, guessing 0.500. The images may be sorted by how they were saved.',
    );
    expect(figure).toBe('0.931 (95 % interval 0.880 to 0.970)');
    const unclear = probeWords({
      ...probeFacts,
      figure: told(null, null, null),
      probe: 'tags',
      verdict: 'unclear',
      embedding,
    });
    expect(unclear).toEqual({
      title: 'DICOM headers alone',
      sentence: 'DICOM headers alone: too few to say.',
    });
  });

  test('of the cheat give points, more with a plus', () => {
    const row = {
      approach: 'mlp',
      honest: told(0.71, 0.62, 0.79),
      cheated: [
        { cheat: 'on-test', balancedAccuracy: 0.73 },
        { cheat: 'no-groups', balancedAccuracy: 0.89 },
        { cheat: 'both', balancedAccuracy: null },
      ],
    } as const;
    expect(cheatWords(row, { one: 'patient', many: 'patients' }).sentence).toBe(
      'The MLP adapter: 0.710 judged honestly (95 % interval 0.620 to 0.790); chosen on the test images: +2 points; patients on both sides: +18 points.',
    );
    expect(flatteringPoints(row, 0.7)).toBe('-1');
    expect(flatteringPoints({ ...row, honest: told(null, null, null) }, 0.7)).toBeNull();
  });

  test('of subgroups say when nothing is shown', () => {
    const own = { better: 'CT', worse: 'MR', difference: told(0.12, 0.03, 0.21), pairs: 3 };
    expect(subgroupWords('Modality', own).sentence).toBe(
      'The largest gap in balanced accuracy is 12 points (95 % interval 3 to 21): CT against MR. It is the largest of 3 gaps, and was picked for that.',
    );
    const chance = subgroupWords('Modality', { ...own, difference: told(0.12, -0.03, 0.27), pairs: 1 });
    expect(chance.sentence).toMatch(/CT against MR\. Not shown to be more than chance\.$/);
  });

  test('none is empty, and none says what we never say', () => {
    const every = [
      ...all.map((warning) => warningWords(warning, names)),
      ...probes.flatMap((probe) =>
        verdicts.map((verdict) => probeWords({ ...probeFacts, probe, verdict, embedding })),
      ),
      ...probes.map(withoutWords),
    ];
    for (const { title, sentence } of every) {
      expect(title.length).toBeGreaterThan(3);
      expect(sentence).toMatch(/^[A-Z0-9].*\.$/);
      expect(`${title} ${sentence}`).not.toMatch(/diagnos|confidence|anonymi|clinical|undefined|NaN|null/i);
    }
  });
});
