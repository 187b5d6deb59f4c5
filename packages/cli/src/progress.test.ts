import { expect, test } from 'vitest';
import { createProgress } from './progress.ts';
import type { Terminal } from './terminal.ts';
import { createStyle } from './text/style.ts';

function terminal(live: boolean): { terminal: Terminal; said: string[] } {
  const said: string[] = [];
  const say = (text: string): void => {
    said.push(text.trimEnd());
  };
  return { said, terminal: { print: say, warn: say, redraw: say, live, width: 80, style: createStyle(false) } };
}

test('one file needs no progress', () => {
  const { terminal: screen, said } = terminal(true);
  const progress = createProgress(screen, 1, '读取');
  progress.advance('a.docx');
  progress.finish();
  expect(said).toEqual([]);
});

test('on a screen one line is redrawn, and gone at the end', () => {
  const { terminal: screen, said } = terminal(true);
  const progress = createProgress(screen, 2, '读取');
  progress.advance('a.docx');
  progress.advance('b.docx');
  progress.finish();
  expect(said).toEqual([
    '读取 [############------------] 1/2 a.docx',
    '读取 [########################] 2/2 b.docx',
    '',
  ]);
});

test('without a screen a line now and then is enough', () => {
  const { terminal: file, said } = terminal(false);
  const progress = createProgress(file, 120, '读取');
  for (let i = 0; i < 120; i++) progress.advance('a.docx');
  progress.finish();
  expect(said).toEqual(['已读取 50/120 个文件', '已读取 100/120 个文件', '已读取 120/120 个文件']);
});
