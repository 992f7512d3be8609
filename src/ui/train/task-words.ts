// Why a training asks for one answer an image or for several, as a sentence.
import type { TrainingPlan } from '../../state/training';
import { count } from '../format';

/** What is asked of the adapter and why, with the number of images it rests on. */
export function taskReason({
  task,
  forced,
  severalLabels: n,
}: Pick<TrainingPlan, 'task' | 'forced' | 'severalLabels'>): string {
  const some = `${count(n, 'image')} ${n === 1 ? 'carries' : 'carry'} two labels or more`;
  if (task === 'multi') {
    if (!forced) return `${some}: a yes or no for each label (multi-label).`;
    return `Chosen by you: a yes or no for each label (multi-label)${n === 0 ? ', though no image carries two' : ''}.`;
  }
  if (!forced) return 'No image carries two labels: one answer an image (single-label).';
  if (n === 0) return 'Chosen by you: one answer an image (single-label).';
  return `Chosen by you: one answer an image (single-label). ${some} and ${n === 1 ? 'is' : 'are'} left out of the training.`;
}
