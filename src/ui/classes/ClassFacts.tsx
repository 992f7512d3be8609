// Of whom the images of a class are, and what stands out among them.
import { Button } from 'react-aria-components';
import type { ClassId } from '../../domain/types';
import { useActions, useApp } from '../../state/context';
import { groupCount, setChecks } from '../../state/set-checks';
import { Icon } from '../controls/Icon';
import { capital } from '../format';
import { groupSentence, oddSentence, textSentence } from '../intake/check-words';

export function ClassFacts({ classId, name }: { classId: ClassId | null; name: string }) {
  const groups = useApp((state) => groupCount(state, classId));
  const checks = useApp((state) =>
    classId === null ? undefined : setChecks(state.items).byClass.get(classId),
  );
  const { askForGroups, select } = useActions();
  if (!groups) return null;
  const many = capital(groups.noun.many);
  return (
    <>
      <div className="row between small">
        <span className="muted numbers">{groupSentence(groups)}</span>
        <Button className="link-button" aria-label={`${many} of ${name}`} onPress={() => void askForGroups()}>
          {`${many}…`}
        </Button>
      </div>
      {checks && checks.text.length > 0 && (
        <Flag onSelect={() => select(checks.text)}>{textSentence(checks.text.length, checks.images)}</Flag>
      )}
      {checks && checks.odd.length > 0 && (
        <Flag onSelect={() => select(checks.odd)}>{oddSentence(checks.odd.length, checks.why)}</Flag>
      )}
    </>
  );
}

function Flag({ children, onSelect }: { children: string; onSelect: () => void }) {
  return (
    <div className="word-flag small">
      <Icon name="alert" />
      <span className="grow">{children}</span>
      <Button className="link-button" aria-label={`Select: ${children}`} onPress={onSelect}>
        Select
      </Button>
    </div>
  );
}
