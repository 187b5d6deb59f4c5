import type { FirstWrite, Idempotency, KeptAnswer, WriteKey } from '@jizhun/store';
import { expect, test } from 'vitest';
import type { Answer } from '../operation.ts';
import { startForgetting } from './forget-keys.ts';
import { once, writeKeyOf } from './once.ts';

const NOW = new Date('2026-03-31T08:00:00.000Z');
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);

/** As the database keeps it, in memory. */
function memory(): Idempotency {
  const kept = new Map<string, { write: WriteKey; at: Date; answer?: KeptAnswer }>();
  const name = ({ person, key }: WriteKey) => `${person} ${key}`;
  return {
    async begin(write, now): Promise<FirstWrite> {
      const there = kept.get(name(write));
      if (there === undefined) {
        kept.set(name(write), { write, at: now });
        return { is: 'new' };
      }
      if (there.write.request !== write.request) return { is: 'other' };
      return there.answer === undefined
        ? { is: 'under-way', since: there.at }
        : { is: 'answered', answer: there.answer };
    },
    async finish(write, answer) {
      kept.set(name(write), { write, at: NOW, answer });
    },
    async abandon(write) {
      kept.delete(name(write));
    },
    cleanUp: async () => 0,
  };
}

const post = (headers: Record<string, string> = {}, path = '/api/v1/units') =>
  new Request(`http://localhost${path}`, { method: 'POST', headers });

function writer() {
  const idempotency = memory();
  let done = 0;
  const send = (
    work: () => Promise<Answer> = async () => ({ status: 201, json: { n: done } }),
    { key = 'k', body = { name: '甲' } as unknown, now = NOW, person = 'p', request = post() } = {},
  ) =>
    once(request, { idempotency, person, key, body, now }, () => {
      done += 1;
      return work();
    });
  return { send, done: () => done };
}

test('a key is plain characters, or is refused', () => {
  expect(writeKeyOf(post())).toBeUndefined();
  expect(writeKeyOf(post({ 'idempotency-key': 'a-1' }))).toBe('a-1');
  expect(() => writeKeyOf(post({ 'idempotency-key': '' }))).toThrow('写法不对');
  expect(() => writeKeyOf(post({ 'idempotency-key': 'a b' }))).toThrow('写法不对');
  expect(() => writeKeyOf(post({ 'idempotency-key': 'x'.repeat(201) }))).toThrow('写法不对');
});

test('the same write again is answered alike and not done again', async () => {
  const { send, done } = writer();
  const cookies = ['jizhun=1'];
  expect(await send(async () => ({ status: 201, json: { n: 1 }, cookies }))).toMatchObject({ cookies });
  expect(await send()).toEqual({ status: 201, jsonText: '{"n":1}' });
  expect(done()).toBe(1);
  await send(async () => ({ status: 204 }), { key: 'none' });
  expect(await send(undefined, { key: 'none' })).toEqual({ status: 204 });
  expect(done()).toBe(2);
});

test('another write with the key is refused, whatever differs; another person has keys of their own', async () => {
  const { send, done } = writer();
  await send();
  for (const other of [
    { body: { name: '乙' } },
    { request: post({}, '/api/v1/units?x=1') },
    { request: post({}, '/api/v1/people') },
  ])
    await expect(send(undefined, other)).rejects.toMatchObject({ problem: { status: 422, code: 'key-used' } });
  expect(done()).toBe(1);
  await send(undefined, { person: 'q' });
  expect(done()).toBe(2);
});

test('a write that failed may be sent again', async () => {
  const { send, done } = writer();
  await expect(send(() => Promise.reject(new Error('数据库正在重启')))).rejects.toThrow('正在重启');
  expect(await send()).toMatchObject({ status: 201 });
  expect(done()).toBe(2);
});

test('one under way is waited for; of one that was cut off nobody can say', async () => {
  const { send, done } = writer();
  let finish = (_: Answer) => {};
  const first = send(() => new Promise<Answer>((settle) => (finish = settle)));
  await expect(send()).rejects.toMatchObject({
    problem: { status: 409, code: 'under-way' },
    headers: { 'retry-after': '1' },
  });
  await expect(send(undefined, { now: later(61) })).rejects.toMatchObject({ problem: { code: 'outcome-unknown' } });
  finish({ status: 200, jsonText: '{}' });
  await first;
  expect(await send()).toEqual({ status: 200, jsonText: '{}' });
  expect(done()).toBe(1);
});

test('an answer too long to be kept is not given again, and the write is not done again', async () => {
  const { send, done } = writer();
  await send(async () => ({ status: 200, jsonText: JSON.stringify('长'.repeat(1 << 20)) }));
  await expect(send()).rejects.toMatchObject({ problem: { status: 409, code: 'already-done' } });
  expect(done()).toBe(1);
});

test('keys are forgotten after a week, of every tenant', async () => {
  const cleaned: [number, Date][] = [];
  const forgetting = await startForgetting({
    tenants: async () => [1, 2],
    idempotency: (tenant) => ({
      cleanUp: async (before) => {
        cleaned.push([tenant, before]);
        return 0;
      },
    }),
    now: () => NOW,
    log: () => {},
  });
  forgetting.stop();
  const week = new Date('2026-03-24T08:00:00.000Z');
  expect(cleaned).toEqual([
    [1, week],
    [2, week],
  ]);
});
