import { expect, test } from 'vitest';
import { accepts, matchesTag } from './encoding.ts';
import { createGate } from './gate.ts';
import { attachment, cleanFileName } from './upload.ts';

test('file names lose folders and what cannot be seen, and keep the rest', () => {
  expect(cleanFileName('部门预算（2026）.docx')).toBe('部门预算（2026）.docx');
  expect(cleanFileName('C:\\文件\\a.docx')).toBe('a.docx');
  expect(cleanFileName('../../etc/passwd')).toBe('passwd');
  expect(cleanFileName('a\u0000\r\nb\u202egpj.docx')).toBe('abgpj.docx');
  expect(cleanFileName(' / ')).toBe('未命名');
  const long = cleanFileName(`${'长'.repeat(400)}.docx`);
  expect([...long]).toHaveLength(200);
  expect(long.endsWith('.docx')).toBe(true);
});

test('a download is named in plain letters for old browsers and in full for the others', () => {
  expect(attachment('a "b".docx')).toBe(`attachment; filename="a _b_.docx"; filename*=UTF-8''a%20%22b%22.docx`);
  expect(attachment('预算(1).docx')).toBe(
    `attachment; filename="__(1).docx"; filename*=UTF-8''%E9%A2%84%E7%AE%97%281%29.docx`,
  );
});

test('codings are accepted as the request says', () => {
  expect(accepts('gzip, deflate, br', 'br')).toBe(true);
  expect(accepts('gzip;q=0.5', 'gzip')).toBe(true);
  expect(accepts('*', 'gzip')).toBe(true);
  expect(accepts('*, gzip;q=0', 'gzip')).toBe(false);
  expect(accepts('identity', 'gzip')).toBe(false);
  expect(accepts(undefined, 'gzip')).toBe(false);
});

test('tags match weakly, one of several, or any', () => {
  expect(matchesTag('"a", W/"b"', '"b"')).toBe(true);
  expect(matchesTag('*', '"b"')).toBe(true);
  expect(matchesTag('"a"', '"b"')).toBe(false);
  expect(matchesTag(null, '"b"')).toBe(false);
});

test('a gate lets so many in, in order, and goes on after a failure', async () => {
  const gate = createGate(2);
  let inside = 0;
  let most = 0;
  const order: number[] = [];
  const work = (n: number) =>
    gate(async () => {
      most = Math.max(most, ++inside);
      order.push(n);
      await new Promise((settle) => setTimeout(settle, 5));
      inside--;
      if (n === 1) throw new Error('one fails');
    });
  await Promise.allSettled([0, 1, 2, 3, 4, 5].map(work));
  expect(most).toBe(2);
  expect(order).toEqual([0, 1, 2, 3, 4, 5]);
  await gate(async () => {});
});
