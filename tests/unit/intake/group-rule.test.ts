// Groups guessed from names: the usual ways of naming are found, the others are not, and no pattern can hold the page up.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { groupCandidates, type NamedFile, previewPattern } from '../../../src/domain/intake/group-rule';
import { matchPattern, parsePattern, stemOf } from '../../../src/domain/intake/name-pattern';

const file = (name: string, labels: string[] = [], folder: string | null = null): NamedFile => ({
  name,
  folder,
  labels,
});

/** `people` x `each` names. */
function names(people: number, each: number, make: (person: number, image: number) => string): NamedFile[] {
  return Array.from({ length: people * each }, (_, i) =>
    file(make(Math.floor(i / each) + 1, (i % each) + 1)),
  );
}

const two = (n: number) => String(n).padStart(2, '0');
const three = (n: number) => String(n).padStart(3, '0');

describe('candidates', () => {
  test.each<[string, (p: number, i: number) => string, string, string]>([
    ['patient12_3.png', (p, i) => `patient${p}_${i}.png`, '{id}_*', 'patient1'],
    ['P001-L.png', (p, i) => `P${three(p)}-${'LRAB'[i - 1]}.png`, '{id}-*', 'p001'],
    ['subj-03_slice12', (p, i) => `subj-${two(p)}_slice${i}.dcm`, '{id}_*', 'subj-01'],
    ['slice12_p03', (p, i) => `slice${i}_p${two(p)}.png`, '*_{id}', 'p01'],
    ['img_p12_s3', (p, i) => `img_p${p}_s${i}.png`, '*_{id}_*', 'p1'],
    ['P12a', (p, i) => `P${p}${'abc'[i - 1]}.jpg`, '*{number}*', '1'],
    ['12a', (p, i) => `${p}${'abc'[i - 1]}.jpg`, '{number}*', '1'],
    ['P 7 left', (p, i) => `P${p} view${i}.tif`, '{id} *', 'p1'],
  ])('%s', (_, make, pattern, firstId) => {
    const [best] = groupCandidates(names(40, 3, make));
    expect(best).toMatchObject({
      rule: { by: 'name', pattern },
      groups: 40,
      largest: 3,
      matched: 120,
      total: 120,
    });
    expect(best?.examples[0]?.id).toBe(firstId);
    expect(best?.examples[0]?.names).toHaveLength(2);
  });

  test.each<[string, NamedFile[]]>([
    ['numbered files', names(40, 3, (p, i) => `img-${three(p * 3 + i)}.png`)],
    ['one patient', names(1, 60, (_, i) => `p01_${i}.png`)],
    ['all names alike in nothing', names(40, 3, (p, i) => `${(p * 7919 + i * 104729).toString(36)}.png`)],
    ['too few', names(2, 1, (p, i) => `p${p}_${i}.png`)],
    ['no files', []],
    [
      'names that say the class again',
      Array.from({ length: 40 }, (_, i) => file(`${i % 2 ? 'red' : 'blue'}-${i}.png`, [i % 2 ? 'a' : 'b'])),
    ],
    [
      'names of the classes with one file put elsewhere',
      Array.from({ length: 40 }, (_, i) =>
        file(`${i % 2 ? 'red' : 'blue'}-${i}.png`, i === 0 ? ['a', 'b'] : i === 2 || i % 2 ? ['a'] : ['b']),
      ),
    ],
    ['views of many people', names(1, 60, (_, i) => `${'abcdefghijkl'[i % 12]}x${i}_${i % 3}.png`)],
    [
      'class folders',
      Array.from({ length: 40 }, (_, i) => file(`${i}.png`, [i % 2 ? 'a' : 'b'], i % 2 ? 'fa' : 'fb')),
    ],
  ])('none for %s', (_, files) => {
    expect(groupCandidates(files)).toEqual([]);
  });

  test('the parent folder, under the name it has on the screen', () => {
    const files = Array.from({ length: 30 }, (_, i) =>
      file(`${i}.png`, [i % 3 ? 'a' : 'b'], `f${Math.floor(i / 5)}`),
    );
    const [best] = groupCandidates(files, (code) => `Folder ${code}`);
    expect(best).toMatchObject({ rule: { by: 'folder' }, groups: 6, largest: 5 });
    expect(best?.examples[0]?.id).toBe('Folder f0');
  });

  test('some files that do not fit leave the rule standing, and are told', () => {
    const files = [...names(20, 4, (p, i) => `P${three(p)}_${i}.png`), file('readme-scan.png')];
    expect(groupCandidates(files)[0]).toMatchObject({ groups: 20, matched: 80, total: 81 });
  });

  test('10,000 names are looked through without much work', () => {
    const files = names(2500, 4, (p, i) => `site${p % 7}_P${three(p)}-L_view_${i}.png`);
    const began = process.cpuUsage();
    const found = groupCandidates(files);
    // Processor time, since a busy machine stretches the other; some 0.6 s, and minutes for a bad matcher.
    expect(process.cpuUsage(began).user / 1e6).toBeLessThan(6);
    expect(found.length).toBeGreaterThan(0);
  });
});

