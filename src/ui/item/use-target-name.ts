// What an image is held against, as people call it.
import { useApp } from '../../state/context';
import type { WhereTarget } from '../../state/where';
import { classNameOf, nameOf } from '../format';

/** "cell-7.png", "the words of Sickle", "the images of Sickle", "“round”"; '' for none. */
export function useTargetName(target: WhereTarget | null): string {
  return useApp((state) => {
    if (target === null) return '';
    if (target.kind === 'item') return nameOf(state.names, target.id);
    if (target.kind === 'text') return `“${target.text}”`;
    const what = target.kind === 'words' ? 'words' : 'images';
    return `the ${what} of ${classNameOf(state.classes, target.classId)}`;
  });
}
