import { spawnSync } from 'node:child_process';
import { openDocument } from '@jizhun/documents';
import { readDisclosure } from '@jizhun/reader';
import { strToU8, zipSync } from 'fflate';
import { afterEach, describe, expect, it } from 'vitest';
import { createIntake, type Intake, type IntakeOptions, type IntakeResult } from './index.ts';

const intakes: Intake[] = [];
function start(options: IntakeOptions = {}): Intake {
  const intake = createIntake(options);
  intakes.push(intake);
  return intake;
}
afterEach(async () => {
  await Promise.all(intakes.splice(0).map((intake) => intake.close()));
});

const form = strToU8(
  '示例项目绩效目标表\n项目名称\t示例项目\n年度目标\t完成任务\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t培训人数\t≥100人\n',
);

/** A workbook of one sheet with this many rows of ten figures. */
function workbook(rows: number): Uint8Array {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const types = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const link = (id: string, type: string, target: string): string =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="${id}" Type="${types}/${type}" Target="${target}"/></Relationships>`;
  const row = (index: number): string => `<row>${`<c t="str"><v>指标${index}的说明</v></c>`.repeat(10)}</row>`;
  const parts = {
    '[Content_Types].xml':
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
    '_rels/.rels': link('r', 'officeDocument', 'xl/workbook.xml'),
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${types}"><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': link('r1', 'worksheet', 'worksheets/sheet1.xml'),
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${Array.from({ length: rows }, (_none, index) => row(index * 7919)).join('')}</sheetData></worksheet>`,
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)])));
}

const codeOf = (result: IntakeResult): string => (result.ok ? 'ok' : result.refusal.code);

