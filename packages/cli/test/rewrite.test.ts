import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
const bin = path.join(root, 'packages/cli/bin/jizhun.mjs');
const DOCX = '示例区城市管理示例局-部门预算公开.docx';
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'jizhun-rewrite-'));
  cpSync(path.join(root, 'examples', DOCX), path.join(folder, '公开.docx'));
  writeFileSync(path.join(folder, '目标.xlsx'), workbook());
  writeFileSync(path.join(folder, '目标.txt'), FORM.map((row) => row.join('\t')).join('\n'));
});

afterAll(() => rmSync(folder, { recursive: true }));

const FORM = [
  ['示例县2026年项目支出绩效目标表'],
  ['项目名称', '示例道路养护'],
  ['预算单位', '示例县交通局'],
  ['一级指标', '二级指标', '三级指标', '指标值'],
  ['产出指标', '数量指标', '养护里程', '≥120公里'],
  ['产出指标', '质量指标', '验收合格率', '≥95百分比'],
  ['满意度指标', '服务对象满意度指标', '群众满意度', '≥90百分比'],
];

function workbook(): Uint8Array {
  const office = 'http://schemas.openxmlformats.org';
  const main = `${office}/spreadsheetml/2006/main`;
  const types = `${office}/officeDocument/2006/relationships`;
  const related = (list: string) =>
    `<Relationships xmlns="${office}/package/2006/relationships">${list}</Relationships>`;
  const rows = FORM.map((cells, r) => {
    const own = cells.map((text, c) => {
      const address = `${'ABCD'[c]}${r + 1}`;
      return `<c r="${address}" t="inlineStr"><is><t>${text}</t></is></c>`;
    });
    return `<row r="${r + 1}">${own.join('')}</row>`;
  });
  const parts = {
    '[Content_Types].xml': `<Types xmlns="${office}/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
    '_rels/.rels': related(`<Relationship Id="r1" Type="${types}/officeDocument" Target="xl/workbook.xml"/>`),
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${types}"><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': related(
      `<Relationship Id="r1" Type="${types}/worksheet" Target="worksheets/sheet1.xml"/>`,
    ),
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${rows.join('')}</sheetData><mergeCells count="1"><mergeCell ref="A1:D1"/></mergeCells></worksheet>`,
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));
}

