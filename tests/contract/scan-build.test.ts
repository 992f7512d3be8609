// The scan of the build sees a planted address, host and way out; its reviewed list has a reason for each entry.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findsIn, inertList, unknownIn } from '../../tools/scan-build.mjs';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'scan-'));
  mkdirSync(join(folder, 'assets'));
});

afterAll(() => rmSync(folder, { recursive: true }));

/** What the scan does not know in a build that holds one file. */
function unknownOf(text: string | Uint8Array, name = 'assets/index-1.js'): string[] {
  writeFileSync(join(folder, name), text);
  const found = unknownIn(folder).map((find) => `${find.kind} ${find.found}`);
  rmSync(join(folder, name));
  return found;
}

describe('a planted string fails the scan', () => {
  test.each([
    [
      'a whole address',
      'fetch("https://elsewhere.example/x?id=1")',
      'address https://elsewhere.example/x?id=1',
    ],
    ['an address in a template', 'img.src = `https://$' + '{where}/x`', 'address https://$'],
    ['an address without its host', 'open("wss://" + host)', 'address wss://'],
    [
      'a runtime from a CDN',
      "env.wasm.wasmPaths='https://cdn.jsdelivr.net/npm/a/'",
      'address https://cdn.jsdelivr.net/npm/a/',
    ],
    ['an address without a scheme', 'import("//cdn.plot.ly/a.js")', 'host cdn.plot.ly'],
    ['a bare host', 'const host = "api.tracker.io";', 'host api.tracker.io'],
    [
      'a server of calls',
      'iceServers:[{urls:"stun:stun.l.google.com:19302"}]',
      'address stun:stun.l.google.com:19302',
    ],
    ['a beacon', 'navigator.sendBeacon(u,d)', 'way sendBeacon'],
    ['another window', 'window.open(u)', 'way window.open'],
    ['leaving the page', 'location.href = u', 'way location.href='],
    ['a socket', 'new WebSocket(u)', 'way WebSocket'],
  ])('%s', (_, text, found) => {
    expect(unknownOf(text)).toContain(found);
  });

  test('an address inside a binary file', () => {
    const bytes = new Uint8Array([0, 255, ...new TextEncoder().encode('https://elsewhere.example/'), 0, 200]);
    expect(unknownOf(bytes, 'assets/runtime.wasm')).toEqual(['address https://elsewhere.example/']);
  });

  test('a reviewed string in a file it was not reviewed for', () => {
    expect(unknownOf('"https://cdn.plot.ly/un/"', 'assets/plotly-1.js')).toEqual([]);
    expect(unknownOf('"https://cdn.plot.ly/un/"')).toEqual(['address https://cdn.plot.ly/un/']);
  });
});

test('what only looks like an address is none', () => {
  const text =
    'const a = e.io; let turn = { turn:a.b }; x.location.search; r.replace("a.b", "c"); // TODO(x) 1:2';
  expect(findsIn(text)).toEqual([]);
});

test('each entry of the reviewed list stands once and has a reason', () => {
  const list = inertList();
  expect(list.length).toBeGreaterThan(0);
  expect(new Set(list.map(({ kind, text }) => `${kind} ${text}`)).size).toBe(list.length);
  for (const { text, reason } of list) expect([text, /^[A-Z].{14,}\.$/.test(reason)]).toEqual([text, true]);
});
