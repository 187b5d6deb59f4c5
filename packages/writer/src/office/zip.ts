import { crc32, deflateRawSync } from 'node:zlib';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const DEFLATED = 8;
/** Sizes and checksum follow the data instead of standing before it. */
const SIZES_FOLLOW = 0x0008;
/** The name is UTF-8. */
const UTF8_NAME = 0x0800;
const ZIP64_EXTRA = 1;
/** A new entry has the date of 1 January 1980, the earliest there is: the same change always gives the same bytes. */
const FIRST_DAY = 0x0021;

/** A container that cannot be written back as it is (zip64, entries that overlap). */
export class ZipUnsuited extends Error {}

interface Entry {
  name: string;
  /** The entry of the directory, as it stands. */
  directory: Uint8Array;
  /** Where its local header begins and where the next thing begins. */
  start: number;
  end: number;
}

/**
 * A zip container with the parts in `changed` put in place of those with the same name, new ones at the end; null takes a part out. All other
 * entries are copied with their compressed bytes, headers and dates; nothing changed gives the very same bytes.
 *
 * @throws ZipUnsuited
 */
export function rewriteZip(file: Uint8Array, changed: ReadonlyMap<string, Uint8Array | null>): Uint8Array {
  if (changed.size === 0) return file;
  // A Buffer's slice would share its memory.
  const bytes = new Uint8Array(file.buffer, file.byteOffset, file.byteLength);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  const directorySize = view.getUint32(end + 12, true);
  const directoryAt = view.getUint32(end + 16, true);
  const shift = end - directorySize - directoryAt;
  if (directoryAt === 0xffffffff || shift < 0) throw new ZipUnsuited('zip64');
  const entries = readEntries(bytes, view, directoryAt + shift, view.getUint16(end + 10, true), shift);
  const first = Math.min(directoryAt + shift, ...entries.map(({ start }) => start));
  const pieces: Uint8Array[] = [bytes.subarray(0, first)];
  let length = first;
  const put = (piece: Uint8Array): number => {
    pieces.push(piece);
    length += piece.length;
    return length - piece.length;
  };
  const rest = new Map(changed);
  const directory: Uint8Array[] = [];
  const gone = new Set<Entry>();
  for (const entry of [...entries].sort((a, b) => a.start - b.start)) {
    const content = changed.get(entry.name);
    rest.delete(entry.name);
    if (content === null) {
      gone.add(entry);
      continue;
    }
    const packed = content && pack(content);
    const at = put(packed ? changedHeader(bytes, view, entry, packed) : bytes.subarray(entry.start, entry.end));
    if (packed) put(packed.bytes);
    entry.directory = changedDirectory(entry.directory, at - shift, packed);
  }
  for (const entry of entries) if (!gone.has(entry)) directory.push(entry.directory);
  for (const [name, content] of rest) {
    if (content === null) continue;
    const packed = pack(content);
    const { header, listing } = newEntry(name, packed);
    const at = put(header);
    put(packed.bytes);
    new DataView(listing.buffer).setUint32(42, at - shift, true);
    directory.push(listing);
  }
  const begin = length;
  for (const listing of directory) put(listing);
  const tail = bytes.slice(end);
  const tailView = new DataView(tail.buffer);
  tailView.setUint16(8, directory.length, true);
  tailView.setUint16(10, directory.length, true);
  tailView.setUint32(12, length - begin, true);
  tailView.setUint32(16, begin - shift, true);
  put(tail);
  return Buffer.concat(pieces);
}

function findEnd(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 0xffff); at--)
    if (view.getUint32(at, true) === END_OF_DIRECTORY) return at;
  throw new ZipUnsuited('no directory');
}

