import { getCompileCacheDir } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { Limits } from '@jizhun/documents';
import type { Answer, Task, WorkerSettings } from './messages.ts';

/** How a worker ended its task when it did not answer. */
export type Ending = 'timeout' | 'memory' | 'crash';

/** What a worker may cost. */
export interface WorkerLimits {
  timeoutMs: number;
  memoryMb: number;
  limits: Partial<Limits>;
}

const YOUNG_GENERATION_MB = 48;

/** One worker thread, reading one file at a time. After an `Ending` it is dead and must be replaced. */
export class ReadingWorker {
  readonly #worker: Worker;
  readonly #timeoutMs: number;
  #settle: ((answer: Answer | Ending) => void) | undefined;
  #timer: NodeJS.Timeout | undefined;
  #ending: Ending | undefined;
  /** What the worker died of, for whoever mends it; empty when we stopped it. */
  cause = '';

  constructor({ timeoutMs, memoryMb, limits }: WorkerLimits) {
    const workerData: WorkerSettings = { limits, compileCache: getCompileCacheDir() };
    this.#timeoutMs = timeoutMs;
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData,
      // Options of this process, such as --input-type, are not meant for the worker.
      execArgv: [],
      resourceLimits: {
        maxOldGenerationSizeMb: Math.max(memoryMb - YOUNG_GENERATION_MB, 32),
        maxYoungGenerationSizeMb: YOUNG_GENERATION_MB,
      },
    });
    // An idle worker does not keep the process alive.
    this.#worker.unref();
    this.#worker.on('message', (answer: Answer) => this.#finish(answer));
    this.#worker.on('error', (error) => {
      this.cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.#ending ??= 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'crash';
    });
    this.#worker.on('exit', () => this.#finish(this.#ending ?? 'crash'));
  }

  /** The worker's answer, or how it died. Never rejects; one task at a time. */
  run(task: Task): Promise<Answer | Ending> {
    if (this.#ending !== undefined) return Promise.resolve(this.#ending);
    return new Promise((resolve) => {
      this.#settle = resolve;
      this.#worker.ref();
      this.#timer = setTimeout(() => {
        this.#ending ??= 'timeout';
        void this.#worker.terminate();
      }, this.#timeoutMs);
      this.#worker.postMessage(task, [task.bytes.buffer]);
    });
  }

  async stop(): Promise<void> {
    this.#ending ??= 'crash';
    await this.#worker.terminate();
  }

  #finish(result: Answer | Ending): void {
    clearTimeout(this.#timer);
    if (typeof result === 'string') this.#ending ??= result;
    this.#worker.unref();
    const settle = this.#settle;
    this.#settle = undefined;
    settle?.(result);
  }
}
