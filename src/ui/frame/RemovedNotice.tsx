// After a removal: that it can be taken back, and how to make it final at once (later on: in the privacy panel).
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useActions, useApp } from '../../state/context';
import { Icon } from '../controls/Icon';
import { TwoStepButton } from '../controls/TwoStepButton';
import { count } from '../format';

/** Stands while the removal is the last thing that was done; not for one from before this page was opened. */
export function RemovedNotice() {
  const last = useApp(({ history }) => history.past.at(-1));
  const isOpen = useApp(({ save, window }) => save.phase !== 'loading' && window.role === 'writer');
  const { emptyBin } = useActions();
  // The step that is not, or no longer, told about: undefined until the kept project is there.
  const [told, setTold] = useState<number | null | undefined>(undefined);
  if (isOpen && told === undefined) setTold(last?.serial ?? null);
  const removed = last?.patch.come ?? [];
  if (!isOpen || told === undefined || !last || removed.length === 0 || told === last.serial) return null;
  const them = removed.length === 1 ? 'it' : 'them';
  return (
    <div className="notice" role="status">
      <Icon name="undo" />
      <span className="grow">
        {`${count(removed.length, 'image')} removed. Undo brings ${them} back; until then ${them === 'it' ? 'it stays' : 'they stay'} in this browser.`}
      </span>
      <TwoStepButton
        key={last.serial}
        className="button small"
        label="Remove for good"
        sure="Press again: it cannot be undone"
        onConfirm={() => void emptyBin(removed)}
      />
      <Button
        className="icon-button small"
        aria-label="Close the line about the removal"
        onPress={() => setTold(last.serial)}
      >
        <Icon name="close" />
      </Button>
    </div>
  );
}
