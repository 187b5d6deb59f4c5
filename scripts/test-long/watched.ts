import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Ending, WatchedProcess } from '@jizhun/intake/process';
import { HANG_MS, MEMORY_MB } from './limits.ts';
import type { Batch, BatchResult, Settings } from './messages.ts';
import { readProgress, writeProgress } from './progress.ts';

/** A process that has grown so far gets a successor, so that what is left of earlier cases is not laid to a later one. */
const WORN_BYTES = 320 * 1024 * 1024;
const WATCH_MS = 100;
/** To start and to load all modules on a busy machine. */
const LONGEST_START_MS = 60_000;

/** Runs batches in a process that is killed when one case takes longer than `HANG_MS`; the next batch gets a new one. */
export class WatchedWorker {
  #process: WatchedProcess<Batch, BatchResult> | undefined;
  #message: (result: BatchResult) => void = () => {};
  #end: (ending: Ending, cause: string) => void = () => {};
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'jizhun-long-'));
  readonly #settings: Settings = { progress: path.join(this.#folder, 'progress') };
  readonly #progress = openSync(this.#settings.progress, 'w+');

  run(batch: Batch): Promise<BatchResult> {
    writeProgress(this.#progress, { seed: batch.from, count: 0 });
    this.#process ??= this.#start();
    const worker = this.#process;
    return new Promise((resolve, reject) => {
      let count = 0;
      let since = performance.now();
      const watch = setInterval(() => {
        const now = readProgress(this.#progress).count;
        if (now !== count) [count, since] = [now, performance.now()];
        else if (performance.now() - since > (count === 0 ? LONGEST_START_MS : HANG_MS)) worker.kill('timeout');
      }, WATCH_MS);
      this.#message = (result) => {
        clearInterval(watch);
        if (result.peakBytes > WORN_BYTES) {
          this.#process = undefined;
          worker.kill('crash');
        }
        resolve(result);
      };
      this.#end = (ending, cause) => {
        clearInterval(watch);
        this.#process = undefined;
        const { seed, count: begun } = readProgress(this.#progress);
        if (begun === 0) reject(new Error(`the process does not start: ${cause}`));
        // What the batch counted until here is lost with its process, but for the number of cases.
        resolve({
          done: seed - batch.from + 1,
          outcomes: { failed: 1, uncounted: seed - batch.from },
          slowest: { ms: performance.now() - since, seed },
          peakBytes: 0,
          failure: { seed, description: describe(ending, cause) },
        });
      };
      worker.ref();
      worker.send(batch);
    });
  }

  /** Runs one seed in a process of its own: was it the case, or what went before it, or a busy machine? */
  async repeat({ format }: Pick<Batch, 'format'>, seed: number): Promise<BatchResult['failure']> {
    await this.#leave();
    const { failure } = await this.run({ format, from: seed, to: seed + 1 });
    return failure;
  }

  async stop(): Promise<void> {
    await this.#leave();
    closeSync(this.#progress);
    rmSync(this.#folder, { recursive: true });
  }

  async #leave(): Promise<void> {
    const worker = this.#process;
    this.#process = undefined;
    await worker?.stop();
  }

  #start(): WatchedProcess<Batch, BatchResult> {
    const worker: WatchedProcess<Batch, BatchResult> = new WatchedProcess(
      { module: new URL('./worker.ts', import.meta.url), settings: this.#settings, memoryMb: MEMORY_MB },
      {
        message: (result) => this.#message(result),
        // One that was left before it ended has nothing to say any more.
        end: (ending, cause) => {
          if (worker === this.#process) this.#end(ending, cause);
        },
      },
    );
    return worker;
  }
}

function describe(ending: Ending, cause: string): string {
  const lines = cause.split('\n');
  const said = lines.find((line) => /out of memory|Error|more memory/i.test(line)) ?? lines.find((line) => line !== '');
  const what = {
    timeout: `no end after ${HANG_MS} ms`,
    memory: `more than ${MEMORY_MB} MiB`,
    crash: 'the process died',
  };
  return said === undefined ? what[ending] : `${what[ending]}: ${said}`;
}
