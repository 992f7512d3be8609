// The legend: a name selects its images, the eye hides them on the map.
import { Button, ToggleButton } from 'react-aria-components';
import { useActions, useApp } from '../../state/context';
import { Icon } from '../controls/Icon';
import { Swatch } from '../controls/Swatch';
import type { PointGroup } from './points';

export function MapLegend({ groups }: { groups: readonly PointGroup[] }) {
  const hidden = useApp((state) => state.hiddenClasses);
  const { select, toggleClassHidden } = useActions();
  return (
    <ul className="legend" aria-label="Legend">
      {groups.map(({ key, name, swatch, hides, answered, ids, also }) => (
        <li
          key={key}
          className={hides !== null && hidden.includes(hides) ? 'legend-entry hidden-class' : 'legend-entry'}
        >
          <Button
            className="legend-name"
            aria-label={`Select ${name}`}
            onPress={() => select([...ids, ...also])}
          >
            <Swatch swatch={swatch} open={answered} />
            <span className="ellipsis">{name}</span>
            <span className="muted numbers">{ids.length + also.length}</span>
          </Button>
          {hides !== null && (
            <ToggleButton
              className="eye"
              aria-label={`Show ${name} on the map`}
              isSelected={!hidden.includes(hides)}
              onChange={() => toggleClassHidden(hides)}
            >
              <Icon name="eye" />
            </ToggleButton>
          )}
        </li>
      ))}
    </ul>
  );
}
