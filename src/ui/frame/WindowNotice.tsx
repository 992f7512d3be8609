// Said for as long as this window only looks: where changes are made, that one was refused here, and the way to take over.
import { Button } from 'react-aria-components';
import { useActions, useApp } from '../../state/context';
import { Icon } from '../controls/Icon';

export function WindowNotice() {
  const window = useApp((state) => state.window);
  const { takeOver } = useActions();
  if (window.role === 'writer') return null;
  const { why, taking, refused, lost } = window;
  return (
    <div className="notice" role="status">
      <Icon name="eye" />
      <span className="grow">
        {why === 'newer-version'
          ? 'This project was saved by a newer version of Lightbench. Here you can look; nothing is changed.'
          : 'This project is open in another window. Here you can look; changes are made there.'}
        {lost && ' The last changes made here were not saved before the other window took over.'}
        {taking === 'unsaved-there' &&
          ' The other window could not save its last changes: look there first, or take over without them.'}
        {refused > 0 && <strong key={refused}> Nothing was changed here.</strong>}
      </span>
      {why === 'other-window' && (
        <Button className="button small" isDisabled={taking === 'asked'} onPress={() => void takeOver()}>
          {taking === 'unsaved-there' ? 'Take over without them' : 'Take over here'}
        </Button>
      )}
    </div>
  );
}
