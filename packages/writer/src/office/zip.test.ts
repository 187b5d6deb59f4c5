import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { rewriteZip, ZipUnsuited } from './zip.ts';

const parts = { 'a.xml': strToU8('甲'.repeat(50)), 'b/c.bin': new Uint8Array([1, 2, 3]), 'd.txt': strToU8('丁') };
const texts = (bytes: Uint8Array) =>
  Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, content]) => [name, strFromU8(content)]));

test('nothing changed is the very file', () => {
  const file = zipSync(parts);
  expect(rewriteZip(file, new Map())).toBe(file);
});

test('parts are put in place of others and added; the rest is copied as it is packed', () => {
  const file = zipSync({ ...parts, 'b/c.bin': [parts['b/c.bin'], { level: 0 }] }, { comment: '注' });
  const changed = rewriteZip(
    Buffer.from(file),
    new Map([
      ['a.xml', strToU8('乙')],
      ['新/部件.xml', strToU8('新')],
    ]),
  );
  expect(texts(changed)).toEqual({ ...texts(file), 'a.xml': '乙', '新/部件.xml': '新' });
  expect(Buffer.from(changed).includes(Buffer.from(file.subarray(file.length - 4)))).toBe(true);
  const same = rewriteZip(changed, new Map([['a.xml', parts['a.xml']]]));
  expect(texts(same)).toMatchObject(texts(file));
});

test('bytes before the archive and sizes behind the data are kept in order', () => {
  const file = zipSync({ 'a.xml': parts['a.xml'] });
  // As streaming programs write it: bit 3, zeros in the local header, sizes after the data.
  const view = Buffer.from(file);
  const end = view.indexOf(Buffer.from('PK\x01\x02', 'latin1'));
  const [crc, packed, size] = [14, 18, 22].map((at) => view.readUInt32LE(at)) as [number, number, number];
  const descriptor = Buffer.alloc(16);
  for (const [i, value] of [0x08074b50, crc, packed, size].entries()) descriptor.writeUInt32LE(value, i * 4);
  const head = Buffer.from(view.subarray(0, end));
  head.writeUInt16LE(8, 6);
  head.fill(0, 14, 26);
  const tail = Buffer.from(view.subarray(end));
  tail.writeUInt16LE(8, 8);
  tail.writeUInt32LE(end + 16, tail.length - 22 + 16);
  const lead = Buffer.from('前言');
  const streamed = Buffer.concat([lead, head, descriptor, tail]);
  const kept = rewriteZip(streamed, new Map([['b.xml', strToU8('乙')]]));
  expect(Buffer.from(kept).subarray(0, lead.length + head.length + 16)).toEqual(
    streamed.subarray(0, lead.length + head.length + 16),
  );
  const changed = rewriteZip(streamed, new Map([['a.xml', strToU8('乙')]]));
  expect(texts(changed.subarray(lead.length))['a.xml']).toBe('乙');
});

test('what is no archive of this kind is refused', () => {
  const changed = new Map([['a', new Uint8Array()]]);
  expect(() => rewriteZip(new Uint8Array(40), changed)).toThrow(ZipUnsuited);
  const file = Buffer.from(zipSync(parts));
  file.writeUInt32LE(0xffffffff, file.length - 22 + 16);
  expect(() => rewriteZip(file, changed)).toThrow(ZipUnsuited);
});
