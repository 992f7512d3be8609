// A line that unfolds details below it.
import { type ReactNode, useState } from 'react';
import { Button } from 'react-aria-components';
import { Icon } from './Icon';

interface Props {
  readonly head: ReactNode;
  readonly startOpen?: boolean;
  /** Made only while it is open. */
  readonly children: () => ReactNode;
}

export function Fold({ head, startOpen = false, children }: Props) {
  const [open, setOpen] = useState(startOpen);
  return (
    <>
      <Button className="cause" aria-expanded={open} onPress={() => setOpen(!open)}>
        {head}
        <Icon name={open ? 'down' : 'right'} />
      </Button>
      {open && children()}
    </>
  );
}
