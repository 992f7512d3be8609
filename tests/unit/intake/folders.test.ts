import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignFiles, planFolders } from '../../../src/domain/intake/folders';

describe('planFolders', () => {
  it('reads root/class/file as classes', () => {
    const plan = planFolders(['r/cat/1.png', 'r/cat/2.png', 'r/dog/1.png', 'r/readme.txt']);
    expect(plan).toEqual({
      layout: 'class',
      layouts: ['flat', 'class'],
      classes: [
        { name: 'cat', count: 2 },
        { name: 'dog', count: 1 },
      ],
      total: 4,
      junk: 0,
    });
  });

  it('reads several dropped folders as classes', () => {
    expect(planFolders(['cat/1.png', 'dog/1.png']).classes.map((row) => row.name)).toEqual(['cat', 'dog']);
  });

  it('reads a folder of files, and files alone, as flat', () => {
    expect(planFolders(['r/1.png', 'r/2.png']).layouts).toEqual(['flat']);
    expect(planFolders(['1.png', '2.png']).layout).toBe('flat');
    expect(planFolders([])).toEqual({ layout: 'flat', layouts: ['flat'], classes: [], total: 0, junk: 0 });
  });

  it('suggests class and patient, and assigns both', () => {
    const paths = ['r/cat/p1/1.dcm', 'r/cat/p2/1.dcm', 'r/dog/p1/1.dcm', 'r/dog/loose.dcm'];
    expect(planFolders(paths).layout).toBe('class-patient');
    expect(planFolders(paths, 'class').layout).toBe('class');
    expect(assignFiles(paths, 'class-patient').map(({ className, group }) => [className, group])).toEqual([
      ['cat', 'p1'],
      ['cat', 'p2'],
      ['dog', 'p1'],
      ['dog', null],
    ]);
  });

  it('knows train, val and test folders, but only when all top folders are such', () => {
    const paths = ['r/Train/cat/1.png', 'r/test/cat/1.png', 'r/validation/dog/1.png'];
    expect(planFolders(paths)).toMatchObject({ layout: 'split-class', parts: { train: 1, val: 1, test: 1 } });
    expect(planFolders(paths, 'class').parts).toBeUndefined();
    expect(assignFiles(paths, 'split-class').map(({ split }) => split)).toEqual(['train', 'test', 'val']);
    expect(planFolders(['r/test/a/1.png', 'r/cat/a/1.png']).layouts).not.toContain('split-class');
  });

  it('leaves clutter aside and counts it', () => {
    const junk = [
      'r/.DS_Store',
      'r/cat/Thumbs.db',
      '__MACOSX/r/cat/._1.png',
      'r/.git/x.png',
      'r/cat/desktop.ini',
    ];
    const plan = planFolders([...junk, 'r/cat/1.png', 'r/dog/1.png']);
    expect(plan).toMatchObject({ junk: 5, total: 2, layout: 'class' });
    expect(assignFiles(junk, 'class').every((file) => file.junk)).toBe(true);
  });

  it('treats names as text, whatever they are', () => {
    const names = [
      '__proto__',
      'constructor',
      '=cmd()',
      '<img onerror=x>',
      '🩸 cells',
      '\u202eabc',
      'x'.repeat(300),
    ];
    const plan = planFolders(names.map((name) => `r/${name}/1.png`));
    expect(plan.classes.map((row) => row.name)).toEqual(names);
  });

  it('takes NFC and NFD spellings for one class', () => {
    const plan = planFolders(['r/caf\u00e9/1.png', 'r/cafe\u0301/2.png', 'r/b/1.png']);
    expect(plan.classes[0]).toEqual({ name: 'caf\u00e9', count: 2 });
  });

  it('loses no file: junk and the rest add up, for any paths', () => {
    const part = fc.constantFrom('a', 'b', '.x', 'train', 'p1', 'Thumbs.db', '');
    fc.assert(
      fc.property(fc.array(fc.array(part, { maxLength: 5 }).map((parts) => parts.join('/'))), (paths) => {
        const plan = planFolders(paths);
        expect(plan.total + plan.junk).toBe(paths.length);
        for (const layout of plan.layouts) {
          const assigned = assignFiles(paths, layout);
          expect(assigned).toHaveLength(paths.length);
          const counted = planFolders(paths, layout).classes.reduce((sum, row) => sum + row.count, 0);
          expect(assigned.filter((file) => file.className !== null)).toHaveLength(counted);
        }
      }),
    );
  });
});
