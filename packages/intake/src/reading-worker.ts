import { getCompileCacheDir } from 'node:module';
import type { Limits } from '@jizhun/documents';
import type { Answer, Message, Task, WorkerSettings } from './messages.ts';
import type { UnpackedFile } from './result.ts';
import { type Ending, WatchedProcess } from './watched-process.ts';

/** What a worker may cost. */
export interface WorkerLimits {
  timeoutMs: number;
  memoryMb: number;
  limits: Partial<Limits>;
  answerCharacters: number;
}

/** One worker process, reading one file at a time. After an `Ending`, or when `worn`, it must be replaced. */
export class ReadingWorker {
  readonly #process: WatchedProcess<Task, Message>;
  readonly #timeoutMs: number;
  readonly #memoryMb: number;
  #settle: ((answer: Answer | Ending) => void) | undefined;
  #timer: NodeJS.Timeout | undefined;
  #ending: Ending | undefined;
  #files: UnpackedFile[] = [];
  /** What the worker died of, for whoever mends it; empty when we stopped it. */
  cause = '';
  /** It has grown so much that its next file might not have the memory that is due to it. */
  worn = false;

  constructor({ timeoutMs, memoryMb, limits, answerCharacters }: WorkerLimits) {
    const settings: WorkerSettings = { limits, answerCharacters, compileCache: getCompileCacheDir() };
    this.#timeoutMs = timeoutMs;
    this.#memoryMb = memoryMb;
    this.#process = new WatchedProcess(
      { module: new URL('./worker.ts', import.meta.url), settings, memoryMb },
      { message: (message) => this.#hear(message), end: (ending, cause) => this.#end(ending, cause) },
    );
  }

  /** The worker's answer, or how it died. Never rejects; one task at a time. */
  run(task: Task): Promise<Answer | Ending> {
    if (this.#ending !== undefined) return Promise.resolve(this.#ending);
    return new Promise((resolve) => {
      this.#settle = resolve;
      this.#files = [];
      this.#process.ref();
      this.#timer = setTimeout(() => this.#process.kill('timeout'), this.#timeoutMs);
      this.#process.send(task);
    });
  }

  stop(): Promise<void> {
    return this.#process.stop();
  }

  #hear(message: Message): void {
    if (message.kind === 'file') {
      this.#files.push(message.file);
      return;
    }
    if (message.kind === 'step') {
      // Each step has the time of a file: that their number is limited is the opener's business.
      this.#timer?.refresh();
      return;
    }
    const { answer, residentBytes } = message;
    this.worn = residentBytes > (this.#memoryMb * 1024 * 1024) / 2;
    this.#finish(answer.kind === 'unpacked' ? { kind: 'unpacked', files: this.#files } : answer);
  }

  #end(ending: Ending, cause: string): void {
    this.#ending = ending;
    this.cause = cause;
    this.#finish(ending);
  }

  #finish(result: Answer | Ending): void {
    clearTimeout(this.#timer);
    this.#process.unref();
    const settle = this.#settle;
    this.#settle = undefined;
    settle?.(result);
  }
}
