import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib';
import type { Opening } from '../opening.ts';

/** One file inside a zip container, as its central directory tells it. */
export interface ZipEntry {
  name: string;
  packedBytes: number;
  /** As declared: `ZipContainer.chunks` stops when more comes out. */
  unpackedBytes: number;
  crc: number;
  method: number;
  headerAt: number;
  /** A symbolic link, as UNIX packs it. */
  isLink: boolean;
}

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const ZIP64_LOCATOR = 0x07064b50;
const ZIP64_END = 0x06064b50;
const STORED = 0;
const DEFLATED = 8;
/** Up to this size one synchronous call is faster than a stream; above it memory matters more. */
const AT_ONCE = 4 * 1024 * 1024;
const PIECE = 256 * 1024;

const REMEDY_INCOMPLETE = '请重新下载或复制一次该文件后再上传；仍然打不开时请向提供者索取完好的文件。';
const REMEDY_BOMB = '请确认文件来源；如确系正常文件，请用 Office 或 WPS 打开后另存一份，删去空白的行列和工作表再上传。';

/**
 * A zip container behind a guard: the central directory is read and judged before anything is unpacked, only entries that
 * are asked for are unpacked, and their bytes are counted while they come, since headers can lie. Entry names are never
 * used as paths.
 */
export class ZipContainer {
  readonly entries: readonly ZipEntry[];
  readonly #bytes: Uint8Array;
  readonly #opening: Opening;
  readonly #byName = new Map<string, ZipEntry>();
  #unpacked = 0;

  constructor(bytes: Uint8Array, opening: Opening) {
    this.#bytes = bytes;
    this.#opening = opening;
    this.entries = this.#readDirectory();
    for (const entry of this.entries) this.#byName.set(entry.name.toLowerCase(), entry);
    this.#judge();
  }

  /** The entry with this name; part names of Office files do not distinguish case. */
  find(name: string): ZipEntry | undefined {
    return this.#byName.get(name.toLowerCase());
  }

  /** The entry's bytes in pieces, counted, and checked against size and CRC at the end. */
  async *chunks(entry: ZipEntry): AsyncGenerator<Uint8Array, void, undefined> {
    const packed = this.#packed(entry);
    const allowed = Math.min(entry.unpackedBytes, this.#opening.limits.entryBytes);
    let crc = 0;
    let count = 0;
    for await (const piece of this.#inflate(entry, packed, allowed)) {
      count += piece.length;
      this.#unpacked += piece.length;
      if (count > allowed) this.#lies(entry);
      if (this.#unpacked > this.#opening.limits.unpackedBytes) this.#tooLarge();
      crc = crc32(piece, crc);
      yield piece;
    }
    if (count !== entry.unpackedBytes || crc !== entry.crc)
      this.#opening.damaged(`压缩包内“${shown(entry.name)}”`, '的长度或校验值不符');
  }

  async *#inflate(entry: ZipEntry, packed: Uint8Array, allowed: number): AsyncGenerator<Uint8Array, void, undefined> {
    if (entry.method === STORED) {
      yield packed;
      return;
    }
    try {
      if (entry.unpackedBytes <= AT_ONCE) {
        yield inflateRawSync(packed, { maxOutputLength: Math.max(allowed, 1) });
        return;
      }
      const stream = createInflateRaw({ chunkSize: PIECE });
      stream.end(packed);
      for await (const piece of stream) yield piece as Uint8Array;
    } catch (error) {
      if (!(error instanceof Error) || !('code' in error)) throw error;
      if (error.code === 'ERR_BUFFER_TOO_LARGE') this.#lies(entry);
      if (error.code === 'Z_BUF_ERROR') this.#truncated(`压缩包内“${shown(entry.name)}”没有写完`);
      if (String(error.code).startsWith('Z_')) this.#opening.damaged(`压缩包内“${shown(entry.name)}”`, '解压失败');
      throw error;
    }
  }

  #packed(entry: ZipEntry): Uint8Array {
    const view = this.#view();
    const at = entry.headerAt;
    if (at + 30 > view.byteLength) this.#truncated(`压缩包内“${shown(entry.name)}”不完整`);
    if (view.getUint32(at, true) !== LOCAL_HEADER)
      this.#opening.damaged(`压缩包内“${shown(entry.name)}”`, '找不到开头');
    const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
    if (start + entry.packedBytes > view.byteLength) this.#truncated(`压缩包内“${shown(entry.name)}”不完整`);
    return this.#bytes.subarray(start, start + entry.packedBytes);
  }

  #view(): DataView {
    return new DataView(this.#bytes.buffer, this.#bytes.byteOffset, this.#bytes.byteLength);
  }

