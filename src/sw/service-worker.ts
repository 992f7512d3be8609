// The service worker: keeps the build for work without a network, stands for the headers where the host sends none,
// and counts what pages and workers ask for. It never takes over from a running build by itself.
import type { BuildList } from './build-list';
import { cacheNameOf, dropOlder, keepBuild, keepFile, keptAnywhere, UnfitFile } from './keep';
import type { OwnPolicyAnswer, PageAsks, RequestTold, TakeOverAnswer, WorkerTells } from './messages';
import type { FetchEvent, WorkerScope } from './scope';
import { stamped } from './stamp';
import { isOurs, type Place, wayOf } from './way';

/** Written in by the build's last step (plugin.ts). */
declare const __BUILD_LIST__: BuildList;

const list = __BUILD_LIST__;
const scope = self as unknown as WorkerScope;
const folder = scope.registration.scope;
const files = new Map(list.files.map((file) => [file.path, file]));
const place: Place = { folder, listed: (path) => files.has(path) };

/** Open windows of the program, those not yet in our charge among them. */
async function windows() {
  const all = await scope.clients.matchAll({ type: 'window', includeUncontrolled: true });
  return all.filter(({ url }) => isOurs(url, place));
}

async function tell(message: WorkerTells): Promise<void> {
  for (const window of await windows()) window.postMessage(message);
}

scope.addEventListener('install', (event) => {
  const keep = async () => {
    try {
      await keepBuild(folder, list, (doneBytes, totalBytes) => {
        void tell({ kind: 'fetching', doneBytes, totalBytes });
      });
    } catch (thrown) {
      if (thrown instanceof UnfitFile) await tell({ kind: 'unfit', path: thrown.path, why: thrown.why });
      throw thrown;
    }
  };
  event.waitUntil(keep());
});

scope.addEventListener('activate', (event) => {
  const begin = async () => {
    await scope.clients.claim();
    // A window that asked for the change is about to load anew; until then it may want a file of its own build.
    if ((await windows()).length === 0) await dropOlder(list);
  };
  event.waitUntil(begin());
});

scope.addEventListener('message', (event) => {
  const { kind } = event.data as PageAsks;
  const answer = (message: TakeOverAnswer | OwnPolicyAnswer) => event.ports[0]?.postMessage(message);
  const act = async () => {
    // With one window only, nothing else can be at work on files of an older build.
    const alone = (await windows()).length <= 1;
    if (kind === 'started' && alone) await dropOlder(list);
    if (kind === 'take-over') {
      answer({ taken: alone });
      if (alone) await scope.skipWaiting();
    }
    if (kind === 'own-policy') answer({ held: await ownPolicy() });
  };
  event.waitUntil(act());
});

/** A browser takes the policy of this one script from the host; we cannot put it there. */
async function ownPolicy(): Promise<boolean | null> {
  const response = await fetch(scope.location.href, { cache: 'no-store' }).catch(() => null);
  return response?.ok ? response.headers.has('Content-Security-Policy') : null;
}

/** A file of an older build, for a page that still runs on it. */
async function olderFile(path: string): Promise<Response> {
  return (
    (await keptAnywhere(new URL(path, folder).href)) ??
    stamped('refused.txt', 'Not a file of this build.', {}, 404)
  );
}

async function keptFile(path: string): Promise<Response> {
  const file = files.get(path);
  if (!file) return await olderFile(path);
  const kept = await (await caches.open(cacheNameOf(list))).match(new URL(path, folder).href);
  if (kept) return kept;
  // The browser, or a person, has emptied the cache.
  return await keepFile(folder, list, file).catch((thrown: unknown) => {
    if (thrown instanceof UnfitFile) void tell({ kind: 'unfit', path: thrown.path, why: thrown.why });
    return Response.error();
  });
}

async function fromSite(path: string, request: Request): Promise<Response> {
  const response = await fetch(new URL(path, folder), { method: request.method, cache: request.cache });
  return stamped(path, response.body, {}, response.status);
}

async function answerTo({ request, clientId }: FetchEvent): Promise<Response> {
  const { url, method } = request;
  const navigation = request.mode === 'navigate';
  const asker = clientId ? (await scope.clients.get(clientId))?.url : undefined;
  const way = wayOf({ url, method, navigation, asker }, place);
  if (way.to === 'pass') return await fetch(request);
  const told = (how: RequestTold['way'], bodyBytes = 0) =>
    tell({ kind: 'request', way: how, host: new URL(url).host, method, bodyBytes });
  if (way.to === 'refuse') {
    const body = await request.arrayBuffer().catch(() => null);
    void told('refused', body?.byteLength ?? 0);
    return Response.error();
  }
  void told(way.to === 'site' ? 'site' : 'copy');
  if (way.to === 'list') return stamped('files.json', JSON.stringify(list));
  if (way.to === 'site') return await fromSite(way.path, request);
  return await (way.to === 'copy' ? keptFile(way.path) : olderFile(way.path));
}

scope.addEventListener('fetch', (event) => event.respondWith(answerTo(event)));
