import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  deepXml,
  emptyStyledCells,
  encryptedPdf,
  entityBomb,
  entityTheft,
  hugeFont,
  hugeMap,
  lyingArchive,
  macroWorkbook,
  manyPages,
  mergeBomb,
  nestedDrawings,
  outOfMemory,
  pdfStreamBomb,
  sharedStringBomb,
  trickyArchive,
} from './bad/hostile.ts';
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

function check(name: string, bytes: Uint8Array | string): Promise<Outcome> {
  writeFileSync(path.join(folder, name), bytes);
  return runMeasured(['check', name], folder);
}

/** Within time and memory, in Chinese, and without the inside of a program. */
function expectCivil({ stdout, stderr, seconds, mebibytes }: Outcome, most = SECONDS): void {
  const said = stdout + stderr;
  expect(said).toMatch(/[\u4e00-\u9fff]/);
  expect(said).not.toMatch(/^\s+at .*[:(]\d+:\d+\)?$|Error:|node:internal|undefined|\[object|NaN/m);
  expect(seconds).toBeLessThan(most);
  expect(mebibytes).toBeLessThan(MEBIBYTES);
}

/** Refused: says which file, why, and on a line of its own what to do; the report has nothing of it. */
function expectRefused(outcome: Outcome, name: string, why: RegExp, most = SECONDS): void {
  expectCivil(outcome, most);
  expect(outcome.status).toBe(2);
  expect(outcome.stdout).toBe('');
  const [first = '', remedy = ''] = outcome.stderr.split('\n');
  expect(first).toContain(name);
  expect(first).toMatch(why);
  expect(remedy).toMatch(/^ {2}.*请/);
}

describe('refused, with what to do', { retry: 2 }, () => {
  test('an empty file', async () => {
    expectRefused(await check('空.docx', new Uint8Array(0)), '空.docx', /空/);
  });
  test('a picture called docx', async () => {
    expectRefused(await check('照片.docx', jpeg()), '照片.docx', /图片/);
  });
  test('a zip of pictures called xlsx', async () => {
    expectRefused(await check('照片.xlsx', otherZip()), '照片.xlsx', /不是|没有/);
  });
  test('a document with a password', async () => {
    expectRefused(await check('加密.docx', encrypted()), '加密.docx', /加密|密码/);
  });
  test('a zip that breaks off', async () => {
    expectRefused(await check('截断.docx', truncatedZip()), '截断.docx', /不完整|截断|中断|损坏/);
  });
  test('400 kB that unpack to 400 MB', async () => {
    const bytes = bomb();
    expect(bytes.length).toBeLessThan(450_000);
    expectRefused(await check('炸弹.xlsx', bytes), '炸弹.xlsx', /展开|解压|过大|压缩/);
  });
  test.each<[what: string, name: string, make: () => Uint8Array, why: RegExp]>([
    ['one long text in a hundred thousand cells', '共享.xlsx', sharedStringBomb, /过大：文字超过/],
    ['entities that grow', '实体.xlsx', entityBomb, /DTD|实体|文档类型/],
    ['an entity that reads another file', '外部.xlsx', entityTheft, /DTD|实体|文档类型/],
    ['elements in elements', '嵌套.xlsx', deepXml, /嵌套|损坏|层/],
    ['macros', '宏.xlsx', macroWorkbook, /宏/],
    ['a pdf with a password', '加密.pdf', encryptedPdf, /加密/],
    ['a pdf of 200,000 pages', '页数.pdf', manyPages, /过大|页|损坏/],
    ['a pdf whose font claims widths without end', '字宽.pdf', hugeFont, /字体声明的字符/],
    ['a pdf whose font claims characters without end', '字码.pdf', hugeMap, /字体声明的字符/],
    ['a pdf whose page unpacks to 200 MB', '数据流.pdf', pdfStreamBomb, /解压后超过/],
    ['a pdf with drawings in drawings', '图形.pdf', nestedDrawings, /层层嵌套/],
    ['an archive that lies about sizes', '谎报.zip', lyingArchive, /损坏|不符|解压|大小/],
  ])('%s', async (_what, name, make, why) => {
    expectRefused(await check(name, make()), name, why, 2 * SECONDS);
  });

  test('links, paths that lead elsewhere and archives in an archive, each by its name; the honest file is read', async () => {
    const outcome = await check('压缩包.zip', trickyArchive());
    expectCivil(outcome);
    expect(outcome.status).toBe(2);
    expect(outcome.stdout).toContain('压缩包.zip/好.docx');
    for (const [name, why] of [
      ['链接.docx', '链接'],
      ['../上级.docx', '压缩包之外'],
      ['表/../../上级.docx', '压缩包之外'],
      ['C:/窗口.docx', '压缩包之外'],
      ['内层.zip', '压缩包'],
      ['程序.exe', '不是可以读取的文档'],
    ])
      expect(outcome.stderr).toMatch(
        new RegExp(`压缩包\\.zip/${name!.replaceAll('.', '\\.')}[^\\n]*${why}[^\\n]*\\n  .*请`),
      );
    expect(outcome.stdout + outcome.stderr).not.toContain('root:');
  });
});

describe('read all the same', { retry: 2 }, () => {
  test('merged cells over everything and over each other', async () => {
    const outcome = await check('合并.xlsx', mergeBomb());
    expectCivil(outcome, 4);
    expect([0, 2]).toContain(outcome.status);
  });
  test('a form above 100,000 rows of 50 empty cells with a style, within 8 s', async () => {
    writeFileSync(path.join(folder, '空行.xlsx'), emptyStyledCells());
    const outcome = await runMeasured(['read', '空行.xlsx', '--format', 'json'], folder);
    expectCivil(outcome, 8);
    expect(outcome.status).toBe(0);
    const { goalSheets } = JSON.parse(outcome.stdout) as { goalSheets: { indicators: unknown[] }[] };
    expect(goalSheets[0]?.indicators).toHaveLength(2);
    console.info(`5,000,000 empty cells: ${outcome.seconds.toFixed(1)} s, ${Math.round(outcome.mebibytes)} MiB`);
  });
  test('a docx called xlsx', async () => {
    const outcome = await check('改名.xlsx', honest);
    expectCivil(outcome);
    expect(outcome.status).toBe(0);
  });
  test('text in GB18030', async () => {
    const text = '示例市示例局2024年部门预算公开\n一、收支情况\n2024年支出预算为123.45万元。\n';
    writeFileSync(path.join(folder, '国标.txt'), gb18030(text));
    const outcome = await runMeasured(['read', '国标.txt', '--format', 'json'], folder);
    expectCivil(outcome);
    expect(outcome.status).toBe(0);
    expect(outcome.stdout).toContain('示例市示例局');
  });
  test('a form with no indicators', async () => {
    const outcome = await check(
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

test('a bad file among good ones does not keep them from being checked', { retry: 2 }, async () => {
  writeFileSync(path.join(folder, '好.docx'), honest);
  writeFileSync(path.join(folder, '坏.docx'), jpeg());
  const outcome = await runMeasured(['check', '坏.docx', '好.docx'], folder);
  expectCivil(outcome);
  expect(outcome.status).toBe(2);
  expect(outcome.stderr).toContain('坏.docx');
  expect(outcome.stdout).toContain('好.docx');
  expect(outcome.stdout).toContain('未能读取或无可核对 1 份');
});

test('a file that takes more memory than there is for it is refused, and the others are checked', {
  retry: 2,
  timeout: 60_000,
}, async () => {
  writeFileSync(path.join(folder, '大.xlsx'), outOfMemory());
  writeFileSync(path.join(folder, '小.docx'), honest);
  const outcome = await runMeasured(['check', '大.xlsx', '小.docx'], folder);
  expect(outcome.status).toBe(2);
  expect(outcome.stderr).toMatch(/大\.xlsx[^\n]*内存[^\n]*\n {2}请/);
  expect(outcome.stderr).not.toMatch(/FATAL|heap|Error:/);
  expect(outcome.stdout).toContain('小.docx');
});
