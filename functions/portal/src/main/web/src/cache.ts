// The one thing a browser keeps for us: private keys that it can use and nobody can read out. A cache and no more: a
// browser that forgets them gets them back by the passkey or the recovery code.

const DATABASE = "firstbell";
const STORE = "keys";

export class KeyCache {
  /** The key of that device, if this browser still has it. */
  async find(device: string): Promise<CryptoKey | undefined> {
    return this.#with("readonly", (store) => store.get(device) as IDBRequest<CryptoKey | undefined>);
  }

  async keep(device: string, key: CryptoKey): Promise<void> {
    await this.#with("readwrite", (store) => store.put(key, device));
  }

  async drop(device: string): Promise<void> {
    await this.#with("readwrite", (store) => store.delete(device));
  }

  async #with<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    const database = await open();
    try {
      return await settled(work(database.transaction(STORE, mode).objectStore(STORE)));
    } finally {
      database.close();
    }
  }
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return settled(request);
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("the browser's store failed"));
  });
}
