// Which images are slices of one stack: by series or file, else by a known patient and a kind of file that comes in slices.
import { expect, test } from 'vitest';
import { stackKey } from '../../../src/domain/intake/stack-key';
import type { DicomFacts, Item } from '../../../src/domain/types';

type Seen = Parameters<typeof stackKey>[0];

const plain: Seen = { dicom: null, group: null, groupSource: null, notes: [] };
const patient = (modality: string): Seen => ({
  ...plain,
  dicom: { modality } as DicomFacts,
  group: 'p1',
  groupSource: 'patient',
});
const frame: Item['notes'] = [{ code: 'frame-of-many', detail: { frame: 1, frames: 9 } }];

test('a series or file of many slices is one stack, whatever groups it', () => {
  const origins = { study: null, patientFolder: null, folder: null };
  const slice = (group: string): Seen => ({
    ...plain,
    origins: { ...origins, stack: { group, groupSource: 'series' } },
  });
  expect(stackKey(slice('s1'))).toBe(stackKey({ ...slice('s1'), group: 'folder', groupSource: 'folder' }));
  expect(stackKey(slice('s1'))).not.toBe(stackKey(slice('s2')));
});

test('slices of one patient are one stack: CT and MR, and frames of any file', () => {
  expect(stackKey(patient('CT'))).toBe(stackKey(patient('MR')));
  expect(stackKey(patient('CT'))).not.toBe(stackKey({ ...patient('CT'), group: 'p2' }));
  expect(stackKey({ ...patient('US'), notes: frame })).not.toBeNull();
});

test('films, pictures and slices of unknown patients stand by themselves', () => {
  expect(stackKey(patient('DX'))).toBeNull();
  expect(stackKey({ ...patient('CT'), group: null, groupSource: null })).toBeNull();
  expect(stackKey({ ...patient('CT'), groupSource: 'folder' })).toBeNull();
  expect(stackKey({ ...plain, group: 'g', groupSource: 'name' })).toBeNull();
});
