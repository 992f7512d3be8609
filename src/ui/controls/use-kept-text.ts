// A text edited in place: Enter or leaving the field keeps it, Escape puts the old one back.
import { type KeyboardEvent, useEffect, useState } from 'react';

interface KeptText {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly onBlur: () => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

/**
 * @param keep gets the text when the field is left; gives false for a text that is not taken, and the old one comes back.
 * @param lines with several lines Enter alone starts a new one, and Ctrl or Cmd with it keeps the text.
 */
export function useKeptText(
  value: string,
  keep: (text: string) => boolean,
  lines: 'one' | 'several' = 'one',
): KeptText {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  return {
    text,
    setText,
    onBlur: () => {
      if (!keep(text)) setText(value);
    },
    onKeyDown: (event) => {
      const field = event.currentTarget;
      if (event.key === 'Escape') {
        setText(value);
        // Leaves once the old text is back, so that there is nothing to keep.
        setTimeout(() => field.blur());
      }
      if (event.key === 'Enter' && (lines === 'one' || event.ctrlKey || event.metaKey)) field.blur();
    },
  };
}
