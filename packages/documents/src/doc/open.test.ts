import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { grids, refusal, sketch, texts } from '../../test/office.ts';
import { openDocument } from '../index.ts';

/** Made by LibreOffice from a document of our own: merged cells, a table in a cell, deleted and hidden text. */
const fixture = new Uint8Array(readFileSync(path.join(import.meta.dirname, '../../test/fixtures/form.doc')));
/** Where the information block lies: the main stream begins in the first sector of its chain. */
const main = Buffer.from(fixture).indexOf(Buffer.from([0xec, 0xa5]));

function changed(offset: number, ...values: number[]): Uint8Array {
  const copy = Uint8Array.from(fixture);
  copy.set(values, main + offset);
  return copy;
}

describe('Word files from before 2007', () => {
  it('give paragraphs and tables with their merged cells', async () => {
    const document = await openDocument(fixture, '表.doc');
    expect(document.source.mediaType).toBe('application/msword');
    expect(texts(document)).toEqual(['示例单位绩效目标表', '正文后文\n次行', '附注']);
    expect(
      grids(document).map(({ part, layout, rowCount, columnCount }) => [part, layout, rowCount, columnCount]),
    ).toEqual([
      ['table 1', 'exact', 5, 4],
      ['table 1.1', 'exact', 2, 2],
    ]);
    expect(sketch(grids(document)[0]!)).toEqual([
      '0,0 1x2 项目名称',
      '0,2 1x2 示例项目',
      '1,0 一级指标',
      '1,1 二级指标',
      '1,2 三级指标',
      '1,3 指标值',
      '2,0 3x1 产出指标',
      '2,1 2x1 数量指标',
      '2,2 培训人数',
      '2,3 ≥100人',
      '3,2 培训场次',
      '3,3 4次',
      '4,1 时效指标',
      '4,2 完成时间',
      '4,3 内甲\t内乙\n1\t2',
    ]);
    expect(sketch(grids(document)[1]!)).toEqual(['0,0 内甲', '0,1 内乙', '1,0 1', '1,1 2']);
    expect(document.notices.map(({ kind, text }) => [kind, text])).toEqual([
      ['deleted', '删去'],
      ['hidden', '隐藏'],
    ]);
  });

  it('are known under the names of WPS', async () => {
    expect((await openDocument(fixture, '表.wps')).notices.some(({ kind }) => kind === 'other')).toBe(false);
    expect((await openDocument(fixture, '表.docx')).notices[0]!.message).toMatch(/\.docx.*doc/);
  });

  it('are refused when they are encrypted, older, or break off', async () => {
    const flags = fixture[main + 11] as number;
    expect(await refusal(changed(11, flags | 1), 'a.doc')).toMatchObject({ code: 'encrypted' });
    expect(await refusal(changed(2, 0x68, 0), 'a.doc')).toMatchObject({ code: 'legacy-format' });
    expect((await refusal(fixture.slice(0, 4000), 'a.doc')).code).toMatch(/truncated|damaged/);
    // The pieces of the text lie where the file has nothing.
    expect(await refusal(changed(0x1a5, 0x7f), 'a.doc')).toMatchObject({ code: 'damaged' });
  });
});
