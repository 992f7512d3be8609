// A database that takes what it is given, keeps nothing of it, and says that it did. Runs in the page, before the page's own code.

export interface Lies {
  /** The stores it lies about; null: all. */
  readonly stores: readonly string[] | null;
  /** Whether it lies as well when it is asked for what it was given. */
  readonly whenAsked: boolean;
}

/** The event that begins it. */
export const beginLying = 'planted-lies';

/** For `addInitScript`: refers to nothing outside itself. Where it lies when asked, the count of writes goes through: it is read by later writes. */
export function lieAboutSaving({ stores, whenAsked }: Lies): void {
  const { put, get, getKey } = IDBObjectStore.prototype;
  let lies = false;
  addEventListener('planted-lies', () => {
    lies = true;
  });
  const swallowed = new Map<string, unknown>();
  const nameOf = (store: IDBObjectStore, key: unknown) => `${store.name} ${String(key)}`;
  IDBObjectStore.prototype.put = function (value: unknown, key?: IDBValidKey) {
    const meant = stores === null || stores.includes(this.name);
    if (!lies || !meant || (whenAsked && key === 'sequence')) return put.call(this, value, key);
    swallowed.set(nameOf(this, key), structuredClone(value));
    return this.count() as unknown as IDBRequest<IDBValidKey>;
  };
  if (!whenAsked) return;
  const lying = <T>(real: (this: IDBObjectStore, query: never) => IDBRequest<T>, found: (key: string) => T) =>
    function (this: IDBObjectStore, query: IDBValidKey | IDBKeyRange) {
      const key = nameOf(this, query);
      if (!swallowed.has(key)) return real.call(this, query as never);
      const request = this.count() as unknown as IDBRequest<T>;
      Object.defineProperty(request, 'result', { get: () => found(key) });
      return request;
    };
  IDBObjectStore.prototype.get = lying<unknown>(get, (key) => swallowed.get(key));
  IDBObjectStore.prototype.getKey = lying<IDBValidKey | undefined>(getKey, (key) => key);
}
