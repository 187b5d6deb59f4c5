import { expect, test } from 'vitest';
import { momentCursor, nextPage, pageEnd } from './parameters.ts';

const ID = '11111111-1111-4111-8111-111111111111';
const end = (text: string) => pageEnd.safeParse(Buffer.from(text, 'utf8').toString('base64url')).success;

test('the end of a page is taken as it was given, and nothing that the database would choke on', () => {
  const { next = '' } = nextPage({ id: ID, name: '张 三' });
  expect(pageEnd.parse(next)).toEqual({ id: ID, name: '张 三' });
  expect(end(`${ID} `)).toBe(true);
  for (const text of ['', 'x', `${ID.slice(1)} 张三`, `${ID} 张\0三`])
    expect(end(text), JSON.stringify(text)).toBe(false);
});

test('a cursor of moments names a moment and an id', () => {
  const moment = '2026-03-31T08:00:00.000Z';
  expect(momentCursor.parse(`${moment}_${ID}`)).toEqual({ at: new Date(moment), id: ID });
  for (const text of [
    moment,
    `${moment}_`,
    `${moment}_${'-'.repeat(36)}`,
    `${moment}_${'a'.repeat(36)}`,
    `2026-99-31T08:00:00.000Z_${ID}`,
  ])
    expect(momentCursor.safeParse(text).success, text).toBe(false);
});