function jizhun(...args: string[]): { stdout: string; stderr: string; status: number | null } {
  const { stdout, stderr, status } = spawnSync(process.execPath, [bin, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { stdout, stderr, status };
}

const at = (...steps: string[]): string => path.join(folder, ...steps);
const parts = (file: string): Record<string, Uint8Array> => unzipSync(readFileSync(at(file)));

test('--dry-run shows each change as a difference and writes nothing', () => {
  const before = readFileSync(at('公开.docx'));
  const { stdout, stderr, status } = jizhun('check', '公开.docx', '--fix', '--dry-run');
  expect(stdout).toMatch(/^公开\.docx {2}修改 \d+ 处/);
  expect(stdout).toMatch(/\+ 第 12 张表 第 10 行第 6 列：≥90100 → ≥90% {2}\[value-absurd\]/);
  expect(stderr).not.toContain('存为');
  expect([0, 1]).toContain(status);
  expect(readFileSync(at('公开.docx'))).toEqual(before);
});

test('--fix writes a copy in which only the fixed cells differ, and is judged by it', () => {
  const { stdout, stderr, status } = jizhun('check', '目标.xlsx', '--rule', 'unit-garbled', '--fix', '-o', '改后.xlsx');
  expect(stdout).toContain('表 单元格 D6：≥95百分比 → ≥95%  [unit-garbled]');
  expect(stderr).toContain('文件“目标.xlsx”写入修改 2 处，存为“改后.xlsx”。');
  expect(status).toBe(0);
  const [before, after] = [parts('目标.xlsx'), parts('改后.xlsx')];
  expect(Object.keys(after)).toEqual(Object.keys(before));
  const changed = Object.keys(before).filter((name) => strFromU8(before[name]!) !== strFromU8(after[name]!));
  expect(changed).toEqual(['xl/worksheets/sheet1.xml']);
  expect(strFromU8(after['xl/worksheets/sheet1.xml']!).replace(/ xml:space="preserve"/g, '')).toBe(
    strFromU8(before['xl/worksheets/sheet1.xml']!).replaceAll('百分比', '%'),
  );
  expect(jizhun('check', '改后.xlsx', '--rule', 'unit-garbled', '-q').stdout).toBe('');
});

test('--annotate puts the findings at their cells, and the file is read as before', () => {
  const { stderr, status } = jizhun('check', '公开.docx', '--annotate', '-o', '批注.docx');
  expect(stderr).toMatch(/加批注 \d+ 处，存为“批注\.docx”/);
  expect(status).toBe(1);
  expect(strFromU8(parts('批注.docx')['word/comments.xml']!)).toMatch(/w:author="绩准".*【错误】.*建议：/s);
  const reading = (file: string) => {
    const { source: _, ...rest } = JSON.parse(jizhun('read', file, '--format', 'json').stdout);
    return rest;
  };
  expect(reading('批注.docx')).toEqual(reading('公开.docx'));
});

test('several files go to a folder, in their places; those that cannot be written are named', () => {
  mkdirSync(at('多份/下级'), { recursive: true });
  cpSync(at('公开.docx'), at('多份/公开.docx'));
  cpSync(at('目标.xlsx'), at('多份/下级/目标.xlsx'));
  cpSync(at('目标.txt'), at('多份/目标.txt'));
  const { stderr, status } = jizhun('check', '多份', '--fix', '-o', '多份改后', '-q');
  expect(existsSync(at('多份改后/公开.docx'))).toBe(true);
  expect(existsSync(at('多份改后/下级/目标.xlsx'))).toBe(true);
  expect(existsSync(at('多份改后/目标.txt'))).toBe(false);
  expect(stderr).toContain('文件“多份/目标.txt”没有改写：文本文件不能改写，请改用 docx 或 xlsx 原文件。');
  expect(status).toBe(2);
});

test('without anything to fix no file is written', () => {
  const { stderr, status } = jizhun('check', '目标.xlsx', '--rule', 'pct-over-100', '--fix', '-o', '无.xlsx');
  expect(stderr).toContain('文件“目标.xlsx”没有可以机械修改的问题，没有写出文件。');
  expect(status).toBe(0);
  expect(existsSync(at('无.xlsx'))).toBe(false);
});

test.each([
  [['--fix', '-o', '公开.docx'], '-o 不能是要核对的文件本身'],
  [['--fix', '-o', './多余/../公开.docx'], '-o 不能是要核对的文件本身'],
  [['--annotate', '-o', '公开.xlsx'], '文件名也应以 .docx 结尾'],
  [['--fix'], '使用 --fix 时请用 -o 写出改后的文件名'],
  [['--annotate', '-o', '-'], '使用 --annotate 时请用 -o 写出改后的文件名'],
  [['--dry-run'], '选项 --dry-run 与 --fix 一起使用'],
  [['--fix', '--dry-run', '-o', 'a.docx'], '--dry-run 不写文件'],
  [['--fix', '--annotate', '-o', 'a.docx'], '选项 --fix 和 --annotate 不能同时使用'],
  [['--fix', '-o', 'a.docx', '--format', 'json'], '选项 --format 不能与 --fix 一起使用'],
  [['--fix', '-o', 'a.docx', '--write-baseline', 'b.json'], '不能与 --fix 一起使用，请分两次执行'],
])('%s is refused', (args, message) => {
  const before = readFileSync(at('公开.docx'));
  const { stderr, status } = jizhun('check', '公开.docx', ...args);
  expect(stderr).toContain(message);
  expect(status).toBe(2);
  expect(readFileSync(at('公开.docx'))).toEqual(before);
});

test('what is read from standard input cannot be rewritten', () => {
  expect(jizhun('check', '-', '--fix', '-o', 'a.docx').stderr).toContain('从标准输入（-）读取时不能使用 --fix');
});
