// Undo and redo, named by what they would take back or do again.
import { Button, Tooltip, TooltipTrigger } from 'react-aria-components';
import { useActions, useApp } from '../../state/context';
import { Icon } from '../controls/Icon';

export function UndoButtons() {
  const canUndo = useApp((state) => state.history.canUndo);
  const canRedo = useApp((state) => state.history.canRedo);
  const { undo, redo } = useActions();
  return (
    <>
      <Step way="undo" name="Undo" what={canUndo} onPress={undo} />
      <Step way="redo" name="Redo" what={canRedo} onPress={redo} />
    </>
  );
}

interface StepProps {
  readonly way: 'undo' | 'redo';
  readonly name: string;
  readonly what: string | null;
  readonly onPress: () => void;
}

function Step({ way, name, what, onPress }: StepProps) {
  const label = what === null ? name : `${name}: ${what}`;
  return (
    <TooltipTrigger delay={300}>
      <Button className="icon-button" aria-label={label} isDisabled={what === null} onPress={onPress}>
        <Icon name={way} />
      </Button>
      <Tooltip className="tooltip" placement="bottom" offset={4}>
        {label}
      </Tooltip>
    </TooltipTrigger>
  );
}
