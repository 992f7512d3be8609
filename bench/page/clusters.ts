// Lets the runner time clustering and the exact neighbour search in a worker, on rows that it serves as a file.
interface Task {
  readonly what: 'kmeans' | 'seeded' | 'dbscan' | 'agglomerative' | 'nearest' | 'plain nearest';
  readonly rowsUrl: string;
  readonly dim: number;
  /** Clusters, or neighbours. */
  readonly k: number;
}

export interface Timed {
  readonly ms: number;
  /** What to check the other side's answer against: clusters, iterations, the sum of heights or of indices. */
  readonly check: number;
}

let worker: Worker | null = null;

/** Runs one task in the bench's worker, which keeps its rows and its graphs between tasks. */
function timeCluster(task: Task): Promise<Timed> {
  worker ??= new Worker(new URL('./cluster.worker.ts', import.meta.url), { type: 'module' });
  const asked = worker;
  return new Promise((resolve, reject) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = ({ data }: MessageEvent<Timed | string>) => {
      channel.port1.close();
      if (typeof data === 'string') reject(new Error(data));
      else resolve(data);
    };
    asked.onerror = (event) => reject(new Error(event.message));
    asked.postMessage({ ...task, rowsUrl: new URL(task.rowsUrl, document.baseURI).href }, [channel.port2]);
  });
}

Object.assign(window, { timeCluster });
