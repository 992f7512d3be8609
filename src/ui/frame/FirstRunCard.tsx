// The first thing a newcomer reads; goes for good when dismissed.
import { Button } from 'react-aria-components';
import { useActions, useApp } from '../../state/context';

export function FirstRunCard() {
  const firstRun = useApp((state) => state.firstRun && state.save.phase !== 'loading');
  const { dismissFirstRun } = useActions();
  if (!firstRun) return null;
  return (
    <section className="card first-run" aria-label="Welcome">
      <h2>A light box for image sets</h2>
      <p>
        Sort images into classes, see which look alike, and train a small adapter. All of it in this browser:
        nothing is sent.
      </p>
      <p className="muted">
        Research use only. Not a medical device, and not for the care of patients. Results have not been
        clinically validated. You are responsible for having the right to use the images.
      </p>
      <Button className="button" onPress={dismissFirstRun}>
        Understood
      </Button>
    </section>
  );
}
