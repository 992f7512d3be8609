import { beforeAll, describe, expect, test } from 'vitest';
import { type KeyCommand, keyTable, rowOf } from '../../../src/ui/keys';

beforeAll(() => {
  // Asked for by name only: nothing here is a part of a page.
  for (const name of ['Element', 'HTMLElement', 'HTMLTextAreaElement', 'HTMLInputElement'])
    Object.assign(globalThis, { [name]: class {} });
});

const idle = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, defaultPrevented: false };
const command = (key: string, held: Partial<KeyboardEvent> = {}): KeyCommand | undefined =>
  rowOf({ ...idle, key, code: '', target: null, ...held } as unknown as KeyboardEvent)?.command;

describe('keys', () => {
  test('undo and redo are told apart by Shift, with Ctrl or Cmd, also under Caps Lock', () => {
    for (const held of [{ ctrlKey: true }, { metaKey: true }]) {
      expect([command('z', held), command('Z', held)]).toEqual(['undo', 'undo']);
      const shift = { ...held, shiftKey: true };
      expect([command('z', shift), command('Z', shift)]).toEqual(['redo', 'redo']);
    }
    expect([command('z'), command('Z', { shiftKey: true })]).toEqual([undefined, undefined]);
  });

  test('no other row answers to Ctrl: the keys of the browser stay its own', () => {
    for (const { keys, withCtrl, command: name } of keyTable) {
      for (const key of keys) {
        if (!withCtrl) expect([key, command(key, { ctrlKey: true })]).toEqual([key, undefined]);
        expect(command(key, { ctrlKey: withCtrl ?? false, altKey: true })).toBeUndefined();
        if (!withCtrl) expect([key, command(key)]).toEqual([key, name]);
      }
    }
    expect(command('!', { code: 'Digit1', shiftKey: true })).toBe('alsoLabel');
    expect(command('!', { code: 'Digit1', shiftKey: true, ctrlKey: true })).toBeUndefined();
  });
});
