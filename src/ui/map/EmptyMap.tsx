// What stands in the map's place: what will be here, and the ways to get it.
import { Button } from 'react-aria-components';
import { useActions, useApp } from '../../state/context';
import { ChooseFolderButton, SampleSetButton } from '../classes/AddButtons';
import { explain } from '../messages';

export function EmptyMap({ failed }: { failed: boolean }) {
  const empty = useApp((state) => state.items.size === 0 && state.intake.phase !== 'running');
  const loading = useApp((state) => state.save.phase === 'loading');
  const error = useApp((state) => (state.projection.phase === 'failed' ? state.projection.error : null));
  const { drawMap } = useActions();
  if (loading) return <p className="empty muted">Loading what was saved…</p>;
  if (failed && error) {
    return (
      <div className="empty" role="alert">
        <p>{`The map could not be drawn. ${explain(error).sentence} ${explain(error).advice}`}</p>
        <Button className="button" onPress={() => void drawMap()}>
          Draw it again
        </Button>
      </div>
    );
  }
  if (!empty) return <p className="empty muted">The map appears as soon as the first images are embedded.</p>;
  return (
    <div className="empty">
      <svg className="empty-figure" viewBox="0 0 120 72" aria-hidden="true">
        {[
          [22, 24],
          [30, 17],
          [33, 29],
          [24, 35],
          [40, 22],
          [84, 20],
          [92, 27],
          [96, 16],
          [88, 35],
          [79, 28],
          [52, 52],
          [60, 58],
          [67, 50],
          [58, 46],
          [70, 60],
        ].map(([x, y], i) => (
          <circle key={`${x} ${y}`} cx={x} cy={y} r="3" className={`dot-${Math.floor(i / 5)}`} />
        ))}
      </svg>
      <p className="lead">Your images will lie here, those that look alike near each other.</p>
      <p className="muted">
        Drop a folder with one sub-folder for each class anywhere on this page, or start with drawn cells.
      </p>
      <div className="row centre">
        <SampleSetButton className="button primary" />
        <ChooseFolderButton />
      </div>
    </div>
  );
}
