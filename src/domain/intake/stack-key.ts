// Which images are slices of one body of images, where neighbours are alike by nature.
import type { Item } from '../types';

type Seen = Pick<Item, 'dicom' | 'group' | 'groupSource' | 'notes' | 'origins'>;

/** DICOM modalities (PS3.3 C.7.3.1.1.1) whose images are slices through a volume. */
const sliced: readonly string[] = ['CT', 'MR', 'PT', 'NM'];

/**
 * A name that slices of one stack share, or null for an image that stands by itself: the series or file it was read from,
 * else, where a patient is known, all slices of that patient.
 */
export function stackKey({ dicom, group, groupSource, notes, origins }: Seen): string | null {
  if (origins?.stack) return `stack ${origins.stack.group}`;
  const isSlice =
    notes.some(({ code }) => code === 'frame-of-many') || sliced.includes(dicom?.modality ?? '');
  return isSlice && group !== null && groupSource === 'patient' ? `patient ${group}` : null;
}
