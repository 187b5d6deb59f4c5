import { displayWidth, type Finding, type Report } from '@jizhun/model';
import { expect, test } from 'vitest';
import { printChecked, printTotals, tally } from './report.ts';
import { createStyle } from './style.ts';

const layout = {
  width: 80,
  style: createStyle(false),
  titleOf: (rule: string) => ({ 'table-sum': '合计与各项之和', 'target-sense': '指标值不合理' })[rule] ?? rule,
  brief: false,
};

const sum: Finding = {
  rule: 'table-sum',
  severity: 'error',
  message: '「支出合计」印为 4935.75 万元，各项之和为 4936.76 万元，相差 1.01 万元。',
  subject: { table: '支出预算总表', row: '支出合计', column: '合计' },
  paths: ['/budgetTables/1/rows/4/cells/0'],
  origins: [{ part: 'table 3', row: 12, column: 5, how: 'printed' }],
  expected: '4936.76',
  actual: '4935.75',
  arithmetic: {
    unit: '万元',
    terms: [
      { label: '基本支出', value: 4788, sign: '+' },
      {
        label: '其中：单位职工住房公积金、补充医疗保险以及按国家规定标准发放的其他各项补贴补助支出',
        value: 148.76,
        sign: '+',
        odd: true,
      },
    ],
    result: 4936.76,
    printed: { label: '支出合计', value: 4935.75 },
    difference: -1.01,
  },
  advice: '核对各项金额，更正「支出合计」或有误的一项。',
  basis: '《地方预决算公开操作规程》（财预〔2016〕143号）',
};

const sense: Finding = {
  rule: 'target-sense',
  severity: 'info',
  message: '填写为「≥0人」：任何数都满足，起不到约束作用。',
  subject: { sheet: '示例项目', level1: '产出指标', level2: '数量指标', level3: '休养人数' },
  paths: ['/goalSheets/0/indicators/0/targets/0'],
  origins: [{ part: 'body', line: 40, how: 'carried' }],
};

function report(...findings: Finding[]): Report {
  return {
    schema: 'jizhun/report@1',
    documents: [
      {
        source: { name: '示例.txt', sha256: '0'.repeat(64), mediaType: 'text/plain' },
        findings,
        unchecked: [{ rule: 'table-sum', missing: '没有政府性基金预算支出表' }],
        suppressed: [],
      },
    ],
  };
}

test('a finding says where, what, the arithmetic, what to do and on what basis, in this order', () => {
  const { documents } = report(sum, sense);
  expect(printChecked(documents[0]!, documents, layout)).toMatchInlineSnapshot(`
    "================================================================================
    示例.txt  错误 1 处，建议 1 处

    1. ▲ 错误  合计与各项之和  table-sum
      位置  《支出预算总表》“支出合计”行“合计”列
            第 3 张表 第 12 行第 5 列
      问题  「支出合计」印为 4935.75 万元，各项之和为 4936.76 万元，相差 1.01 万元。
      算式    基本支出                                              4788.00
            + 其中：单位职工住房公积金、补充医疗保险以及按国家规…   148.76  ◀ 可疑
            ---------------------------------------------------------------
            = 算得                                                  4936.76
              支出合计（印出）                                      4935.75
              相差                                                    -1.01  万元
      建议  核对各项金额，更正「支出合计」或有误的一项。
      依据  《地方预决算公开操作规程》（财预〔2016〕143号）

    2. ○ 建议  指标值不合理  target-sense
      位置  示例项目 · 产出指标/数量指标/休养人数
            正文 第 40 行
      问题  填写为「≥0人」：任何数都满足，起不到约束作用。

    未核对 1 项（缺少一方，不作结论）
      - 合计与各项之和：没有政府性基金预算支出表"
  `);
});

test('every line keeps to 80 columns', () => {
  const { documents } = report(sum, sense);
  for (const line of printChecked(documents[0]!, documents, layout).split('\n'))
    expect(displayWidth(line)).toBeLessThanOrEqual(80);
});

test('a long sum is joined in its middle, but for what does not fit, and still adds up', () => {
  const terms = Array.from({ length: 40 }, (_, i) => ({
    label: `第 ${i + 1} 项`,
    value: 1,
    sign: '+' as const,
    ...(i === 20 && { odd: true as const }),
  }));
  const { documents } = report({
    ...sum,
    arithmetic: { ...sum.arithmetic!, terms, result: 40, printed: { label: '合计', value: 41 }, difference: 1 },
  });
  const text = printChecked(documents[0]!, documents, layout);
  expect(text).toMatch(/第 21 项 +1\.00 {2}◀/);
  expect(text).not.toContain('第 20 项');
  expect(text).toMatch(/第 8 项[\s\S]*另 12 项之和 +12\.00[\s\S]*第 21 项[\s\S]*另 16 项之和 +16\.00[\s\S]*第 38 项/);
});

test('a brief report has one line a finding', () => {
  const { documents } = report(sum, sense);
  expect(printChecked(documents[0]!, documents, { ...layout, brief: true }).split('\n')).toEqual([
    '示例.txt：第 3 张表 第 12 行第 5 列：错误：「支出合计」印为 4935.75 万元，各项之和为 4936.76 万元，相差 1.01 万元。 [table-sum]',
    '示例.txt：正文 第 40 行：建议：填写为「≥0人」：任何数都满足，起不到约束作用。 [target-sense]',
  ]);
});

test('counts are told by severity', () => {
  expect(tally([sum, sum, sense])).toBe('错误 2 处，建议 1 处');
  expect(tally([])).toBe('未发现问题');
  expect(printTotals(report(sum), 1)).toBe('共 1 份文件：错误 1 处；未核对 1 项；未能读取或无可核对 1 份');
});
