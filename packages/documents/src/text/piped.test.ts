import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { grids, rowsOf, texts } from '../../test/office.ts';
import { openDocument } from '../index.ts';

const open = (text: string) => openDocument(strToU8(text), 'a.txt');

describe('tables drawn with bars', () => {
  it('are read with blanks in their places, the rule below the head left out', async () => {
    const document = await open(`标题

| 项目名称 | 示例培训 |  |
| --- | :--: | --- |
| 产出指标 | 数量指标 | ≥10期 |
|  | 质量指标 | 100% |
结尾一句。
`);
    expect(rowsOf(grids(document)[0]!)).toEqual([
      ['项目名称', '示例培训', ''],
      ['产出指标', '数量指标', '≥10期'],
      ['', '质量指标', '100%'],
    ]);
    expect(texts(document)).toEqual(['标题', '结尾一句。']);
    expect(grids(document)[0]!.cells.find((c) => c.text === '≥10期')).toMatchObject({ line: 5, span: [16, 20] });
  });

  it('are put together where bars fill up a row that line breaks of its cells broke', async () => {
    const document = await open(`示例表 | |||
项目资金
（万元） | 年初预算数 | 全年
预算数 | 执行率 |
年度资金总额 | 10 | 9.5 | 95% |
其他资金 | |||
`);
    expect(rowsOf(grids(document)[0]!)).toEqual([
      ['示例表'],
      ['项目资金\n（万元）', '年初预算数', '全年\n预算数', '执行率'],
      ['年度资金总额', '10', '9.5', '95%'],
      ['其他资金'],
    ]);
  });

  it('are no tables where a bar stands in a sentence', async () => {
    const document = await open('甲|乙，见附件。\n一句。\n丙|丁。\n');
    expect(grids(document)).toEqual([]);
  });
});
