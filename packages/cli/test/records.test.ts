import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Report } from '@jizhun/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseScenario } from './scenario.ts';

const bin = path.resolve(import.meta.dirname, '../bin/jizhun.mjs');
const scenario = parseScenario(
  readFileSync(path.join(import.meta.dirname, 'scenarios', 'check-text.scenario'), 'utf8'),
);
const form = scenario.files[0]?.text ?? '';
const RULES = ['--rule', 'table-row-sum,pct-over-100', '--date', '2024-03-31', '--format', 'json'];
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'jizhun-records-'));
  writeFileSync(path.join(folder, '项目.txt'), form);
});
afterAll(() => rmSync(folder, { recursive: true }));

function check(...args: string[]) {
  const run = spawnSync(process.execPath, [bin, 'check', ...RULES, ...args], { cwd: folder, encoding: 'utf8' });
  return { ...run, report: run.stdout === '' ? undefined : (JSON.parse(run.stdout) as Report) };
}

const rulesOf = (report: Report | undefined) => report?.documents[0]?.findings.map(({ rule }) => rule);

test('a list that was written as blanks takes hold once the reasons are filled in, and lapses with the version', () => {
  const file = path.join(folder, '忽略.json');
  const first = check('项目.txt', '--write-suppressions', '忽略.json');
  expect(first.status).toBe(1);
  expect(first.stderr).toContain('共 2 条，新增 2 条；其中 2 条没有写理由');
  expect(first.report?.lapsed?.map(({ state }) => state)).toEqual(['no-reason', 'no-reason']);
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll('"reason": ""', '"reason": "见说明"'));
  const second = check('项目.txt', '--suppress', '忽略.json');
  expect(second).toMatchObject({ status: 0, report: { documents: [{ findings: [] }] } });
  expect(second.report?.lapsed).toBeUndefined();
  const [one, two] = (JSON.parse(readFileSync(file, 'utf8')) as { suppressions: unknown[] }).suppressions;
  for (const [name, entry] of [
    ['甲,乙.json', one],
    ['丙，丁.json', two],
  ] as const)
    writeFileSync(path.join(folder, name), JSON.stringify({ schema: 'jizhun/suppressions@1', suppressions: [entry] }));
  expect(check('项目.txt', '--suppress', '甲,乙.json', '--suppress=丙，丁.json')).toMatchObject({ status: 0 });
  expect(check('项目.txt', '--suppress', '甲,乙.json')).toMatchObject({ status: 1 });
  const again = check('项目.txt', '--write-suppressions', '忽略.json', '--reason', '又一个理由');
  expect(again.stderr).toContain('共 2 条，新增 0 条');

  writeFileSync(path.join(folder, '改.txt'), `${form}\n`);
  const changed = check('改.txt', '--suppress', '忽略.json');
  expect(changed.status).toBe(1);
  expect(changed.report?.lapsed?.map(({ state }) => state)).toEqual(['other-version', 'other-version']);
});

test('a baseline holds for the next version of the file: what is new is listed, what is gone is told', () => {
  expect(check('项目.txt', '--write-baseline', '基线.json')).toMatchObject({ status: 0 });
  const same = check('项目.txt', '--baseline', '基线.json');
  expect(same).toMatchObject({ status: 0, report: { documents: [{ baseline: { known: 2, gone: [] } }] } });
  // One figure more, one target put right.
  writeFileSync(
    path.join(folder, '项目.txt'),
    form
      .replace('示例宣传经费\t50.00\t50.00', '示例宣传经费\t50.00\t48.00')
      .replace('年度指标值:大于等于100%', '年度指标值:大于等于95%'),
  );
  const next = check('项目.txt', '--baseline', '基线.json');
  expect(next.status).toBe(1);
  expect(rulesOf(next.report)).toEqual(['table-row-sum']);
  expect(next.report?.documents[0]?.baseline).toMatchObject({ known: 1, gone: [{ rule: 'pct-over-100' }] });
});

test('a file that cannot be used ends the run before anything is read', () => {
  const missing = check('项目.txt', '--suppress', '没有.json');
  expect(missing).toMatchObject({ status: 2, stdout: '' });
  expect(missing.stderr).toContain('“没有.json”不存在');
  writeFileSync(path.join(folder, '坏.json'), '{}');
  expect(check('项目.txt', '--baseline', '坏.json').stderr).toContain('不是基线文件');
  expect(check('项目.txt', '--write-baseline', '没有的文件夹/基线.json')).toMatchObject({ status: 2 });
  expect(check('项目.txt', '--date', '昨天').stderr).toContain('不是日期');
});