describe('own patterns', () => {
  const match = (pattern: string, name: string) => {
    const tokens = parsePattern(pattern);
    return typeof tokens === 'string' ? tokens : matchPattern(tokens, stemOf(name));
  };

  test.each<[string, string, string | null]>([
    ['{id}_*', 'P01_left_2.png', 'p01'],
    ['{id}_#', 'P01_left_2.png', 'p01_left'],
    ['{id}-{id}_*', 'siteA-P01_2.png', 'sitea/p01'],
    ['scan {number}*', 'Scan 012b.tif', '012'],
    ['*{number}*', 'abc12def34.png', '12'],
    ['{number}#', '1234.png', null],
    ['{id}_*', 'nothing.png', null],
    ['{ID}.*', 'a.b.png', 'a'],
    ['É{id}_*', 'E\u0301lan_1.png', 'lan'],
    ['{id}_*', '_1.png', null],
    ['{id}_*', '.png', null],
  ])('%s on %s', (pattern, name, id) => {
    expect(match(pattern, name)).toBe(id);
  });

  test('faults are named', () => {
    expect(parsePattern('  ')).toBe('empty');
    expect(parsePattern('img_*')).toBe('no-id');
    expect(parsePattern(`{id}${'x'.repeat(90)}`)).toBe('too-long');
    expect(parsePattern('*a'.repeat(12).concat('{id}'))).toBe('too-many-tokens');
    expect(previewPattern('img', [])).toBe('no-id');
  });

  test('the preview counts what fits', () => {
    const files = names(3, 4, (p, i) => `mouse ${p} day ${i}.png`);
    expect(previewPattern('mouse {number} day *', files)).toMatchObject({
      groups: 3,
      largest: 4,
      matched: 12,
    });
    expect(previewPattern('rat {number}', files)).toMatchObject({ groups: 0, matched: 0, total: 12 });
  });

  test('no pattern takes long on any name', () => {
    const worst = parsePattern('*a*a*a*a*a*a*{id}b');
    if (typeof worst === 'string') throw new Error(worst);
    const began = process.cpuUsage();
    for (let i = 0; i < 50; i++) expect(matchPattern(worst, 'a'.repeat(255))).toBeNull();
    expect(process.cpuUsage(began).user / 1e6).toBeLessThan(6);
  });

  test('a match is a part of the name, and the same for the same name', () => {
    const piece = fc.constantFrom('{id}', '{number}', '*', '#', '_', '-', 'p', '1');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), fc.string({ maxLength: 40 }), (parts, name) => {
        const tokens = parsePattern(parts.join(''));
        if (typeof tokens === 'string') return;
        const stem = stemOf(name);
        const id = matchPattern(tokens, stem);
        if (id === null) return;
        expect(id.length).toBeGreaterThan(0);
        if (parts.filter((part) => part.startsWith('{')).length === 1) expect(stem).toContain(id);
        expect(matchPattern(tokens, stem)).toBe(id);
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});
