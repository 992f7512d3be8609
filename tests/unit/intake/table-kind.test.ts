// Tables among dropped files: embeddings are told from labelled pictures and from other tables, by content.
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { mayBeTable, tableKind } from '../../../src/domain/intake/table-kind';
import { npyFloats, npyTexts } from '../../../src/domain/npy';
import { tableFile } from './table-kit';

const csv = (text: string, name = 'a.csv') => tableKind(name, new Blob([text]));
const zip = (entries: Record<string, Uint8Array>) => new Blob([zipSync(entries) as BlobPart]);
const numbers = (n: number) => Array.from({ length: n }, (_, i) => i / 7).join(',');
const heads = (n: number) => Array.from({ length: n }, (_, i) => `d${i}`).join(',');

describe('archives of arrays', () => {
  test('of NumPy, with vectors: embeddings, also those that will be refused by name', async () => {
    for (const name of ['f4.npz', 'guessed.npz', 'object.npz'])
      expect(await tableKind(name, tableFile(name))).toBe('embeddings');
  });

  test('labelled pictures (MedMNIST) stay pictures; what is no archive of arrays is none', async () => {
    const arrays = {
      'train_images.npy': npyFloats(new Float32Array(4), [1, 4]),
      'train_labels.npy': npyTexts(['a']),
    };
    expect(await tableKind('set.npz', zip(arrays))).toBeNull();
    expect(await tableKind('set.npz', zip({ 'a.txt': strToU8('a') }))).toBeNull();
    expect(await tableKind('set.npz', new Blob(['not an archive']))).toBeNull();
  });
});

describe('tables of text', () => {
  test('ids and at least eight columns of numbers', async () => {
    expect(await csv(`id,${heads(8)}\na,${numbers(8)}`)).toBe('embeddings');
    expect(await csv(`# {"encoder":"x"}\nfile_name,label,${heads(12)}\na.png,1,${numbers(12)}`)).toBe(
      'embeddings',
    );
    expect(await csv(`id;${heads(8).replaceAll(',', ';')}\na;${'0,5;'.repeat(7)}0,5`)).toBe('embeddings');
    expect(
      await csv(`id\t${heads(8).replaceAll(',', '\t')}\na\t${numbers(8).replaceAll(',', '\t')}`, 'a.TSV'),
    ).toBe('embeddings');
  });

  test('labels, figures, and numbers without ids are another table', async () => {
    expect(await csv('id,label\na.png,Sickle')).toBe('table');
    expect(await csv(`id,${heads(5)}\na,${numbers(5)}`)).toBe('table');
    expect(await csv(`${heads(9)}\n${numbers(9)}`)).toBe('table');
    expect(await csv('')).toBe('table');
  });

  test('a long table is told by its head, whatever row the head ends in', async () => {
    const row = `a,${numbers(64)}\n`;
    expect(await csv(`id,${heads(64)}\n${row.repeat(2000)}`)).toBe('embeddings');
  });
});

test('only files called like a table are looked at', async () => {
  expect(['a.npz', 'B.PARQUET', 'x/y.csv', 'a.tsv'].every(mayBeTable)).toBe(true);
  expect(['a.png', 'csv', 'a.csv.png', 'npz/a.dcm'].some(mayBeTable)).toBe(false);
  expect(await tableKind('a.parquet', tableFile('fixed.parquet'))).toBe('embeddings');
  expect(await tableKind('a.png', tableFile('f4.npz'))).toBeNull();
});
