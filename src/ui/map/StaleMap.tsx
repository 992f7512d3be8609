// Laid over a map whose images or settings have changed since it was drawn; over it, so that nothing moves.
import { Button } from 'react-aria-components';
import { useActions, useApp } from '../../state/context';
import { isStale, projectionKey } from '../../state/selectors';

export function StaleMap() {
  // While images come in the key would be worked out anew at each of them, to say what everybody sees.
  const stale = useApp(
    (state) => state.intake.phase !== 'running' && isStale(state.projection, () => projectionKey(state)),
  );
  const { drawMap } = useActions();
  if (!stale) return null;
  return (
    <div className="stale-map">
      <span>The images or settings have changed since.</span>
      <Button className="button small primary" onPress={() => void drawMap()}>
        Draw anew
      </Button>
    </div>
  );
}
