// Files that did not get in: name, what is wrong, what to do.
import type { Refusal } from '../../state/intake-state';
import { explain } from '../messages';
import { FileList } from './FileList';

export function RefusalList({
  refusals,
  label = 'Refused files',
}: {
  refusals: readonly Refusal[];
  label?: string;
}) {
  return (
    <FileList
      label={label}
      files={refusals}
      rowOf={({ fileName, error }) => ({ name: fileName, ...explain(error) })}
    />
  );
}
