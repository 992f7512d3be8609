// Further classes of images that have one: each can be added or taken off without touching the others.
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import type { ClassId, ItemId } from '../../domain/types';
import { useActions, useApp } from '../../state/context';
import { Icon } from '../controls/Icon';
import { Swatch } from '../controls/Swatch';

interface Props {
  readonly ids: readonly ItemId[];
  /** Whether all of them are in a class. */
  readonly holds: (classId: ClassId) => boolean;
}

export function AlsoIn({ ids, holds }: Props) {
  const classes = useApp((state) => state.classes);
  const { toggleLabel } = useActions();
  const held = new Set(classes.flatMap(({ id }) => (holds(id) ? [id] : [])));
  return (
    <MenuTrigger>
      <Button className="button small">Also in…</Button>
      <Popover className="popover menu" placement="bottom start" offset={4}>
        <Menu
          className="options"
          aria-label="Also in"
          selectionMode="multiple"
          selectedKeys={held}
          onSelectionChange={(keys) => {
            const wanted =
              keys === 'all' ? new Set(classes.map(({ id }) => id)) : new Set([...keys].map(String));
            for (const { id } of classes) if (wanted.has(id) !== held.has(id)) toggleLabel(ids, id);
          }}
        >
          {classes.map(({ id, name, swatch }) => (
            <MenuItem key={id} id={id} className="option" textValue={name}>
              {({ isSelected }) => (
                <span className="row between">
                  <span className="class-name">
                    <Swatch swatch={swatch} />
                    <span className="ellipsis">{name}</span>
                  </span>
                  {isSelected && <Icon name="check" />}
                </span>
              )}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
