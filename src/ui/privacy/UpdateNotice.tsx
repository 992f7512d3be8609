// Offers a newer version that has been fetched and waits. Nothing changes under running work: it is offered when idle.
import { Button } from 'react-aria-components';
import { useApp } from '../../state/context';
import { usePrivacy, usePrivacyStore } from '../../state/privacy-context';
import { takeUpdate } from '../../state/privacy-worker';

export function UpdateNotice() {
  const store = usePrivacyStore();
  const update = usePrivacy((state) => state.update);
  const idle = useApp(({ jobs, save }) => jobs.length === 0 && save.phase === 'saved');
  if (update === 'none' || !idle) return null;
  return (
    <div className="notice plain" role="status">
      <span className="grow">
        {update === 'waiting'
          ? 'A new version is ready. Your project stays; to read original files anew, drop them again.'
          : 'A new version is ready, but another window still works with this one. Close that window first.'}
      </span>
      <Button className="button small" onPress={() => void takeUpdate(store)}>
        Reload
      </Button>
    </div>
  );
}
