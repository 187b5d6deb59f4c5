import { expect, test } from 'vitest';
import { personAs } from '../../test/people.ts';
import { jobAnswer } from './answer.ts';

test('what a job is doing and what came of it is for who began it', () => {
  const owner = personAs('clerk');
  const administrator = personAs('system-administrator');
  const job = {
    id: 'job',
    kind: 'documents.archive',
    input: {},
    attempts: 0,
    mostAttempts: 3,
    dueAt: new Date(0),
    cancelAsked: false,
    done: 1,
    person: owner.person,
    createdBy: '填报人（clerk）',
    createdAt: new Date(0),
  };
  const may = () => true;
  const running = { ...job, state: 'running' as const, doing: '正在读取“目标表.docx”' };
  const done = { ...job, state: 'done' as const, result: { outcome: '“目标表.zip”：加入 2 份。', link: '/documents' } };
  const failed = { ...job, state: 'failed' as const, problem: '磁盘已满。' };
  expect(jobAnswer(running, '加入压缩包', { principal: owner, may }).doing).toContain('目标表');
  expect(jobAnswer(done, '加入压缩包', { principal: owner, may })).toMatchObject({ link: '/documents', own: true });
  for (const one of [running, done, failed]) {
    const answer = jobAnswer(one, '加入压缩包', { principal: administrator, may });
    expect(JSON.stringify(answer)).not.toContain('目标表');
    expect(answer.own).toBe(false);
  }
  expect(jobAnswer(failed, '加入压缩包', { principal: administrator, may }).problem).toBe('磁盘已满。');
});
