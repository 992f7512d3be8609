// A deletion waits for the window that writes: what it has in hand must not come to lie in a folder that was just deleted.
import { expect, test } from 'vitest';
import { type Channel, makeWindows, type WindowHandlers } from '../../src/state/windows';

/** Two channels, each of which hears the other. */
function pair(): [Channel, Channel] {
  const make = (other: () => Channel): Channel => ({
    onmessage: null,
    postMessage: (data) => queueMicrotask(() => other().onmessage?.({ data })),
  });
  const a: Channel = make((): Channel => b);
  const b: Channel = make((): Channel => a);
  return [a, b];
}

function windowOn(channel: Channel, handlers: Partial<WindowHandlers> = {}, patienceMs = 60_000) {
  const nothing: WindowHandlers = {
    granted: () => {},
    stolen: () => {},
    asked: async () => true,
    wiping: async () => {},
    wiped: () => {},
  };
  return makeWindows({ locks: null, channel, patienceMs }, { ...nothing, ...handlers });
}

test('the window that looks deletes only when the one that writes has ended its last write', async () => {
  const [here, there] = pair();
  const order: string[] = [];
  let ended = () => {};
  const writer = windowOn(there, {
    wiping: () =>
      new Promise((resolve) => {
        ended = () => {
          order.push('written');
          resolve();
        };
      }),
  });
  await writer.enter();
  const told = windowOn(here)
    .tellWiping()
    .then(() => order.push('deleted'));
  await new Promise((resolve) => setTimeout(resolve, 20));
  // Twin: without the wait it would stand here already.
  expect(order).toEqual([]);
  ended();
  await told;
  expect(order).toEqual(['written', 'deleted']);
});

test('it goes on where nobody answers: the other window is frozen, or only looks', async () => {
  const [here] = pair();
  await windowOn(here, {}, 5).tellWiping();
  const [mine, others] = pair();
  let heard = 0;
  windowOn(others, { wiping: async () => void heard++ });
  await windowOn(mine, {}, 5).tellWiping();
  expect(heard).toBe(1);
});

test('the window that writes waits for nobody', async () => {
  const [here] = pair();
  const writer = windowOn(here);
  await writer.enter();
  await writer.tellWiping();
});
