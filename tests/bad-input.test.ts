import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bomb, docx, encrypted, gb18030, jpeg, otherZip, truncatedZip } from './bad/inputs.ts';
import { type Outcome, runMeasured } from './bad/run.ts';

const honest = docx(['2024年示例单位预算公开', '一、收支情况', '2024年支出预算为123.45万元。']);
const SECONDS = 2;
const MEBIBYTES = 512;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'jizhun-bad-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function check(name: string, bytes: Uint8Array | string): Outcome {
  writeFileSync(path.join(folder, name), bytes);
  return runMeasured(['check', name], folder);
}

/** Within time and memory, in Chinese, and without the inside of a program. */
function expectCivil({ stdout, stderr, seconds, mebibytes }: Outcome): void {
  const said = stdout + stderr;
  expect(said).toMatch(/[\u4e00-\u9fff]/);
  expect(said).not.toMatch(/^\s+at .*[:(]\d+:\d+\)?$|Error:|node:internal|undefined|\[object|NaN/m);
  expect(seconds).toBeLessThan(SECONDS);
  expect(mebibytes).toBeLessThan(MEBIBYTES);
}

/** Refused: says which file, why, and on a line of its own what to do; the report has nothing of it. */
function expectRefused(outcome: Outcome, name: string, why: RegExp): void {
  expectCivil(outcome);
  expect(outcome.status).toBe(2);
  expect(outcome.stdout).toBe('');
  const [first = '', remedy = ''] = outcome.stderr.split('\n');
  expect(first).toContain(name);
  expect(first).toMatch(why);
  expect(remedy).toMatch(/^ {2}.*请/);
}

describe('refused, with what to do', { retry: 2 }, () => {
  test('an empty file', () => {
    expectRefused(check('空.docx', new Uint8Array(0)), '空.docx', /空/);
  });
  test('a picture called docx', () => {
    expectRefused(check('照片.docx', jpeg()), '照片.docx', /图片/);
  });
  test('a zip of pictures called xlsx', () => {
    expectRefused(check('照片.xlsx', otherZip()), '照片.xlsx', /不是|没有/);
  });
  test('a document with a password', () => {
    expectRefused(check('加密.docx', encrypted()), '加密.docx', /加密|密码/);
  });
  test('a zip that breaks off', () => {
    expectRefused(check('截断.docx', truncatedZip()), '截断.docx', /不完整|截断|中断|损坏/);
  });
  test('400 kB that unpack to 400 MB', () => {
    const bytes = bomb();
    expect(bytes.length).toBeLessThan(450_000);
    expectRefused(check('炸弹.xlsx', bytes), '炸弹.xlsx', /展开|解压|过大|压缩/);
  });
});

describe('read all the same', { retry: 2 }, () => {
  test('a docx called xlsx', () => {
    const outcome = check('改名.xlsx', honest);
    expectCivil(outcome);
    expect(outcome.status).toBe(0);
  });
  test('text in GB18030', () => {
    const text = '示例市示例局2024年部门预算公开\n一、收支情况\n2024年支出预算为123.45万元。\n';
    writeFileSync(path.join(folder, '国标.txt'), gb18030(text));
    const outcome = runMeasured(['read', '国标.txt', '--format', 'json'], folder);
    expectCivil(outcome);
    expect(outcome.status).toBe(0);
    expect(outcome.stdout).toContain('示例市示例局');
  });
  test('a form with no indicators', () => {
    const outcome = check(
      '只有项目名称.docx',
      docx(
        ['项目支出绩效目标表'],
        [
          ['项目名称', '示例项目'],
          ['主管部门', '示例局'],
          ['实施单位', '示例中心'],
          ['项目资金（万元）', '100'],
          ['年度目标', '完成示例设备更新。'],
        ],
      ),
    );
    expectCivil(outcome);
    expect([0, 1]).toContain(outcome.status);
    expect(outcome.stderr).toMatch(/没有读出绩效指标[^\n]*\n {2}请补填绩效指标/);
  });
});

test('a bad file among good ones does not keep them from being checked', { retry: 2 }, () => {
  writeFileSync(path.join(folder, '好.docx'), honest);
  writeFileSync(path.join(folder, '坏.docx'), jpeg());
  const outcome = runMeasured(['check', '坏.docx', '好.docx'], folder);
  expectCivil(outcome);
  expect(outcome.status).toBe(2);
  expect(outcome.stderr).toContain('坏.docx');
  expect(outcome.stdout).toContain('好.docx');
  expect(outcome.stdout).toContain('未能读取或无可核对 1 份');
});
