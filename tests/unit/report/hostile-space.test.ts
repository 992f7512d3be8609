// What a file of vectors says it was made by is text of strangers: it goes into exports and must stay text there.
import { describe, expect, test } from 'vitest';
import { parseSpace } from '../../../src/domain/encode/embedding-space';
import { quietJob } from '../../../src/domain/job';
import { adapterPython } from '../../../src/domain/report/adapter-python';
import { embeddingsCsv } from '../../../src/domain/report/embeddings-csv';
import { adapterCase, adapterFacts } from './adapter-cases';
import { exportRows } from './export-rows';

const signs = ['=', '+', '-', '@', ' =', '  @'];
const hostileSpaces = [',', ';', '|'].flatMap((between) =>
  signs.map((sign) => `x${between}${sign}cmd|' /C calc'!A0${between}y`),
);

/** The cells a spreadsheet would run, whichever mark it takes for the end of a cell. */
const formulasIn = (line: string) =>
  [',', ';', '\t', '|'].flatMap((mark) => line.split(mark).filter((cell) => /^["\s]*[=+\-@]/.test(cell)));

describe('the comment lines of a table', () => {
  test.each(hostileSpaces)('hold no cell that a spreadsheet would run: %s', async (encoder) => {
    const rows = exportRows(1, 2);
    const space = { ...rows.space, encoder, rendering: encoder };
    const text = (await embeddingsCsv({ ...rows, space }, quietJob())).join('');
    const lines = text.split('\r\n').filter((line) => line.startsWith('# '));
    expect(lines).toHaveLength(2);
    expect(lines.flatMap(formulasIn)).toEqual([]);
    // And say what they said.
    expect(parseSpace(lines[1]?.slice(2) ?? '')).toEqual(space);
    // Twin: as JSON alone writes it, the line holds one.
    expect(formulasIn(`# ${JSON.stringify(space)}`)).not.toEqual([]);
  });
});

test('the Python example holds no line of a stranger', () => {
  const adapter = adapterCase('linear', 'single');
  const lines = (sha256: string) =>
    adapterPython(adapter, { ...adapterFacts, space: { ...adapterFacts.space, sha256 } }).split(/[\n\r\f\v]/);
  const usual = lines('ab'.repeat(32)).length;
  for (const end of ['\n', '\r', '\f', '\v', '\u2028', '\0']) {
    const hostile = lines(`${end}import os${end}`);
    expect(hostile).toHaveLength(usual);
    expect(hostile.filter((line) => line.startsWith('import os'))).toEqual([]);
    expect(hostile.join('')).not.toMatch(/[\0\u2028]/);
  }
});
