// Lists every foreign address, host name and way out in the built files: `node tools/scan-build.mjs [FOLDER]`.
// What stands on the reviewed list (tests/contract/inert-urls.json, a reason each) is inert; anything else fails.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const listFile = fileURLToPath(new URL('../tests/contract/inert-urls.json', import.meta.url));

/** `://` after a scheme that reaches out, with what follows; also where a program puts the rest together. */
const address = /\b(?:https?|wss?|ftp):\/\/[!#-&*-;=?-[\]_a-z~]*/gi;
/** Servers of WebRTC have no slashes. */
const callServer = /(?<=["'`])(?:stun|turn)s?:[^\s"'`]*/gi;
/** A host name, alone in quotes or after two slashes. Only endings that are in use for hosts of libraries. */
const host =
  /(?:["'`]|\/\/)((?:[a-z0-9-]{2,}\.)+(?:ai|app|cloud|co|com|dev|edu|gov|info|io|ly|me|net|org|tech|xyz))(?=["'`/:?#])/gi;
/** Names of functions by which data can leave other than by `fetch`. */
const way =
  /\b(?:RTCPeerConnection|RTCDataChannel|sendBeacon|WebSocket|WebSocketStream|EventSource|WebTransport|XMLHttpRequest|SharedWorker|importScripts|window\.open|location\.assign|location\.replace)\b|\blocation(?:\.href)?\s*=(?!=)/g;

/** All finds of one text: `{ kind, found }`, each once. */
export function findsIn(text) {
  const urls = [address, callServer].flatMap((what) => [...text.matchAll(what)].map(([found]) => found));
  const hosts = [...text.matchAll(host)].map((match) => match[1]);
  const ways = [...text.matchAll(way)].map(([found]) => found.replace(/\s/g, ''));
  const inUrls = (name) => urls.some((url) => url.includes(name));
  return [
    ...[...new Set(urls)].map((found) => ({ kind: 'address', found })),
    ...[...new Set(hosts)].filter((name) => !inUrls(name)).map((found) => ({ kind: 'host', found })),
    ...[...new Set(ways)].map((found) => ({ kind: 'way', found })),
  ];
}

/** Whether the reviewed list has it: addresses and hosts by their beginning, ways word by word, in files named so. */
export function isInert({ kind, found, file }, list) {
  return list.some(
    (entry) =>
      entry.kind === kind &&
      (entry.files === undefined || entry.files.some((part) => file.includes(part))) &&
      (kind === 'way' || entry.whole ? found === entry.text : found.startsWith(entry.text)),
  );
}

/** Every find in every file below `folder`, WebAssembly and models included (their text parts are read as Latin-1). */
export function scanFolder(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const place = join(entry.parentPath, entry.name);
      const file = relative(folder, place).split(sep).join('/');
      return findsIn(readFileSync(place, 'latin1')).map((find) => ({ ...find, file }));
    });
}

/** The reviewed list: `{ kind, text, whole?, files?, reason }`. */
export function inertList() {
  return JSON.parse(readFileSync(listFile, 'utf8'));
}

/** The finds that nobody has reviewed. */
export function unknownIn(folder, list = inertList()) {
  return scanFolder(folder).filter((find) => !isInert(find, list));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = process.argv[2] ?? 'dist';
  const all = scanFolder(folder);
  const list = inertList();
  const unknown = all.filter((find) => !isInert(find, list));
  for (const { kind, found, file } of unknown) console.error(`unknown ${kind}: ${found}  (${file})`);
  const unused = list.filter((entry) => !all.some((find) => isInert(find, [entry])));
  for (const { text } of unused) console.error(`on the list, but not in the build any more: ${text}`);
  console.log(`${all.length} finds, ${unknown.length} unknown, ${list.length} entries on the list`);
  process.exitCode = unknown.length > 0 ? 1 : 0;
}
