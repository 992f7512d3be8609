// A button that starts long work: while that runs it does nothing, is said to be disabled, and keeps the keyboard.
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';

interface Props {
  readonly className: string;
  readonly isWorking: boolean;
  readonly isDisabled?: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

export function WorkButton({ className, isWorking, isDisabled = false, onPress, children }: Props) {
  return (
    // Not the library's `isPending`: its announcement points at the button for seconds, and at nothing once that has gone.
    <Button
      className={className}
      isDisabled={isDisabled}
      {...(isWorking ? { 'aria-disabled': true } : {})}
      onPress={() => {
        if (!isWorking) onPress();
      }}
    >
      {children}
    </Button>
  );
}
