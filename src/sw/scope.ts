// The few parts of a service worker's world that are used here: the compiler's own list of them excludes the page's.

/** An event whose work the browser waits for. */
export interface LastingEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

/** A request of a page or worker in the scope. */
export interface FetchEvent extends LastingEvent {
  readonly request: Request;
  /** Who asks; empty for a navigation. */
  readonly clientId: string;
  respondWith(answer: Promise<Response>): void;
}

/** A message of a page, with the port for its answer. */
export interface PageMessage extends LastingEvent {
  readonly data: unknown;
  readonly ports: readonly MessagePort[];
}

/** A page or worker. */
export interface Client {
  readonly type: 'window' | 'worker' | 'sharedworker';
  readonly url: string;
  postMessage(message: unknown): void;
}

/** The service worker's global object. */
export interface WorkerScope {
  readonly registration: { readonly scope: string };
  readonly location: { readonly href: string };
  readonly clients: {
    claim(): Promise<void>;
    get(id: string): Promise<Client | undefined>;
    matchAll(query: { type: 'window'; includeUncontrolled: boolean }): Promise<readonly Client[]>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: LastingEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void;
  addEventListener(type: 'message', listener: (event: PageMessage) => void): void;
}