function readEntries(bytes: Uint8Array, view: DataView, from: number, count: number, shift: number): Entry[] {
  const entries: Entry[] = [];
  let at = from;
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== DIRECTORY_ENTRY) throw new ZipUnsuited('directory');
    const nameLength = view.getUint16(at + 28, true);
    const next = at + 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    const start = view.getUint32(at + 42, true) + shift;
    if (view.getUint32(at + 42, true) === 0xffffffff || view.getUint32(at + 20, true) === 0xffffffff)
      throw new ZipUnsuited('zip64');
    if (start + 30 > from || view.getUint32(start, true) !== LOCAL_HEADER) throw new ZipUnsuited('local header');
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)).replaceAll('\\', '/');
    entries.push({ name: name.replace(/^\/+/, ''), directory: bytes.slice(at, next), start, end: from });
    at = next;
  }
  const ordered = [...entries].sort((a, b) => a.start - b.start);
  for (const [i, entry] of ordered.entries()) {
    const next = ordered[i + 1];
    if (!next) break;
    if (next.start < entry.start + 30) throw new ZipUnsuited('entries overlap');
    entry.end = next.start;
  }
  return entries;
}

interface Packed {
  bytes: Uint8Array;
  crc: number;
  size: number;
}

function pack(content: Uint8Array): Packed {
  return { bytes: deflateRawSync(content, { level: 6 }), crc: crc32(content), size: content.length };
}

/** Method, checksum and sizes of a header; `at` is where the method stands. */
function putSizes(view: DataView, at: number, { bytes, crc, size }: Packed): void {
  view.setUint16(at, DEFLATED, true);
  view.setUint32(at + 6, crc, true);
  view.setUint32(at + 10, bytes.length, true);
  view.setUint32(at + 14, size, true);
}

function changedHeader(bytes: Uint8Array, view: DataView, { start }: Entry, packed: Packed): Uint8Array {
  const nameLength = view.getUint16(start + 26, true);
  const extraLength = view.getUint16(start + 28, true);
  const extra = withoutZip64(bytes.subarray(start + 30 + nameLength, start + 30 + nameLength + extraLength));
  const header = Buffer.concat([bytes.subarray(start, start + 30 + nameLength), extra]);
  const own = new DataView(header.buffer, header.byteOffset, header.byteLength);
  own.setUint16(6, own.getUint16(6, true) & ~SIZES_FOLLOW, true);
  putSizes(own, 8, packed);
  own.setUint16(28, extra.length, true);
  return header;
}

function changedDirectory(directory: Uint8Array, at: number, packed: Packed | undefined): Uint8Array {
  const copy = directory.slice();
  const view = new DataView(copy.buffer);
  view.setUint32(42, at, true);
  if (packed) {
    view.setUint16(8, view.getUint16(8, true) & ~SIZES_FOLLOW, true);
    putSizes(view, 10, packed);
  }
  return copy;
}

function withoutZip64(extra: Uint8Array): Uint8Array {
  const view = new DataView(extra.buffer, extra.byteOffset, extra.byteLength);
  const kept: Uint8Array[] = [];
  for (let at = 0; at + 4 <= extra.length; ) {
    const next = at + 4 + view.getUint16(at + 2, true);
    if (view.getUint16(at, true) !== ZIP64_EXTRA) kept.push(extra.subarray(at, next));
    at = next;
  }
  return Buffer.concat(kept);
}

function newEntry(name: string, packed: Packed): { header: Uint8Array; listing: Uint8Array } {
  const encoded = new TextEncoder().encode(name);
  const header = new Uint8Array(30 + encoded.length);
  const local = new DataView(header.buffer);
  local.setUint32(0, LOCAL_HEADER, true);
  local.setUint16(4, 20, true);
  local.setUint16(6, UTF8_NAME, true);
  putSizes(local, 8, packed);
  local.setUint16(12, FIRST_DAY, true);
  local.setUint16(26, encoded.length, true);
  header.set(encoded, 30);
  const listing = new Uint8Array(46 + encoded.length);
  const view = new DataView(listing.buffer);
  view.setUint32(0, DIRECTORY_ENTRY, true);
  view.setUint16(4, 20, true);
  view.setUint16(6, 20, true);
  view.setUint16(8, UTF8_NAME, true);
  putSizes(view, 10, packed);
  view.setUint16(14, FIRST_DAY, true);
  view.setUint16(28, encoded.length, true);
  listing.set(encoded, 46);
  return { header, listing };
}
