// A button for what is not done by a slip of the hand: the first press asks in its own label, the second does it. Nothing modal.
import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';

interface Props {
  readonly label: string;
  /** What it is done to, for those who do not see where the button stands. */
  readonly of?: string;
  /** What the button reads after the first press. */
  readonly sure: string;
  readonly onConfirm: () => void;
  readonly className?: string;
  readonly isDisabled?: boolean;
}

export function TwoStepButton({
  label,
  of,
  sure,
  onConfirm,
  className = 'button',
  isDisabled = false,
}: Props) {
  const [armed, setArmed] = useState(false);
  useEffect(() => {
    if (!armed) return;
    const timer = setTimeout(() => setArmed(false), 5000);
    return () => clearTimeout(timer);
  }, [armed]);

  return (
    <Button
      className={`${className} ${armed ? 'danger' : ''}`}
      isDisabled={isDisabled}
      onBlur={() => setArmed(false)}
      onPress={() => {
        setArmed(!armed);
        if (armed) onConfirm();
      }}
    >
      <span aria-live="polite">{armed ? sure : label}</span>
      {of !== undefined && <span className="visually-hidden">{` ${of}`}</span>}
    </Button>
  );
}
