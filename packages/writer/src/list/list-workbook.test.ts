import { openDocument } from '@jizhun/documents';
import type { Grid } from '@jizhun/model';
import { describe, expect, it } from 'vitest';
import { listWorkbook } from './list-workbook.ts';

const open = async (bytes: Uint8Array) => {
  const { blocks } = await openDocument(bytes, 'a.xlsx');
  return blocks.filter((block): block is Grid => block.kind === 'grid');
};

describe('a list as a workbook', () => {
  it('keeps every text as it is: zeros in front, signs of formulas, blanks between', async () => {
    const rows = [
      ['001', '=1+1', null],
      ['1E5', '-3', '@某'],
    ];
    const columns = [
      { name: '代码', width: 10 },
      { name: '名称', width: 20, values: ['甲', '乙'] },
      { name: '备注', width: 10 },
    ];
    const [grid] = await open(await listWorkbook('清单', [{ name: '单位', note: '说明\n第二行', columns, rows }]));
    const at = new Map(grid?.cells.map((cell) => [cell.address, cell]));
    expect(grid?.title).toBe('单位');
    expect(at.get('A1')).toMatchObject({ text: '说明\n第二行', columnSpan: 3 });
    expect(['A2', 'B2', 'C2'].map((address) => at.get(address)?.text)).toEqual(['代码', '名称', '备注']);
    expect(['A3', 'B3', 'A4', 'B4', 'C4'].map((address) => at.get(address)?.text)).toEqual([
      '001',
      '=1+1',
      '1E5',
      '-3',
      '@某',
    ]);
    expect(at.get('C3')).toBeUndefined();
  });
});
