import { Worker } from 'node:worker_threads';
import type { Batch, BatchResult, Settings } from './messages.ts';

export const SLOWEST_MS = 5_000;
const MEMORY_MB = 512;

/** A worker that is killed when one case takes longer than `SLOWEST_MS`; its next batch gets a new one. */
export class WatchedWorker {
  #worker: Worker | undefined;
  readonly #current = new SharedArrayBuffer(8);

  async run(batch: Batch): Promise<BatchResult> {
    const current = new Int32Array(this.#current);
    Atomics.store(current, 0, batch.from);
    this.#worker ??= this.#start();
    const worker = this.#worker;
    return new Promise((resolve) => {
      let count = Atomics.load(current, 1);
      let since = performance.now();
      const watch = setInterval(() => {
        const now = Atomics.load(current, 1);
        if (now !== count) [count, since] = [now, performance.now()];
        else if (performance.now() - since > SLOWEST_MS) fail(`no end after ${SLOWEST_MS} ms`);
      }, 100);
      const finish = (result: BatchResult): void => {
        clearInterval(watch);
        worker.off('message', finish).off('error', broke).off('exit', ended);
        resolve(result);
      };
      const fail = (description: string): void => {
        const seed = Atomics.load(current, 0);
        this.#worker = undefined;
        // What the batch counted until here is lost with its worker, but for the number of cases.
        finish({
          done: seed - batch.from + 1,
          outcomes: { failed: 1, uncounted: seed - batch.from },
          slowest: { ms: performance.now() - since, seed },
          peakBytes: process.memoryUsage.rss(),
          failure: { seed, description },
        });
        void worker.terminate();
      };
      const broke = (error: unknown): void => fail(String(error));
      const ended = (code: number): void => fail(`the worker ended with ${code}`);
      worker.on('message', finish).on('error', broke).on('exit', ended);
      worker.postMessage(batch);
    });
  }

  async stop(): Promise<void> {
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const workerData: Settings = { current: this.#current };
    return new Worker(new URL('./worker.ts', import.meta.url), {
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB - 48, maxYoungGenerationSizeMb: 48 },
    });
  }
}
