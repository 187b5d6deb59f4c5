import type { z } from 'zod';
import { BackupError, endSchema, type Foot, footSchema, type Head, headSchema, MARKER } from './form.ts';

const DAMAGED = '请换一份备份；这份文件可能没有写完，或在复制时损坏。';

/** No line but a row is anywhere near this long. */
const LONGEST_LINE = 16 << 20;

/** Reads the script in a backup: lines, and the rows between them. */
export class BackupReader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #held: Buffer = Buffer.alloc(0);

  /** `script` is the unpacked text. */
  constructor(script: AsyncIterable<Uint8Array>) {
    this.#chunks = script[Symbol.asyncIterator]();
  }

  /** @throws BackupError where this is no backup */
  async head(): Promise<Head> {
    const line = await this.#line();
    const head = line === undefined ? undefined : parse(headSchema, line);
    if (head === undefined) {
      throw new BackupError('这份文件不是绩准的备份。', '请选择由 jizhun backup 写成的文件（.sql.gz）。');
    }
    return head;
  }

  /**
   * The rows of the next table, and then what the backup says of them; undefined at the end.
   *
   * @throws BackupError where the backup breaks off or is not of this form
   */
  async table(): Promise<{ rows: AsyncGenerator<Buffer, void>; foot(): Promise<Foot> } | undefined> {
    const line = await this.#line();
    if (line === undefined) throw new BackupError('备份没有写完：缺少末尾。', DAMAGED);
    if (!/^copy "\w+" \(.*\) from stdin;$/.test(line)) {
      if (parse(endSchema, line) !== undefined) return undefined;
      throw new BackupError(`备份中有一行不认识：${line.slice(0, 60)}`, DAMAGED);
    }
    return {
      rows: this.#rows(),
      foot: async () => {
        const told = await this.#line();
        const foot = told === undefined ? undefined : parse(footSchema, told);
        if (foot === undefined) throw new BackupError('备份没有写完：一张表的末尾缺少摘要。', DAMAGED);
        return foot;
      },
    };
  }

  async #more(): Promise<boolean> {
    const next = await this.#chunks.next();
    if (next.done) return false;
    this.#held = Buffer.concat([this.#held, next.value]);
    return true;
  }

  async #line(): Promise<string | undefined> {
    let at = this.#held.indexOf(10);
    while (at < 0) {
      if (this.#held.length > LONGEST_LINE || !(await this.#more())) return undefined;
      at = this.#held.indexOf(10);
    }
    const line = this.#held.toString('utf8', 0, at);
    this.#held = this.#held.subarray(at + 1);
    return line;
  }

  /** The rows up to `\.`, piece by piece: a row with an original file in it is never held whole. */
  async *#rows(): AsyncGenerator<Buffer, void> {
    // The end of the line before belongs to the marker, also where there is no row.
    this.#held = Buffer.concat([MARKER.subarray(0, 1), this.#held]);
    let first = true;
    const without = (piece: Buffer): Buffer => {
      const own = first && piece.length > 0 ? piece.subarray(1) : piece;
      if (piece.length > 0) first = false;
      return own;
    };
    for (;;) {
      const at = this.#held.indexOf(MARKER);
      if (at >= 0) {
        const rows = without(this.#held.subarray(0, at + 1));
        this.#held = this.#held.subarray(at + MARKER.length);
        if (rows.length > 0) yield rows;
        return;
      }
      const safe = Math.max(0, this.#held.length - MARKER.length + 1);
      const piece = without(this.#held.subarray(0, safe));
      this.#held = this.#held.subarray(safe);
      if (piece.length > 0) yield piece;
      if (!(await this.#more())) throw new BackupError('备份没有写完：一张表中断了。', DAMAGED);
    }
  }
}

function parse<T>(schema: z.ZodType<T>, line: string): T | undefined {
  if (!line.startsWith('-- ')) return undefined;
  try {
    return schema.parse(JSON.parse(line.slice(3)));
  } catch {
    return undefined;
  }
}
