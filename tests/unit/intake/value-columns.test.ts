// Tables of further facts: what is read of them, and what is not.
import { describe, expect, test } from 'vitest';
import { readValueColumns } from '../../../src/domain/intake/value-columns';
import { quietJob } from '../../../src/domain/job';

const read = (text: string) => readValueColumns(new Blob([text]), quietJob());

describe('columns of further facts', () => {
  test('are read by key; an empty cell has no value; a later row takes the place of an earlier one', async () => {
    const table = await read('id,sex,site\na1,F,North\na2,,South\na1,M,North\n');
    expect(table.rows).toBe(3);
    expect(table.columns.map(({ name, values }) => [name, Object.fromEntries(values)])).toEqual([
      ['sex', { a1: 'M' }],
      ['site', { a1: 'North', a2: 'South' }],
    ]);
  });

  test('those that may name people are not read, and named', async () => {
    const table = await read('file,PatientName,date of birth,sex\nx.png,Doe^Jane,1970-01-01,F\n');
    expect(table.columns.map(({ name }) => name)).toEqual(['sex']);
    expect(table.personColumns).toEqual(['PatientName', 'date of birth']);
    expect(JSON.stringify([...(table.columns[0]?.values ?? [])])).not.toContain('Doe');
  });

  test('numbers of many values become three bands of about equal size; a decimal comma is one', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => `i${i};${i + 1},5`).join('\n');
    const { columns } = await read(`id;age\n${rows}\n`);
    const counts = new Map<string, number>();
    for (const band of columns[0]?.values.values() ?? []) counts.set(band, (counts.get(band) ?? 0) + 1);
    expect([...counts.values()]).toEqual([20, 20, 20]);
    expect([...counts.keys()][0]).toBe('up to 20.5');
  });

  test('text of more than twenty values tells no kinds apart: left out, and said', async () => {
    const rows = Array.from({ length: 30 }, (_, i) => `i${i},note ${i}`).join('\n');
    expect(await read(`id,remark\n${rows}\n`)).toMatchObject({ columns: [], tooMany: ['remark'] });
  });

  test('a name like __proto__ is text', async () => {
    const { columns } = await read('id,__proto__\n__proto__,a\n');
    expect(columns[0]?.name).toBe('__proto__');
    expect(columns[0]?.values.get('__proto__')).toBe('a');
    expect(({} as Record<string, unknown>).a).toBeUndefined();
  });

  test('one column, or none below the head, is refused', async () => {
    await expect(read('id\na\n')).rejects.toMatchObject({ code: 'bad-table', detail: { problem: 'no-ids' } });
    await expect(read('id,sex\n')).rejects.toMatchObject({
      code: 'bad-table',
      detail: { problem: 'no-rows' },
    });
  });
});
