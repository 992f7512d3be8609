// Labels from a table: read whatever program wrote it, previewed before anything is done (reliability row X12).
import { describe, expect, test } from 'vitest';
import { readLabelTable } from '../../../src/domain/intake/label-table';
import { personColumns } from '../../../src/domain/intake/label-table-columns';
import { type LabelledItem, previewLabels } from '../../../src/domain/intake/label-table-preview';
import { type Job, quietJob } from '../../../src/domain/job';
import { labelsCsv } from '../../../src/domain/report/labels-csv';
import type { LabelClass } from '../../../src/domain/types';
import { problemOf } from './table-kit';

const read = (text: string, job: Job = quietJob()) => readLabelTable(new Blob([text]), job);

const classes: LabelClass[] = [
  { id: 'r', name: 'Red', swatch: 0 },
  { id: 's', name: 'a; b', swatch: 1 },
];
const item = (id: string, labels: string[] = [], name: string | null = null): LabelledItem => ({
  id,
  labels,
  name,
});
const preview = async (text: string, items: LabelledItem[]) =>
  previewLabels(await read(text), items, classes, quietJob());

describe('reading', () => {
  test.each([
    ['commas', 'id,label,part\na,Red,train\nb,Blue,test\n'],
    ['a byte order mark, semicolons, CRLF', '\ufeffid;label;part\r\na;Red;train\r\nb;Blue;test\r\n'],
    ['tabs and quotes', 'id\tlabel\tpart\n"a"\t"Red"\tTRAIN\nb\tBlue\tTesting\n'],
    ['other usual names', 'Image ID,Ground_Truth,split\na,Red,training\nb,Blue,test\n'],
    ['the first column as ids', 'scan,class,subset\na,Red,train\nb,Blue,test\n'],
  ])('%s', async (_, text) => {
    const { rows } = await read(text);
    expect(rows).toEqual([
      { key: 'a', cells: ['Red'], part: 'train' },
      { key: 'b', cells: ['Blue'], part: 'test' },
    ]);
  });

  test('line ends, commas and quotes inside quotes', async () => {
    const { rows } = await read('id,label\n"a,1","two\nlines"\nb,"say ""x"""\n');
    expect(rows.map(({ key, cells }) => [key, ...cells])).toEqual([
      ['a,1', 'two\nlines'],
      ['b', 'say "x"'],
    ]);
  });

  test('formulas are text, and counted; what a table of ours defused is as before', async () => {
    const { rows, formulas } = await read("id,label\na,=1+1\nb,'=x\nc,@y\nd,-3.5\n");
    expect(rows.map(({ cells }) => cells[0])).toEqual(['=1+1', '=x', '@y', '-3.5']);
    expect(formulas).toBe(2);
  });

  test('rows without an id, parts that are none', async () => {
    const { rows, withoutId, unknownParts } = await read('id,label,part\n,Red,train\nb,Red,third\n');
    expect(rows).toEqual([{ key: 'b', cells: ['Red'], part: null }]);
    expect([withoutId, unknownParts]).toEqual([1, 1]);
  });

  test.each([
    ['', 'empty-file'],
    ['id,label\n', 'no-rows'],
    ['id,age\na,3\n', 'no-labels'],
    ['label,part\nRed,train\n', 'no-ids'],
    [`id,label\n"a,Red\n${'b,Blue\n'.repeat(1_000_000)}`, 'quote'],
  ])('refused: %#', async (text, problem) => {
    expect(await problemOf(read(text))).toBe(problem);
  });

  test('columns that may name people raise a warning, and are not read', async () => {
    const table = await read('id,label,PatientName,Geburtsdatum,age\na,Red,Meier,1950,70\n');
    expect(table.personColumns).toEqual(['PatientName', 'Geburtsdatum']);
    expect(JSON.stringify(table.rows)).not.toContain('Meier');
  });

  test.each([
    'Patient ID',
    'patient_id',
    'DOB',
    'date_of_birth',
    'LastName',
    'mrn',
    'e-mail',
    'Accession Number',
    'Nachname',
  ])('%s may name a person', (name) => expect(personColumns([name])).toEqual([name]));

  test.each(['file_name', 'age', 'sex', 'finding', 'class name', 'scanner', 'dobutamine'])(
    '%s does not',
    (name) => expect(personColumns([name])).toEqual([]),
  );
});

