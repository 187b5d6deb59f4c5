import { availableParallelism } from 'node:os';
import type { Limits, RefusalCode } from '@jizhun/documents';
import type { Answer } from './messages.ts';
import { type Ending, ReadingWorker } from './reading-worker.ts';
import type { IntakeResult } from './result.ts';

/** Settings of an intake; all may be left out. */
export interface IntakeOptions {
  /** Worker threads at most; they start when files come. Default: two, or one on a single core. */
  workers?: number;
  /** Time for one file, the start of a worker included. Default 20 000. */
  timeoutMs?: number;
  /** Heap of one worker, in MiB. Default 400. */
  memoryMb?: number;
  /** Limits on the file itself, as of `openDocument`. */
  limits?: Partial<Limits>;
  /**
   * Told when opener, reader or worker fail on a file in a way that is their mistake (not for the user's eyes: with the
   * stack); the file is refused all the same.
   */
  onDefect?: (fileName: string, description: string) => void;
}

/** Reads files in worker threads that can be killed; a file that kills its worker does not hurt the others. */
export interface Intake {
  /** Reads one file; never rejects for what is in it. `bytes` stay the caller's and are not changed. */
  read(bytes: Uint8Array, name: string): Promise<IntakeResult>;
  /** Starts a worker, so that the first file does not wait for it. */
  warm(): void;
  /** Stops all workers; files still waiting are refused. */
  close(): Promise<void>;
}

interface Waiting {
  bytes: Uint8Array;
  name: string;
  resolve: (result: IntakeResult) => void;
}

/** An intake that starts its workers when they are needed and keeps them until `close`. */
export function createIntake(options: IntakeOptions = {}): Intake {
  const { timeoutMs = 20_000, memoryMb = 400, limits = {}, onDefect } = options;
  const most = Math.max(1, options.workers ?? Math.min(2, availableParallelism()));
  const idle: ReadingWorker[] = [];
  const busy = new Set<ReadingWorker>();
  const waiting: Waiting[] = [];
  let closed = false;

  const start = (): ReadingWorker => new ReadingWorker({ timeoutMs, memoryMb, limits });

  const conclude = (name: string, answer: Answer | Ending): IntakeResult => {
    if (typeof answer === 'string') return closed ? refuse(name, 'closed') : refuse(name, answer);
    if (answer.kind === 'refused') return { ok: false, refusal: answer.refusal };
    if (answer.kind === 'defect') {
      onDefect?.(name, answer.description);
      return refuse(name, 'defect');
    }
    return { ok: true, ...(JSON.parse(answer.json) as Omit<IntakeResult & { ok: true }, 'ok'>) };
  };

  const next = async (): Promise<void> => {
    while (waiting.length > 0 && busy.size < most) {
      const { bytes, name, resolve } = waiting.shift() as Waiting;
      const worker = idle.pop() ?? start();
      busy.add(worker);
      // A copy is transferred: the caller may still need the bytes, and a Buffer shares its memory with others.
      const answer = await worker.run({ bytes: new Uint8Array(bytes), name });
      busy.delete(worker);
      if (typeof answer !== 'string' && !closed) idle.push(worker);
      if (answer === 'crash' && !closed) onDefect?.(name, worker.cause);
      resolve(conclude(name, answer));
    }
  };

  return {
    read(bytes, name) {
      if (closed) return Promise.resolve(refuse(name, 'closed'));
      return new Promise((resolve) => {
        waiting.push({ bytes, name, resolve });
        void next();
      });
    },
    warm() {
      if (!closed && idle.length + busy.size === 0) idle.push(start());
    },
    async close() {
      closed = true;
      for (const { name, resolve } of waiting.splice(0)) resolve(refuse(name, 'closed'));
      await Promise.all([...idle.splice(0), ...busy].map((worker) => worker.stop()));
    },
  };
}

const reasons: Readonly<Record<Ending | 'closed' | 'defect', [code: RefusalCode, what: string, remedy: string]>> = {
  timeout: ['timeout', '读取时间过长，已停止读取。', '请删去空白的行列和工作表，或拆分成几个较小的文件后重新上传。'],
  memory: [
    'memory',
    '读取所需的内存过大，已停止读取。',
    '请删去空白的行列和工作表，或拆分成几个较小的文件后重新上传。',
  ],
  crash: [
    'unreadable',
    '读取时程序意外中止，其他文件不受影响。',
    '请用 Office 或 WPS 打开后另存一份再上传；仍不成功时请联系维护人员。',
  ],
  defect: [
    'unreadable',
    '读取时程序出错，其他文件不受影响。',
    '请用 Office 或 WPS 打开后另存一份再上传；仍不成功时请把文件交给维护人员。',
  ],
  closed: ['unreadable', '尚未读取，程序正在停止。', '请在程序重新启动后再次上传。'],
};

function refuse(fileName: string, reason: keyof typeof reasons): IntakeResult {
  const [code, what, remedy] = reasons[reason];
  return { ok: false, refusal: { code, message: `文件“${fileName}”${what}`, remedy, fileName } };
}
