// Put images into a class, exclude them, remove them: for the image in focus, or for a whole selection.
import { Button, Group, ToggleButton } from 'react-aria-components';
import type { ClassId, ItemId } from '../../domain/types';
import { useActions, useApp } from '../../state/context';
import { Swatch } from '../controls/Swatch';
import { TwoStepButton } from '../controls/TwoStepButton';
import { count } from '../format';
import { AlsoIn } from './AlsoIn';

export function ItemActions({ ids }: { ids: readonly ItemId[] }) {
  const actions = useActions();
  const classes = useApp((state) => state.classes);
  const items = useApp((state) => state.items);
  const many = ids.length > 1;
  const holds = (classId: ClassId | null) =>
    ids.length > 0 &&
    ids.every((id) => {
      const labels = items.get(id)?.labels ?? [];
      return classId === null ? labels.length === 0 : labels.includes(classId);
    });
  const allExternal = ids.length > 0 && ids.every((id) => items.get(id)?.part === 'external');
  const allExcluded = ids.length > 0 && ids.every((id) => items.get(id)?.excluded);

  return (
    <section className="item-actions" aria-label={many ? 'Selection' : 'Class of this image'}>
      {many && (
        <div className="row between">
          <h2 className="numbers">{`${count(ids.length, 'image')} selected`}</h2>
          <Button className="link-button" onPress={() => actions.select([])}>
            Let go
          </Button>
        </div>
      )}
      <Group className="class-chips" aria-label="Class">
        {classes.map(({ id, name, swatch }) => (
          <ToggleButton
            key={id}
            className="class-chip"
            isSelected={holds(id)}
            onChange={() => actions.labelItems(ids, id)}
          >
            <Swatch swatch={swatch} />
            <span className="ellipsis">{name}</span>
          </ToggleButton>
        ))}
        <ToggleButton
          className="class-chip"
          isSelected={holds(null)}
          onChange={() => actions.labelItems(ids, null)}
        >
          <Swatch swatch={null} />
          Unlabelled
        </ToggleButton>
      </Group>
      <div className="row">
        {classes.length > 1 && !holds(null) && <AlsoIn ids={ids} holds={holds} />}
        <Button className="button small" onPress={() => actions.setExcluded(ids, !allExcluded)}>
          {allExcluded ? 'Take back in' : 'Exclude'}
        </Button>
        <Button
          className="button small"
          aria-label={
            allExternal
              ? 'Not external: learnt from like the others'
              : 'Mark as external test set: only judged, never learnt from'
          }
          onPress={() => actions.markExternal(ids, !allExternal)}
        >
          {allExternal ? 'Not external' : 'Mark as external'}
        </Button>
        <TwoStepButton
          className="button small"
          label={many ? 'Remove all' : 'Remove'}
          sure="Press again to remove (Undo brings back)"
          onConfirm={() => void actions.removeItems(ids)}
        />
      </div>
    </section>
  );
}
