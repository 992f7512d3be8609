import { parseDicom } from 'dicom-parser';
import { decode as decodePng } from 'fast-png';
import { describe, expect, test } from 'vitest';
import {
  type SampleFile,
  sampleFileCount,
  sampleFiles,
  sampleProbes,
} from '../../../src/domain/sample/sample-set';
import { sampleClasses } from '../../../src/domain/sample/scene';
import { cpuMs } from '../../fixtures/builders/cpu-clock';

const files = [...sampleFiles(1)];
const isDicom = ({ path }: SampleFile) => path.endsWith('.dcm');
const textOf = (dicom: ReturnType<typeof parseDicom>, tag: string) => dicom.string(tag) ?? '';

describe('sampleFiles', () => {
  test('24 images of each of four classes, 3 a class as DICOM, no path twice', () => {
    expect(files).toHaveLength(sampleFileCount);
    for (const name of sampleClasses) {
      const own = files.filter(({ className }) => className === name);
      expect(own).toHaveLength(24);
      expect(own.filter(isDicom)).toHaveLength(3);
    }
    expect(new Set(files.map(({ path }) => path)).size).toBe(files.length);
  });

  test('a path names class and patient, and a patient belongs to one class and one format', () => {
    const seen = new Map<string, string>();
    for (const file of files) {
      expect(file.path).toMatch(/^[A-Z][a-z]+( cells)?\/p\d\d\/img-\d\d\.(png|dcm)$/);
      expect(file.path.startsWith(`${file.className}/${file.group}/`)).toBe(true);
      const kind = `${file.className} ${isDicom(file)}`;
      expect(seen.get(file.group) ?? kind).toBe(kind);
      seen.set(file.group, kind);
    }
    expect(seen.size).toBe(24);
  });

  test('same seed, same bytes; no two images are the same; another seed draws others', () => {
    const keys = files.map(({ path, bytes }) => path + Buffer.from(bytes).toString('base64'));
    const again = [...sampleFiles(1)].map(({ path, bytes }) => path + Buffer.from(bytes).toString('base64'));
    expect(again.every((key, i) => key === keys[i])).toBe(true);
    const contents = new Set(files.map(({ bytes }) => Buffer.from(bytes).toString('base64')));
    expect(contents.size).toBe(files.length);
    const [other] = sampleFiles(2);
    expect(Buffer.compare(other!.bytes, files[0]!.bytes)).not.toBe(0);
  });

  test('every PNG is 96 x 96 in colour on a pale ground, with something on it', () => {
    for (const file of files.filter((entry) => !isDicom(entry))) {
      const { width, height, channels, depth, data } = decodePng(file.bytes);
      expect([width, height, channels, depth]).toEqual([96, 96, 3, 8]);
      const sorted = Array.from(data).sort((a, b) => a - b);
      expect(sorted[Math.floor(sorted.length * 0.75)]).toBeGreaterThan(195);
      expect(sorted[Math.floor(sorted.length * 0.02)]).toBeLessThan(180);
    }
  });

  test('every DICOM object says that it is synthetic, and its pixels fill it exactly', () => {
    for (const file of files.filter(isDicom)) {
      const dicom = parseDicom(file.bytes);
      expect(dicom.warnings).toEqual([]);
      expect(textOf(dicom, 'x00020010')).toBe('1.2.840.10008.1.2.1');
      expect(textOf(dicom, 'x00080008')).toContain('SYNTHETIC');
      expect(textOf(dicom, 'x00100010')).toBe(`SYNTHETIC^${file.group.toUpperCase()}`);
      expect(textOf(dicom, 'x00100020')).toBe(`SYNTHETIC-${file.group.toUpperCase()}`);
      expect(textOf(dicom, 'x00280004')).toBe('RGB');
      expect([dicom.uint16('x00280010'), dicom.uint16('x00280011')]).toEqual([96, 96]);
      expect(dicom.elements.x7fe00010?.length).toBe(96 * 96 * 3);
    }
    const uids = files.filter(isDicom).map(({ bytes }) => textOf(parseDicom(bytes), 'x00080018'));
    expect(new Set(uids).size).toBe(12);
    expect(uids.every((uid) => uid.length <= 64 && /^[0-9.]+$/.test(uid))).toBe(true);
  });

  test('one file is made at a time, in a few milliseconds', () => {
    const times: number[] = [];
    let last = cpuMs();
    for (const _ of sampleFiles(3)) {
      times.push(cpuMs() - last);
      last = cpuMs();
    }
    times.sort((a, b) => a - b);
    expect(times[Math.floor(times.length / 2)]).toBeLessThan(50);
  });
});

test('the probes are one new image of each class, of patients not in the set', () => {
  const probes = [...sampleProbes(1)];
  expect(probes.map(({ className }) => className)).toEqual([...sampleClasses]);
  const patients = new Set(files.map(({ group }) => group));
  expect(probes.some(({ group }) => patients.has(group))).toBe(false);
  for (const { bytes } of probes) expect(decodePng(bytes).width).toBe(96);
});
