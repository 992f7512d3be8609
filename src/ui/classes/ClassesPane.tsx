// The left pane: what is in the set. Class cards, the unlabelled tray, the ways in, and the sheet of an intake.
import { Button } from 'react-aria-components';
import { useActions, useApp } from '../../state/context';
import { setPaneId } from '../controls/GoToSet';
import { Icon } from '../controls/Icon';
import { FirstRunCard } from '../frame/FirstRunCard';
import { IntakePanel } from '../intake/IntakePanel';
import { RenderingPanel } from '../rendering/RenderingPanel';
import { AddButtons } from './AddButtons';
import { ClassCard } from './ClassCard';

export function ClassesPane() {
  const classes = useApp((state) => state.classes);
  const { addClass } = useActions();
  return (
    <section className="pane set-pane" id={setPaneId} tabIndex={-1} aria-label="Set">
      <FirstRunCard />
      <IntakePanel />
      <AddButtons />
      <RenderingPanel />
      <ul className="cards" aria-label="Classes">
        {classes.map((entry, i) => (
          <ClassCard key={entry.id} entry={entry} digit={i < 9 ? i + 1 : null} />
        ))}
        <ClassCard entry={null} digit={0} />
      </ul>
      <Button className="button wide quiet" onPress={() => addClass()}>
        <Icon name="plus" />
        Add class
      </Button>
    </section>
  );
}
