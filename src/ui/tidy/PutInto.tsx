// "Put into…": the classes as a list that opens under a button.
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import type { ClassId } from '../../domain/types';
import { useApp } from '../../state/context';
import { ClassName } from '../controls/Swatch';

interface Props {
  /** What is put, for those who hear the button's name. */
  readonly what: string;
  readonly onChoose: (classId: ClassId) => void;
}

export function PutInto({ what, onChoose }: Props) {
  const any = useApp((state) => state.classes.length > 0);
  if (!any) return null;
  return (
    <MenuTrigger>
      <Button className="button small" aria-label={`Put ${what} into a class`}>
        Put into…
      </Button>
      <Popover className="popover menu" placement="bottom start" offset={4}>
        <Classes onChoose={onChoose} />
      </Popover>
    </MenuTrigger>
  );
}

function Classes({ onChoose }: Pick<Props, 'onChoose'>) {
  const classes = useApp((state) => state.classes);
  return (
    <Menu className="options" aria-label="Class" onAction={(key) => onChoose(String(key))}>
      {classes.map(({ id, name }) => (
        <MenuItem key={id} id={id} className="option" textValue={name}>
          <ClassName id={id} />
        </MenuItem>
      ))}
    </Menu>
  );
}
