// The one table of keys: it runs the shortcuts (use-keys.ts) and draws the help (frame/HelpDialog.tsx).

export type KeyCommand =
  | 'label'
  | 'alsoLabel'
  | 'unlabel'
  | 'exclude'
  | 'next'
  | 'previous'
  | 'nearest'
  | 'back'
  | 'open'
  | 'lasso'
  | 'fit'
  | 'search'
  | 'train'
  | 'evaluate'
  | 'undo'
  | 'redo'
  | 'letGo'
  | 'help';

export interface KeyRow {
  readonly command: KeyCommand;
  /** Values of KeyboardEvent.key. */
  readonly keys: readonly string[];
  /** Values of KeyboardEvent.code that do it with Shift: what Shift makes of a digit depends on the keyboard. */
  readonly shiftCodes?: readonly string[];
  /** Pressed with Ctrl (Cmd on a Mac), and with or without Shift as `withShift` says. */
  readonly withCtrl?: true;
  readonly withShift?: true;
  /** How the help writes them. */
  readonly shown: string;
  readonly what: string;
  /** Moving keys leave lists, tabs, sliders and buttons their own use of the key. */
  readonly yields?: true;
}

export const keyTable: readonly KeyRow[] = [
  {
    command: 'label',
    keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'],
    shown: '1 – 9',
    what: 'Put the selection into class 1 to 9',
  },
  {
    command: 'alsoLabel',
    keys: [],
    shiftCodes: ['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((digit) => `Digit${digit}`),
    shown: 'Shift + 1 – 9',
    what: 'Put the selection into class 1 to 9 as well, or take it out of that one',
  },
  { command: 'unlabel', keys: ['0'], shown: '0', what: 'Make the selection unlabelled' },
  {
    command: 'exclude',
    keys: ['x'],
    shown: 'X',
    what: 'Exclude the selection from the set, or take it back in',
  },
  { command: 'next', keys: ['ArrowDown'], shown: '↓', what: 'Next image of the same class', yields: true },
  {
    command: 'previous',
    keys: ['ArrowUp'],
    shown: '↑',
    what: 'Previous image of the same class',
    yields: true,
  },
  {
    command: 'nearest',
    keys: ['ArrowRight'],
    shown: '→',
    what: 'Walk to the nearest neighbour not seen on this walk',
    yields: true,
  },
  { command: 'back', keys: ['ArrowLeft'], shown: '←', what: 'Walk back', yields: true },
  { command: 'open', keys: ['Enter'], shown: 'Enter', what: 'Show the selected image large', yields: true },
  { command: 'lasso', keys: ['l'], shown: 'L', what: 'Lasso on the map, or back to moving it' },
  { command: 'fit', keys: ['f'], shown: 'F', what: 'Fit the map' },
  { command: 'search', keys: ['/'], shown: '/', what: 'Search' },
  { command: 'train', keys: ['t'], shown: 'T', what: 'Train the adapter' },
  { command: 'evaluate', keys: ['e'], shown: 'E', what: 'Show the evaluation' },
  {
    command: 'undo',
    keys: ['z', 'Z'],
    withCtrl: true,
    shown: 'Ctrl+Z',
    what: 'Undo the last change to the set: labels, exclusion, classes, images that came or were removed',
  },
  {
    command: 'redo',
    keys: ['z', 'Z'],
    withCtrl: true,
    withShift: true,
    shown: 'Ctrl+Shift+Z',
    what: 'Do again what was undone',
  },
  {
    command: 'letGo',
    keys: ['Escape'],
    shown: 'Esc',
    what: 'Hide the heat map, else let go of the selection',
  },
  { command: 'help', keys: ['?'], shown: '?', what: 'Show this list' },
];

/** The row of a pressed key, or null when the key is free, belongs to a field, or carries Alt, Ctrl or Meta where the row has none. */
export function rowOf(event: KeyboardEvent): KeyRow | null {
  if (event.altKey || event.defaultPrevented) return null;
  const withCtrl = event.ctrlKey || event.metaKey;
  const byCode = () =>
    event.shiftKey &&
    !withCtrl &&
    keyTable.find(({ shiftCodes }) => shiftCodes?.includes(event.code) ?? false);
  const row = keyTable.find((entry) => isPressed(entry, event, withCtrl)) || byCode() || null;
  if (row === null || !(event.target instanceof Element)) return row;
  if (isTyping(event.target) || event.target.closest('[role="dialog"], [role="listbox"], [role="menu"]'))
    return null;
  return row.yields && event.target.closest(ownKeys) ? null : row;
}

function isPressed(row: KeyRow, { key, shiftKey }: KeyboardEvent, withCtrl: boolean): boolean {
  if (!row.keys.includes(key) || (row.withCtrl ?? false) !== withCtrl) return false;
  // Without Ctrl, Shift is only how some keyboards write a sign.
  return !withCtrl || (row.withShift ?? false) === shiftKey;
}

const ownKeys =
  'button, a, input, [role="grid"], [role="treegrid"], [role="tablist"], [role="slider"], [role="radiogroup"], [role="toolbar"]';

function isTyping(target: Element): boolean {
  if (target instanceof HTMLTextAreaElement || (target instanceof HTMLElement && target.isContentEditable))
    return true;
  return (
    target instanceof HTMLInputElement &&
    !['checkbox', 'radio', 'range', 'file', 'button'].includes(target.type)
  );
}
