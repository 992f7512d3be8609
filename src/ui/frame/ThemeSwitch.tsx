// Light, dark, or as the system has it; also writes the choice onto the page.
import { useEffect } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import type { Theme } from '../../state/app-state';
import { useActions, useApp } from '../../state/context';
import { Icon } from '../controls/Icon';

const themes = [
  { id: 'system', name: 'As the system', icon: 'system' },
  { id: 'light', name: 'Light', icon: 'sun' },
  { id: 'dark', name: 'Dark', icon: 'moon' },
] as const;

export function ThemeSwitch() {
  const theme = useApp((state) => state.settings.theme);
  const { changeSettings } = useActions();
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }, [theme]);

  return (
    <MenuTrigger>
      <Button className="icon-button" aria-label="Theme">
        <Icon name={themes.find(({ id }) => id === theme)?.icon ?? 'system'} />
      </Button>
      <Popover className="popover menu" placement="bottom end" offset={6}>
        <Menu
          className="options"
          aria-label="Theme"
          selectionMode="single"
          selectedKeys={[theme]}
          onAction={(key) => changeSettings({ theme: key as Theme })}
        >
          {themes.map(({ id, name, icon }) => (
            <MenuItem key={id} id={id} className="option" textValue={name}>
              <span className="row">
                <Icon name={icon} />
                {name}
              </span>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
