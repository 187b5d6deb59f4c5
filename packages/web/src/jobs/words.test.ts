import type { Job } from '@jizhun/api';
import { expect, test } from 'vitest';
import { isOpen, lasting, lastingOf, stateOf } from './words.ts';

const NOW = Date.parse('2026-03-31T08:00:00.000Z');
const job = (more: Partial<Job>): Job => ({
  id: 'b1f0c2d4-0000-4000-8000-000000000001',
  kind: 'documents.archive',
  title: '加入压缩包中的文件',
  state: 'waiting',
  cancelAsked: false,
  done: 0,
  attempts: 0,
  dueAt: '2026-03-31T08:00:00.000Z',
  own: true,
  createdBy: '张三（zhangsan）',
  createdAt: '2026-03-31T07:59:00.000Z',
  may: { cancel: true, retry: false },
  ...more,
});

test('each state is a word; one that is tried again says which time it will be', () => {
  const words = (more: Partial<Job>) => stateOf(job(more), NOW).word;
  expect(words({})).toBe('等待');
  expect(words({ attempts: 1, dueAt: '2026-03-31T08:00:20.000Z' })).toBe('等待第 2 次尝试');
  expect(words({ state: 'running', attempts: 1 })).toBe('进行中');
  expect(words({ state: 'running', cancelAsked: true })).toBe('正在停下');
  expect(words({ state: 'done' })).toBe('已完成');
  expect(words({ state: 'failed' })).toBe('未完成');
  expect(words({ state: 'cancelled' })).toBe('已取消');
  expect([job({}), job({ state: 'running' }), job({ state: 'done' })].map(isOpen)).toEqual([true, true, false]);
});

test('how long a job takes is said in whole units', () => {
  expect([0, 999, 12_300, 185_000, 180_000, 7_800_000, 7_200_000].map(lasting)).toEqual([
    '不到 1 秒',
    '不到 1 秒',
    '12 秒',
    '3 分 5 秒',
    '3 分',
    '2 小时 10 分',
    '2 小时',
  ]);
  expect(lastingOf(job({}), NOW)).toBeUndefined();
  expect(lastingOf(job({ startedAt: '2026-03-31T07:59:30.000Z' }), NOW)).toBe('30 秒');
  const ended = { startedAt: '2026-03-31T07:59:30.000Z', endedAt: '2026-03-31T07:59:35.000Z' };
  expect(lastingOf(job(ended), NOW)).toBe('5 秒');
});
