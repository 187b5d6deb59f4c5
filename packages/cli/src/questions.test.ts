import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { questionsOn } from './questions.ts';

function terminal() {
  const input = new PassThrough();
  const output = new PassThrough();
  let shown = '';
  output.setEncoding('utf8').on('data', (text: string) => (shown += text));
  return { input, questions: questionsOn(input, output), shown: () => shown };
}

test('questions are put one after another, with what is usual', async () => {
  const { input, questions, shown } = terminal();
  input.write('某县财政局\n\n');
  expect(await questions.ask('名称')).toBe('某县财政局');
  expect(await questions.ask('端口', { usual: '7788' })).toBe('7788');
  expect(await Promise.all([questions.ask('代码', { usual: '' }), input.write('\n')])).toEqual(['', true]);
  expect(shown()).toBe('名称：端口［7788］：代码：');
  questions.close();
});

test('an answer that does not fit is said so, and asked for again', async () => {
  const { input, questions, shown } = terminal();
  input.write('\n9\n2\n');
  expect(await questions.ask('选择', { fault: (text) => (/^[12]$/.test(text) ? undefined : '请填 1 或 2。') })).toBe(
    '2',
  );
  expect(shown()).toBe('选择：请填 1 或 2。\n选择：请填 1 或 2。\n选择：');
  input.end('\n');
  await expect(questions.ask('姓名')).rejects.toThrow('“姓名”没有回答');
});
