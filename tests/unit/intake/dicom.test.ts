// Small DICOM objects against the arrays they were made from (make_dicom.py), and the refusals of those that are broken.

import { deflateSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { cpuMs } from '../../fixtures/builders/cpu-clock';
import { fixtureCases, fromBase64, read, refusalOf } from './fixtures';
import { type DicomFixtures, expectImage } from './golden-case';

const fixtures = fixtureCases<DicomFixtures>('dicom.jsonl');

describe('DICOM images', () => {
  it.each(fixtures.images.map((image) => [image.name, image] as const))('%s', (_name, image) =>
    expectImage(image),
  );

  it.each(fixtures.refused.map((file) => [file.name, file] as const))(
    '%s is refused with its cause',
    async (_name, file) => {
      const started = cpuMs();
      const error = await refusalOf(fromBase64(file.base64));
      expect({ code: error.code, detail: error.detail }).toMatchObject({
        code: file.code,
        detail: file.detail,
      });
      expect(cpuMs() - started).toBeLessThan(1000);
    },
  );

  it('stops a deflated bomb at its cap', async () => {
    const whole = fixtures.images.find((image) => image.name === 'signed-deflated')!;
    const bytes = fromBase64(whole.base64);
    const groupLength = new DataView(bytes.buffer, bytes.byteOffset + 140).getUint32(0, true);
    const start = 144 + groupLength;
    const bomb = deflateSync(new Uint8Array(80 * 1024 * 1024), { level: 1 });
    const file = new Uint8Array(start + bomb.length);
    file.set(bytes.subarray(0, start));
    file.set(bomb, start);
    expect((await refusalOf(file)).code).toBe('expands-past-limit');
  });

  it('keeps nothing of a patient but a salted pseudonym', async () => {
    const result = await read(fromBase64(fixtures.images[0]!.base64));
    const { renditions, ...facts } = result;
    expect(JSON.stringify(facts)).not.toMatch(/Canary|PATIENT-7|2\.25/);
    expect(result.patientKey).toMatch(/^[0-9a-f]{16}$/);
    expect(result.studyKey).toMatch(/^[0-9a-f]{16}$/);
    expect(renditions.length).toBeGreaterThan(0);
  });

  it('gives one hash to one picture in four encodings, and another to another', async () => {
    const hash = async (name: string) => {
      const image = fixtures.images.find((candidate) => candidate.name === name)!;
      return (await read(fromBase64(image.base64))).pixelHash;
    };
    const names = ['implicit', 'explicit', 'big-endian', 'deflated'].map((name) => `signed-${name}`);
    expect(new Set(await Promise.all(names.map(hash))).size).toBe(1);
    expect(await hash('rgb')).toBe(await hash('rgb-rle'));
    expect(await hash('rgb')).toBe(await hash('rgb-planes'));
    expect(await hash('unsigned-16')).toBe(await hash('rle-16'));
    expect(await hash('unsigned-16')).not.toBe(await hash('signed-explicit'));
  });
});