  #readDirectory(): ZipEntry[] {
    const view = this.#view();
    const end = this.#findEnd(view);
    let count = view.getUint16(end + 10, true);
    let size = view.getUint32(end + 12, true);
    let offset = view.getUint32(end + 16, true);
    let directoryEnd = end;
    if (
      (count === 0xffff || size === 0xffffffff || offset === 0xffffffff) &&
      end >= 20 &&
      view.getUint32(end - 20, true) === ZIP64_LOCATOR
    ) {
      const at = Number(view.getBigUint64(end - 12, true));
      if (at + 56 > view.byteLength || view.getUint32(at, true) !== ZIP64_END) this.#truncated('压缩包的目录不完整');
      count = Number(view.getBigUint64(at + 32, true));
      size = Number(view.getBigUint64(at + 40, true));
      offset = Number(view.getBigUint64(at + 48, true));
      directoryEnd = at;
    }
    if (count > this.#opening.limits.entries)
      this.#opening.refuse(
        'too-large',
        `的压缩包内有 ${count} 个条目，超过 ${this.#opening.limits.entries} 个。`,
        REMEDY_BOMB,
      );
    // Bytes before the archive (a self-extractor) shift every offset by the same amount.
    const shift = directoryEnd - size - offset;
    if (shift < 0) this.#truncated('压缩包的目录不完整');
    const entries: ZipEntry[] = [];
    let at = offset + shift;
    for (let index = 0; index < count; index++) {
      if (at + 46 > view.byteLength || view.getUint32(at, true) !== DIRECTORY_ENTRY)
        this.#truncated('压缩包的目录不完整');
      const nameLength = view.getUint16(at + 28, true);
      const extraLength = view.getUint16(at + 30, true);
      if (at + 46 + nameLength + extraLength > view.byteLength) this.#truncated('压缩包的目录不完整');
      const name = entryName(this.#bytes.subarray(at + 46, at + 46 + nameLength));
      const flags = view.getUint16(at + 8, true);
      if ((flags & 0x41) !== 0)
        this.#opening.refuse(
          'encrypted',
          `是加密的压缩包（“${shown(name)}”需要密码），无法读取。`,
          '请解除密码后重新上传。',
        );
      const entry: ZipEntry = {
        name,
        packedBytes: view.getUint32(at + 20, true),
        unpackedBytes: view.getUint32(at + 24, true),
        crc: view.getUint32(at + 16, true),
        method: view.getUint16(at + 10, true),
        headerAt: view.getUint32(at + 42, true),
        isLink: view.getUint32(at + 38, true) >>> 28 === 0xa,
      };
      readZip64Extra(view, at + 46 + nameLength, extraLength, entry);
      entry.headerAt += shift;
      if (entry.method !== STORED && entry.method !== DEFLATED)
        this.#opening.refuse(
          'unreadable',
          `用了不支持的压缩方式（“${shown(name)}”，方式 ${entry.method}）。`,
          '请用 Office 或 WPS 打开后另存一份再上传。',
        );
      if (entry.method === STORED && entry.packedBytes !== entry.unpackedBytes)
        this.#opening.damaged(`压缩包内“${shown(name)}”`, '的长度前后不一');
      entries.push(entry);
      at += 46 + nameLength + extraLength + view.getUint16(at + 32, true);
    }
    return entries;
  }

  #findEnd(view: DataView): number {
    const last = view.byteLength - 22;
    for (let at = last; at >= Math.max(0, last - 0xffff); at--)
      if (view.getUint32(at, true) === END_OF_DIRECTORY) return at;
    return this.#truncated('缺少压缩包的目录');
  }

  #judge(): void {
    const { limits } = this.#opening;
    let total = 0;
    for (const entry of this.entries) {
      total += entry.unpackedBytes;
      const ratio = entry.unpackedBytes / Math.max(1, entry.packedBytes);
      if (entry.unpackedBytes > limits.ratioFloorBytes && ratio > limits.ratio)
        this.#opening.refuse(
          'bomb',
          `疑似压缩炸弹：“${shown(entry.name)}”由 ${size(entry.packedBytes)} 解压为 ${size(entry.unpackedBytes)}，已停止读取。`,
          REMEDY_BOMB,
        );
      if (entry.unpackedBytes > limits.entryBytes) this.#tooLarge();
    }
    if (total > limits.unpackedBytes) this.#tooLarge();
  }

  #lies(entry: ZipEntry): never {
    return this.#opening.refuse(
      'bomb',
      `疑似压缩炸弹：“${shown(entry.name)}”解压后超过其声明的 ${size(entry.unpackedBytes)}，已停止读取。`,
      REMEDY_BOMB,
    );
  }

  #tooLarge(): never {
    return this.#opening.refuse(
      'too-large',
      `解压后过大（单个部件上限 ${size(this.#opening.limits.entryBytes)}，合计上限 ${size(this.#opening.limits.unpackedBytes)}）。`,
      '请删去空白的行列和工作表，或拆分成几个较小的文件后上传。',
    );
  }

  #truncated(what: string): never {
    return this.#opening.refuse('truncated', `不完整：${what}，可能是下载或复制中断。`, REMEDY_INCOMPLETE);
  }
}

function readZip64Extra(view: DataView, from: number, length: number, entry: ZipEntry): void {
  for (let at = from; at + 4 <= from + length; ) {
    const bytes = view.getUint16(at + 2, true);
    if (view.getUint16(at, true) === 1) {
      let field = at + 4;
      const next = (): number => {
        field += 8;
        return field <= from + length ? Number(view.getBigUint64(field - 8, true)) : 0;
      };
      if (entry.unpackedBytes === 0xffffffff) entry.unpackedBytes = next();
      if (entry.packedBytes === 0xffffffff) entry.packedBytes = next();
      if (entry.headerAt === 0xffffffff) entry.headerAt = next();
      return;
    }
    at += 4 + bytes;
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Name of an entry for finding and showing; names that old Chinese tools wrote are GB18030. */
function entryName(bytes: Uint8Array): string {
  let name: string;
  try {
    name = utf8.decode(bytes);
  } catch {
    name = new TextDecoder('gb18030').decode(bytes);
  }
  return name.replaceAll('\\', '/').replace(/^\/+/, '');
}

function size(bytes: number): string {
  if (bytes >= 1024 * 1024) return `${Math.round(bytes / 1024 / 1024)} MB`;
  return bytes >= 1024 ? `${Math.round(bytes / 1024)} KB` : `${bytes} 字节`;
}

function shown(name: string): string {
  return name.length <= 80 ? name : `${name.slice(0, 80)}…`;
}
