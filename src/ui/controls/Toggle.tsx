// An on/off switch with its label.
import type { ReactNode } from 'react';
import { Switch } from 'react-aria-components';

interface Props {
  readonly isSelected: boolean;
  readonly onChange: (on: boolean) => void;
  readonly isDisabled?: boolean;
  readonly children: ReactNode;
}

export function Toggle({ isSelected, onChange, isDisabled = false, children }: Props) {
  return (
    <Switch className="switch" isSelected={isSelected} onChange={onChange} isDisabled={isDisabled}>
      <span className="switch-track" aria-hidden="true">
        <span className="switch-knob" />
      </span>
      {children}
    </Switch>
  );
}
