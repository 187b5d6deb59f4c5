import { type ChildProcess, fork } from 'node:child_process';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type ChildArguments, MEMORY_MARK } from './child-arguments.ts';

/** How a process ended that was not told to stop: killed for its time or its memory, or by a mistake of its own. */
export type Ending = 'timeout' | 'memory' | 'crash';

export interface ProcessOptions {
  /** The module that it runs: it calls `serve` of `serving.ts`. */
  module: URL;
  /** What that module is given; plain data. */
  settings: unknown;
  /** Memory of the whole process as the system counts it (resident), in MiB. */
  memoryMb: number;
}

export interface ProcessListener<Received> {
  message(message: Received): void;
  /** Once, when it is gone. `cause` is what it wrote last, for whoever mends it. */
  end(ending: Ending, cause: string): void;
}

/** Of a process's memory so much is not JavaScript heap: the program itself, compiled code, buffers. */
const BESIDES_HEAP_MB = 112;
const SEMI_SPACE_MB = 16;
const LEAST_HEAP_MB = 32;
/** Of what it writes on standard error so much is kept. */
const KEPT_CHARACTERS = 16_384;

/**
 * A child process for work that may go wrong in any way. Unlike a thread it can run out of memory (which V8 answers by
 * ending the process, also where a thread has a limit) or hang in native code without harm to this one.
 */
export class WatchedProcess<Sent extends object, Received extends object> {
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;
  #ending: Ending | undefined;
  #heard = '';

  constructor({ module, settings, memoryMb }: ProcessOptions, listener: ProcessListener<Received>) {
    const heapMb = Math.max(memoryMb - BESIDES_HEAP_MB, LEAST_HEAP_MB);
    const given: ChildArguments = { settings, memoryMb, parent: process.pid };
    const child = fork(fileURLToPath(module), [JSON.stringify(given)], {
      serialization: 'advanced',
      // Options of this process, such as --input-type, are not meant for the child.
      execArgv: [
        '--disable-warning=ExperimentalWarning',
        `--max-old-space-size=${Math.max(heapMb - 3 * SEMI_SPACE_MB, LEAST_HEAP_MB)}`,
        `--max-semi-space-size=${SEMI_SPACE_MB}`,
      ],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      windowsHide: true,
    });
    this.#child = child;
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      // The beginning says what went wrong, the end where.
      if (this.#heard.length < KEPT_CHARACTERS) this.#heard += text.slice(0, KEPT_CHARACTERS - this.#heard.length);
    });
    child.on('message', (message) => listener.message(message as Received));
    // A message to a process that just died; 'close' says the rest.
    child.on('error', (error) => {
      this.#heard += String(error);
    });
    this.#ended = new Promise((resolve) => {
      child.on('close', (_code, signal) => {
        this.#ending ??= endingOf(signal, this.#heard);
        resolve();
        listener.end(this.#ending, this.#heard);
      });
    });
    this.unref();
  }

  send(message: Sent): void {
    if (this.#child.connected) this.#child.send(message);
  }

  /** Keeps this process alive for an answer. */
  ref(): void {
    this.#child.ref();
    this.#child.channel?.ref();
    (this.#child.stderr as Socket | null)?.ref();
  }

  /** Lets this process end; the child then ends too. */
  unref(): void {
    this.#child.unref();
    this.#child.channel?.unref();
    (this.#child.stderr as Socket | null)?.unref();
  }

  /** Ends it at once, whatever it is doing. */
  kill(ending: Ending): void {
    this.#ending ??= ending;
    this.#child.kill('SIGKILL');
  }

  /** Ends it and waits until it is gone. */
  async stop(): Promise<void> {
    this.kill('crash');
    this.ref();
    await this.#ended;
  }
}

function endingOf(signal: NodeJS.Signals | null, heard: string): Ending {
  // A kill that is not ours is that of a system short of memory.
  if (signal === 'SIGKILL' || heard.includes(MEMORY_MARK)) return 'memory';
  return /out of memory|allocation failed/i.test(heard) ? 'memory' : 'crash';
}
