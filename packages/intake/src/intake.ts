import { availableParallelism } from 'node:os';
import type { Limits, RefusalCode } from '@jizhun/documents';
// Not from the package's index: the openers load in the workers only.
import { isArchive } from '@jizhun/documents/archive';
import type { Answer, Task } from './messages.ts';
import { ReadingWorker } from './reading-worker.ts';
import type { IntakeResult, NamedResult, OpenResult, Refusal, UnpackResult } from './result.ts';
import type { Ending } from './watched-process.ts';

/** Settings of an intake; all may be left out. */
export interface IntakeOptions {
  /** Worker processes at most; they start when files come. Default: two, or one on a single core. */
  workers?: number;
  /** Time for one file, the start of a worker included. Default 20 000. */
  timeoutMs?: number;
  /** Memory of one worker process, its own code included, in MiB. Default 512. */
  memoryMb?: number;
  /** What is read may be so long as JSON, for this process holds it whole. Default 64 Mi. */
  answerCharacters?: number;
  /** Limits on the file itself, as of `openDocument`. */
  limits?: Partial<Limits>;
  /**
   * Told when opener, reader or worker fail on a file in a way that is their mistake (not for the user's eyes: with the
   * stack); the file is refused all the same.
   */
  onDefect?: (fileName: string, description: string) => void;
}

/**
 * Reads files in processes of their own, which can be killed; a file that kills its process does not hurt the others, nor
 * the one that asked.
 */
export interface Intake {
  /** Reads one file; never rejects for what is in it. `bytes` stay the caller's and are not changed. */
  read(bytes: Uint8Array, name: string): Promise<IntakeResult>;
  /**
   * Reads one file, or every file in a zip archive (one level deep), in the order of the archive: `name` is then
   * `archive.zip/folder/file.docx`. An archive that is refused as a whole gives one result.
   */
  readAll(bytes: Uint8Array, name: string): Promise<NamedResult[]>;
  /**
   * The files in a zip archive (one level deep), unpacked but not read, for a caller that looks at each of them before it
   * is read.
   */
  unpack(bytes: Uint8Array, name: string): Promise<UnpackResult>;
  /** Opens one file without reading it, for looking at it as it came; as `read` otherwise. */
  open(bytes: Uint8Array, name: string): Promise<OpenResult>;
  /** Starts a worker, so that the first file does not wait for it. */
  warm(): void;
  /** Stops all workers; files still waiting are refused. */
  close(): Promise<void>;
}

interface Waiting {
  task: Task;
  resolve: (answer: Answer | Ending | 'closed') => void;
}

/** All files of an archive together may take this many times the time of one file. */
const TIMES_FOR_ARCHIVE = 15;

/** An intake that starts its workers when they are needed and keeps them until `close`. */
export function createIntake(options: IntakeOptions = {}): Intake {
  const { timeoutMs = 20_000, memoryMb = 512, answerCharacters = 64 << 20, limits = {}, onDefect } = options;
  const most = Math.max(1, options.workers ?? Math.min(2, availableParallelism()));
  const idle: ReadingWorker[] = [];
  const busy = new Set<ReadingWorker>();
  const waiting: Waiting[] = [];
  let closed = false;

  const start = (): ReadingWorker => new ReadingWorker({ timeoutMs, memoryMb, limits, answerCharacters });

  const concludeJson = (name: string, answer: Answer | Ending | 'closed'): OpenResult => {
    if (typeof answer === 'string') return closed ? refuse(name, 'closed') : refuse(name, answer);
    if (answer.kind === 'unpacked') return refuse(name, 'defect');
    if (answer.kind === 'refused') return { ok: false, refusal: answer.refusal };
    if (answer.kind === 'defect') {
      onDefect?.(name, answer.description);
      return refuse(name, 'defect');
    }
    return { ok: true, json: answer.json };
  };

  const conclude = (name: string, answer: Answer | Ending | 'closed'): IntakeResult => {
    const result = concludeJson(name, answer);
    if (!result.ok) return result;
    return { ok: true, ...(JSON.parse(result.json) as Omit<IntakeResult & { ok: true }, 'ok'>) };
  };

  const next = async (): Promise<void> => {
    while (waiting.length > 0 && busy.size < most) {
      const { task, resolve } = waiting.shift() as Waiting;
      const worker = idle.pop() ?? start();
      busy.add(worker);
      const answer = await worker.run(task);
      busy.delete(worker);
      if (worker.worn) void worker.stop();
      else if (typeof answer !== 'string' && !closed) idle.push(worker);
      if (answer === 'crash' && !closed) onDefect?.(task.name, worker.cause);
      resolve(answer);
    }
  };

  const give = (task: Task): Promise<Answer | Ending | 'closed'> => {
    if (closed) return Promise.resolve('closed');
    return new Promise((resolve) => {
      waiting.push({ task, resolve });
      void next();
    });
  };

  const readOne = async (bytes: Uint8Array, name: string): Promise<IntakeResult> =>
    conclude(name, await give({ kind: 'read', bytes: plainBytes(bytes), name }));

  return {
    read: readOne,
    async readAll(bytes, name) {
      if (!isArchive(bytes)) return [{ name, result: await readOne(bytes, name) }];
      const end = performance.now() + TIMES_FOR_ARCHIVE * timeoutMs;
      const answer = await give({ kind: 'unpack', bytes: plainBytes(bytes), name });
      if (typeof answer === 'string' || answer.kind !== 'unpacked') return [{ name, result: conclude(name, answer) }];
      const files = answer.files.filter((file) => !('passedOver' in file));
      const results: NamedResult[] = files.map((file) => ({
        name: file.name,
        result: 'refusal' in file ? { ok: false, refusal: file.refusal } : refuse(file.name, 'timeout'),
      }));
      let index = 0;
      const readNext = async (): Promise<void> => {
        for (let at = index++; at < results.length; at = index++) {
          const file = files[at];
          const own = results[at];
          if (!file || !own || !('bytes' in file) || performance.now() > end) continue;
          own.result = conclude(file.name, await give({ kind: 'read', bytes: file.bytes, name: file.name }));
        }
      };
      // No more wait in line than there are workers, so that other files are not kept waiting behind a whole archive.
      await Promise.all(Array.from({ length: most }, readNext));
      return results;
    },
    async unpack(bytes, name) {
      const answer = await give({ kind: 'unpack', bytes: plainBytes(bytes), name });
      if (typeof answer !== 'string' && answer.kind === 'unpacked') return { ok: true, files: answer.files };
      const failed = concludeJson(name, answer);
      return failed.ok ? refuse(name, 'defect') : failed;
    },
    async open(bytes, name) {
      return concludeJson(name, await give({ kind: 'open', bytes: plainBytes(bytes), name }));
    },
    warm() {
      if (!closed && idle.length + busy.size === 0) idle.push(start());
    },
    async close() {
      closed = true;
      for (const { resolve } of waiting.splice(0)) resolve('closed');
      await Promise.all([...idle.splice(0), ...busy].map((worker) => worker.stop()));
    },
  };
}

/** The same bytes without the methods of a Buffer, which would be sent as such. */
function plainBytes(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
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

function refuse(fileName: string, reason: keyof typeof reasons): { ok: false; refusal: Refusal } {
  const [code, what, remedy] = reasons[reason];
  return { ok: false, refusal: { code, message: `文件“${fileName}”${what}`, remedy, fileName } };
}
