import type { Opening } from '../opening.ts';

const FREE = 0xffffffff;
const END = 0xfffffffe;
const ENTRY_BYTES = 128;
const STORAGE = 1;
const STREAM = 2;
const ROOT = 5;

interface Entry {
  name: string;
  kind: number;
  start: number;
  size: number;
}

const REMEDY = '请重新下载或复制一次该文件后再上传；仍然打不开时请向提供者索取完好的文件。';

/**
 * A compound file, the container of Office before 2007. Every chain of sectors is followed once, so that one that runs in a
 * circle ends the reading and not the program; streams are looked up by name wherever they stand.
 */
export class CompoundFile {
  readonly entries: readonly Entry[];
  readonly #opening: Opening;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #sectorBytes: number;
  readonly #miniBytes: number;
  readonly #miniCutoff: number;
  readonly #table: Uint32Array;
  readonly #miniTable: Uint32Array;
  #miniStream: Uint8Array | undefined;

  constructor(bytes: Uint8Array, opening: Opening) {
    this.#opening = opening;
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (bytes.length < 512) this.#truncated();
    const shift = this.#view.getUint16(30, true);
    const miniShift = this.#view.getUint16(32, true);
    if ((shift !== 9 && shift !== 12) || miniShift < 3 || miniShift > shift) this.#broken('的开头');
    this.#sectorBytes = 2 ** shift;
    this.#miniBytes = 2 ** miniShift;
    this.#miniCutoff = this.#view.getUint32(56, true);
    this.#table = this.#readTable();
    this.entries = this.#readEntries(this.#chain(this.#view.getUint32(48, true)));
    this.#miniTable = words(this.#chain(this.#view.getUint32(60, true)));
  }

  /** The stream of this name, or undefined; the first of several. */
  read(name: string): Uint8Array | undefined {
    const entry = this.entries.find(
      ({ name: own, kind }) => kind === STREAM && own.toLowerCase() === name.toLowerCase(),
    );
    if (!entry) return undefined;
    const stream = entry.size < this.#miniCutoff ? this.#miniChain(entry) : this.#chain(entry.start);
    if (stream.length < entry.size) this.#broken(`中的“${name}”不完整，`);
    return stream.subarray(0, entry.size);
  }

  hasStorage(name: string): boolean {
    return this.entries.some(({ name: own, kind }) => kind === STORAGE && own.toLowerCase() === name.toLowerCase());
  }

  #readTable(): Uint32Array {
    const count = this.#view.getUint32(44, true);
    const most = Math.ceil(this.#bytes.length / this.#sectorBytes);
    if (count > most) this.#broken('的扇区表');
    const sectors: number[] = [];
    for (let index = 0; index < Math.min(109, count); index++) sectors.push(this.#view.getUint32(76 + 4 * index, true));
    let next = this.#view.getUint32(68, true);
    const perSector = this.#sectorBytes / 4 - 1;
    for (let rounds = 0; sectors.length < count && next < END; rounds++) {
      if (rounds > most) this.#broken('的扇区表');
      const list = words(this.#sector(next));
      for (let index = 0; index < perSector && sectors.length < count; index++) sectors.push(list[index] as number);
      next = list[perSector] as number;
    }
    const table = new Uint32Array((sectors.length * this.#sectorBytes) / 4);
    sectors.forEach((sector, index) => {
      const list = sector >= END ? new Uint32Array(perSector + 1).fill(FREE) : words(this.#sector(sector));
      table.set(list, (index * this.#sectorBytes) / 4);
    });
    return table;
  }

  #readEntries(directory: Uint8Array): Entry[] {
    const view = new DataView(directory.buffer, directory.byteOffset, directory.byteLength);
    const entries: Entry[] = [];
    for (let at = 0; at + ENTRY_BYTES <= directory.length; at += ENTRY_BYTES) {
      const kind = directory[at + 66] as number;
      if (kind !== STORAGE && kind !== STREAM && kind !== ROOT) continue;
      const length = Math.max(0, Math.min(64, view.getUint16(at + 64, true)) - 2);
      const name = Buffer.from(directory.buffer, directory.byteOffset + at, length).toString('utf16le');
      entries.push({ name, kind, start: view.getUint32(at + 116, true), size: view.getUint32(at + 120, true) });
    }
    return entries;
  }

  #chain(start: number): Uint8Array {
    const sectors: Uint8Array[] = [];
    const most = Math.ceil(this.#bytes.length / this.#sectorBytes);
    for (let sector = start; sector < END; sector = this.#table[sector] ?? END) {
      if (sectors.length > most) this.#broken('的扇区首尾相接，');
      sectors.push(this.#sector(sector));
    }
    return Buffer.concat(sectors);
  }

  #miniChain({ start, size }: Entry): Uint8Array {
    const root = this.entries.find(({ kind }) => kind === ROOT);
    this.#miniStream ??= root ? this.#chain(root.start) : new Uint8Array(0);
    const most = Math.ceil(size / this.#miniBytes);
    const pieces: Uint8Array[] = [];
    for (let sector = start; sector < END && pieces.length < most; sector = this.#miniTable[sector] ?? END)
      pieces.push(this.#miniStream.subarray(sector * this.#miniBytes, (sector + 1) * this.#miniBytes));
    return Buffer.concat(pieces);
  }

  #sector(sector: number): Uint8Array {
    const at = (sector + 1) * this.#sectorBytes;
    // Some programs do not fill the last sector.
    if (at >= this.#bytes.length) this.#truncated();
    return this.#bytes.subarray(at, at + this.#sectorBytes);
  }

  #truncated(): never {
    return this.#opening.refuse('truncated', '不完整：缺少后面的部分，可能是下载或复制中断。', REMEDY);
  }

  #broken(what: string): never {
    return this.#opening.damaged(`文件容器${what}`, '无法读取');
  }
}

function words(bytes: Uint8Array): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint32Array.from({ length: Math.floor(bytes.length / 4) }, (_word, index) => view.getUint32(4 * index, true));
}
