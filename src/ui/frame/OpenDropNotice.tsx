// After a crash in the middle of a drop: how much of it is in the set, and how to go on.
import { Button } from 'react-aria-components';
import { useActions, useApp } from '../../state/context';
import { leftOf } from '../../state/open-drop';
import { Icon } from '../controls/Icon';
import { count } from '../format';

export function OpenDropNotice() {
  const drop = useApp((state) => state.drop);
  const reading = useApp((state) => state.intake.phase === 'running');
  const isWriter = useApp((state) => state.window.role === 'writer');
  const { forgetOpenDrop } = useActions();
  const left = leftOf(drop).length;
  if (!drop || left === 0 || reading || !isWriter) return null;
  return (
    <div className="notice" role="status">
      <Icon name="alert" />
      <span className="grow">
        {`The page ended in the middle of a drop: ${drop.done} of ${count(drop.codes.length, 'file', 'files')} had been read and kept, ${left} had not. Drop the same files again: images that are in the set are recognised and not embedded again.`}
      </span>
      <Button className="icon-button small" aria-label="Forget the interrupted drop" onPress={forgetOpenDrop}>
        <Icon name="close" />
      </Button>
    </div>
  );
}
