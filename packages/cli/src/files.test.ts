import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeFileError, expandInputs } from './files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'jizhun-files-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const put = (name: string): string => {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, '');
  return file;
};
const names = (files: { path: string }[]): string[] => files.map((file) => path.relative(folder, file.path));

test('a folder gives its documents, those of its folders included, in the order of their names', () => {
  for (const name of [
    '10.docx',
    '2.docx',
    'b/3.XLSX',
    '~$2.docx',
    '.hidden.docx',
    'a.txt',
    'photo.jpg',
    'old.odt',
    '打包.rar',
  ])
    put(name);
  const inputs = expandInputs([folder]);
  expect(names(inputs.files)).toEqual(['2.docx', '10.docx', 'a.txt', 'b/3.XLSX']);
  expect(inputs.skipped.map((file) => path.basename(file))).toEqual(['打包.rar', 'old.odt']);
  expect(inputs.problems).toEqual([]);
});

test('a file is taken once, and whatever it is called when it is named itself', () => {
  const file = put('a.docx');
  const odd = put('报表');
  expect(names(expandInputs([file, odd, folder, file]).files)).toEqual(['a.docx', '报表']);
});

test('what is not there, and a folder without documents, is said', () => {
  mkdirSync(path.join(folder, '空'));
  const { files, problems } = expandInputs([path.join(folder, '无.docx'), path.join(folder, '空')]);
  expect(files).toEqual([]);
  expect(problems).toHaveLength(2);
  expect(problems[0]).toMatch(/无\.docx”不存在。\n {2}请核对路径/);
  expect(problems[1]).toMatch(/空”中没有可以读取的文件/);
});

test('a link that leads in a circle is not followed', () => {
  put('a.docx');
  symlinkSync(folder, path.join(folder, '环'));
  expect(names(expandInputs([folder]).files)).toEqual(['a.docx']);
});

test('a dash is standard input', () => {
  expect(expandInputs(['-']).files).toEqual([{ name: '标准输入', path: '-' }]);
});

test('an error of the system is told in Chinese', () => {
  expect(describeFileError('a', Object.assign(new Error('x'), { code: 'EACCES' }))).toBe(
    '文件“a”没有权限读写。\n  请向所有者申请权限，或换一个账户执行。',
  );
  expect(describeFileError('a', new Error('boom'))).toMatch(/boom/);
});
