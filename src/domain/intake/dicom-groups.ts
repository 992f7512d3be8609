// Where the attributes of one frame lie: its own functional group, the shared one, or the top of the object
// (PS3.3 C.7.6.16). Enhanced objects define only the groups, so that these come before the top.
import type { DicomSet } from './dicom-set';
import { refuse } from './guard';

const perFrameGroups = 'x52009230';
const sharedGroups = 'x52009229';
const valueTransformation = 'x00289145';

/**
 * The level that carries `tag` for frame `frame` (0-based); null when none does.
 * @param group tag of the functional group's sequence.
 * @throws AppError `bad-header` when other frames have their own value and this one has no group at all, or none that says
 *   what its stored values mean.
 */
export function frameLevel(set: DicomSet, frame: number, group: string, tag: string): DicomSet | null {
  const perFrame = set.items(perFrameGroups);
  const own = perFrame[frame]?.items(group)[0];
  if (own?.has(tag)) return own;
  const shared = set.items(sharedGroups)[0]?.items(group)[0];
  if (shared?.has(tag)) return shared;
  const alone = perFrame[frame] === undefined || group === valueTransformation;
  if (alone && perFrame.some((item) => item.items(group)[0]?.has(tag))) {
    refuse('bad-header', 'other frames have a value of their own, this one has none', {
      field: 'PerFrameFunctionalGroupsSequence',
    });
  }
  return set.has(tag) ? set : null;
}