describe('intake', () => {
  it('gives what opener and reader give, and leaves the bytes alone', async () => {
    const intake = start();
    const bytes = Buffer.from(form);
    const result = await intake.read(bytes, '示例.txt');
    const document = await openDocument(form, '示例.txt');
    expect(result).toEqual({
      ok: true,
      disclosure: JSON.parse(JSON.stringify(readDisclosure(document))),
      notices: document.notices,
    });
    expect(bytes).toEqual(Buffer.from(form));
  });

  it('opens a file without reading it, and refuses in the same words', async () => {
    const intake = start();
    const opened = await intake.open(form, '示例.txt');
    if (!opened.ok) throw new Error(opened.refusal.message);
    expect(JSON.parse(opened.json)).toEqual(JSON.parse(JSON.stringify(await openDocument(form, '示例.txt'))));
    const empty = new Uint8Array();
    const refused = await intake.open(empty, '空.docx');
    expect(refused.ok).toBe(false);
    expect(refused).toEqual(await intake.read(empty, '空.docx'));
  });

  it('passes refusals on in their own words', async () => {
    const result = await start().read(new Uint8Array(0), '空.docx');
    expect(result).toEqual({
      ok: false,
      refusal: {
        code: 'empty',
        fileName: '空.docx',
        message: expect.stringContaining('空.docx'),
        remedy: expect.stringMatching(/^请/),
      },
    });
  });

  it('holds the limits it was given', async () => {
    expect(codeOf(await start({ limits: { fileBytes: 10 } }).read(form, 'a.txt'))).toBe('too-large');
  });

  it('stops a file that takes too long, and reads the others in a new worker', { retry: 2 }, async () => {
    const intake = start({ workers: 1, timeoutMs: 2000, memoryMb: 1600 });
    const results = await Promise.all([
      intake.read(form, 'a.txt'),
      intake.read(workbook(180_000), '慢.xlsx'),
      intake.read(form, 'b.txt'),
      intake.read(form, 'c.txt'),
    ]);
    expect(results.map(codeOf)).toEqual(['ok', 'timeout', 'ok', 'ok']);
  });

  it('stops a file that takes too much memory, and reads the others', async () => {
    const intake = start({ workers: 1, memoryMb: 170 });
    const results = await Promise.all([
      intake.read(form, 'a.txt'),
      intake.read(workbook(60_000), '大.xlsx'),
      intake.read(form, 'b.txt'),
    ]);
    expect(results.map(codeOf)).toEqual(['ok', 'memory', 'ok']);
  });

  it('goes on with new workers where every file runs out of memory', async () => {
    const intake = start({ workers: 2, memoryMb: 170 });
    const large = workbook(60_000);
    const results = await Promise.all([1, 2, 3].map((index) => intake.read(large, `${index}.xlsx`)));
    expect(results.map(codeOf)).toEqual(['memory', 'memory', 'memory']);
    expect(codeOf(await intake.read(form, 'a.txt'))).toBe('ok');
  });

  it('refuses a reading that is too long to be handed over', async () => {
    const result = await start({ answerCharacters: 500 }).read(form, 'a.txt');
    expect(result).toMatchObject({ ok: false, refusal: { code: 'too-large', fileName: 'a.txt' } });
  });

  it('refuses a bomb within two seconds', async () => {
    const bomb = zipSync({ '[Content_Types].xml': [new Uint8Array(120 * 1024 * 1024), { level: 6 }] });
    const intake = start();
    intake.warm();
    const begun = performance.now();
    expect(codeOf(await intake.read(bomb, '炸弹.docx'))).toBe('bomb');
    expect(performance.now() - begun).toBeLessThan(2000);
  });

  it('reads every file in an archive, each with its own result', async () => {
    const archive = zipSync({
      '表/示例.txt': form,
      '空.docx': new Uint8Array(0),
      '__MACOSX/示例.txt': form,
      '照片.jpg': form,
      '末.txt': form,
    });
    const results = await start().readAll(archive, '公开.zip');
    expect(results.map(({ name, result }) => [name, codeOf(result)])).toEqual([
      ['公开.zip/表/示例.txt', 'ok'],
      ['公开.zip/空.docx', 'empty'],
      ['公开.zip/照片.jpg', 'not-a-document'],
      ['公开.zip/末.txt', 'ok'],
    ]);
    const [first] = results;
    expect(first!.result).toMatchObject({ ok: true, disclosure: { source: { name: '公开.zip/表/示例.txt' } } });
  });

  it('gives one result for what is no archive, or for one that is refused as a whole', async () => {
    const intake = start({ workers: 1, limits: { archiveFiles: 1 } });
    expect(await intake.readAll(form, 'a.txt')).toEqual([{ name: 'a.txt', result: await intake.read(form, 'a.txt') }]);
    const [result, ...others] = await intake.readAll(zipSync({ 'a.txt': form, 'b.txt': form }), 'a.zip');
    expect(others).toEqual([]);
    expect(codeOf(result!.result)).toBe('too-large');
    expect(await intake.read(zipSync({ 'a.txt': form }), 'a.zip')).toMatchObject({ refusal: { code: 'archive' } });
  });

  it('unpacks an archive for a caller that looks at its files first, and names what is passed over', async () => {
    const intake = start({ workers: 1 });
    const unpacked = await intake.unpack(
      zipSync({ '表/示例.txt': form, '__MACOSX/._示例.txt': form, '照片.jpg': form, '表/': new Uint8Array() }),
      '公开.zip',
    );
    if (!unpacked.ok) throw new Error('not unpacked');
    expect(unpacked.files).toMatchObject([
      { name: '公开.zip/表/示例.txt', bytes: form },
      { name: '公开.zip/__MACOSX/._示例.txt', passedOver: true },
      { name: '公开.zip/照片.jpg', refusal: { code: 'not-a-document' } },
    ]);
    expect(await intake.unpack(zipSync({ 'a/': new Uint8Array() }), 'a.zip')).toMatchObject({
      ok: false,
      refusal: { code: 'empty' },
    });
  });

  it('goes on with an archive when one of its files kills a worker', async () => {
    const intake = start({ workers: 1, memoryMb: 200 });
    const results = await intake.readAll(zipSync({ 'a.xlsx': workbook(100_000), 'b.txt': form }), 'a.zip');
    expect(results.map(({ result }) => codeOf(result))).toEqual(['memory', 'ok']);
  });

  it('answers everyone when it is closed', async () => {
    const intake = createIntake({ workers: 1 });
    const waiting = [workbook(50_000), form, form].map((bytes, index) => intake.read(bytes, `${index}.xlsx`));
    await intake.close();
    for (const result of await Promise.all(waiting)) expect(codeOf(result)).toBe('unreadable');
    expect(codeOf(await intake.read(form, 'late.txt'))).toBe('unreadable');
    await intake.close();
  });

  it('does not keep a process alive that forgot to close it', () => {
    const script = `
      import { createIntake } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)};
      const result = await createIntake().read(new TextEncoder().encode('甲\\t乙\\n'), 'a.txt');
      process.stdout.write(String(result.ok));`;
    const run = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      timeout: 20_000,
    });
    expect(run.stdout).toBe('true');
    expect(run.status).toBe(0);
  });
});
