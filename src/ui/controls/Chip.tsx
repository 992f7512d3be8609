// A chip of the top bar: a short fact that opens its details.
import type { ReactNode } from 'react';
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { Icon, type IconName } from './Icon';

interface Props {
  /** Accessible name of the button and of the details. */
  readonly label: string;
  readonly icon?: IconName;
  readonly tone?: 'good' | 'bad' | 'plain';
  readonly text: ReactNode;
  readonly children: ReactNode;
}

export function Chip({ label, icon, tone = 'plain', text, children }: Props) {
  return (
    <DialogTrigger>
      <Button className={`chip ${tone}`} aria-label={label}>
        {icon && <Icon name={icon} />}
        <span className="chip-text">{text}</span>
      </Button>
      <Popover className="popover" placement="bottom end" offset={6}>
        <Dialog className="details" aria-label={label}>
          {children}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
