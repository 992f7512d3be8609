// Every row of the list with its verdict; what is accepted holds the very pixels it was made from.

import { deflateSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { maxFileBytes } from '../../../src/domain/intake/limits';
import { readDicom } from '../../../src/domain/intake/read-dicom';
import { cpuMs } from '../../fixtures/builders/cpu-clock';
import { dicomObject, fileHead, ramp } from '../../fixtures/intake/dicom-object';
import type { Row } from './dicom-row-kit';
import { containerRows } from './dicom-rows-container';
import { meaningRows } from './dicom-rows-meaning';
import { pixelRows } from './dicom-rows-pixels';
import { codecs, codesOf, largestDifference, read, refusalOf } from './fixtures';
import { meaningfulValues } from './golden-case';

async function expectRow({ bytes, name = 'x.dcm', verdict, values = ramp }: Row): Promise<void> {
  const started = cpuMs();
  if ('code' in verdict) {
    const { code, detail } = await refusalOf(bytes, name);
    expect({ code, detail }).toMatchObject({ ...verdict });
  } else {
    const result = await read(bytes, name);
    const silent = verdict.includes('no-window') ? [] : ['no-window'];
    expect(codesOf(result).filter((code) => !silent.includes(code))).toEqual(verdict);
    if (values) {
      const { pixels } = await readDicom(bytes, 'middle', codecs);
      expect(largestDifference(meaningfulValues(pixels), values)).toBeLessThan(1e-9);
    }
    const { renditions, ...facts } = result;
    expect(JSON.stringify(facts)).not.toMatch(/Canary|PATIENT-7/);
    expect(renditions.length).toBeGreaterThan(0);
  }
  expect(cpuMs() - started).toBeLessThan(1000);
}

describe('rows D01 to D46', () => {
  it.each(
    [...containerRows, ...pixelRows, ...meaningRows].map((row) => [`${row.id} ${row.what}`, row] as const),
  )('%s', (_name, row) => expectRow(row));

  it('D11 a deflated bomb stops at its cap', async () => {
    const head = fileHead({ syntax: '1.2.840.10008.1.2.1.99' });
    const bomb = deflateSync(new Uint8Array(66 * 1024 * 1024), { level: 1 });
    const file = new Uint8Array(head.length + bomb.length);
    file.set(head);
    file.set(bomb, head.length);
    expect((await refusalOf(file)).code).toBe('expands-past-limit');
  });

  it('D17 the same pixels in two files have one hash', async () => {
    const files = [dicomObject(), dicomObject({ encoding: 'big', set: { SOPInstanceUID: '2.25.9' } })];
    const [one, two] = await Promise.all(files.map((file) => read(file)));
    expect(one?.pixelHash).toBe(two?.pixelHash);
  });

  it('D18 a file that is too large is refused by its size alone', async () => {
    const file = dicomObject();
    Object.defineProperty(file, 'length', { value: maxFileBytes + 1 });
    expect((await refusalOf(file)).code).toBe('file-too-large');
  });

  it('D20 MONOCHROME1 is inverted once', async () => {
    const pictures = ['MONOCHROME1', 'MONOCHROME2'].map(async (PhotometricInterpretation) => {
      const { renditions } = await read(dicomObject({ set: { PhotometricInterpretation } }));
      return renditions[0]!.picture.data;
    });
    const [one, two] = await Promise.all(pictures);
    expect(Array.from(one!, (v) => 255 - v)).toEqual(Array.from(two!));
  });
});