describe('a million rows', () => {
  const text = `id,label\n${Array.from({ length: 1_000_000 }, (_, i) => `i${i},c${i % 3}\n`).join('')}`;

  test('are read with breaths between, and can be cancelled', async () => {
    let breaths = 0;
    const job = {
      ...quietJob(),
      breathe: async () => {
        breaths += 1;
      },
    };
    expect((await read(text, job)).rows).toHaveLength(1_000_000);
    // A quarter of a megabyte at a time.
    expect(breaths).toBeGreaterThan(text.length / 2 ** 18);
    const stopped = new AbortController();
    stopped.abort();
    await expect(read(text, quietJob(stopped.signal))).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('the preview', () => {
  test('counts what is matched, unmatched, new, and would change', async () => {
    const items = [item('a', ['r']), item('b'), item('c', ['r'])];
    const found = await preview('id,label\na,red\nb,Blue\nc,Blue\nd,Green\n', items);
    expect(found).toMatchObject({
      matched: 3,
      unmatched: 1,
      unmatchedRows: [3],
      conflicts: 0,
      relabelled: 1,
    });
    // A class that only an unmatched row names is not new.
    expect(found.newClasses).toEqual(['Blue']);
    expect(found.changes[0]).toEqual({ id: 'a', labels: ['Red'], part: null });
  });

  test('rows that say the same twice are counted, rows that contradict leave the image alone', async () => {
    const found = await preview('id,label\na,Red\na,Red\nb,Red\nb,Blue\n', [item('a'), item('b')]);
    expect(found).toMatchObject({ matched: 4, repeated: 1, conflicts: 1 });
    expect(found.changes.map(({ id }) => id)).toEqual(['a']);
  });

  test('file names match with their folder or without an ending; a name of two images does not', async () => {
    const items = [
      item('1', [], 'x.png'),
      item('2', [], 'y.dcm'),
      item('3', [], 'z.png'),
      item('4', [], 'z.png'),
    ];
    const found = await preview('file,label\nC:\\scans\\x.png,Red\ny,Red\nset/z.png,Red\n', items);
    expect(found.changes.map(({ id }) => id)).toEqual(['1', '2']);
    expect(found.ambiguous).toBe(1);
  });

  test('several labels in a cell or in columns; a class whose name has the mark in it stays one', async () => {
    const text = 'id,label,label 2\na,Red|Blue,\nb,a; b,\nc,Red,Blue\nd,Blue; red,red\n';
    const found = await preview(
      text,
      ['a', 'b', 'c', 'd'].map((id) => item(id)),
    );
    expect(found.changes.map(({ labels }) => labels)).toEqual([
      ['Red', 'Blue'],
      ['a; b'],
      ['Red', 'Blue'],
      ['Blue', 'Red'],
    ]);
  });

  test('names that objects know are names like any other', async () => {
    const found = await preview('id,label\n__proto__,constructor\ntoString,__proto__\n', [
      item('__proto__'),
      item('x'),
    ]);
    expect(found).toMatchObject({ matched: 1, unmatched: 1, newClasses: ['constructor'] });
    expect(found.changes[0]?.id).toBe('__proto__');
  });
});

test('what the page saves comes back as it was', async () => {
  const rows = [
    { id: 'a', name: null, labels: ['Red', 'a; b'], part: 'train' as const },
    { id: 'b', name: null, labels: [], part: null },
    { id: 'c', name: null, labels: ['=1+1 "x", \n;'], part: 'external' as const },
  ];
  const table = await read(labelsCsv(rows));
  expect(table.rows.map(({ key, cells, part }) => ({ id: key, name: null, labels: cells, part }))).toEqual(
    rows,
  );
  expect(labelsCsv(rows)).toMatch(/^# Research use only\. Not a medical device\.\r\n/);
});
