import { openDocument } from '@jizhun/documents';
import type { Disclosure } from '@jizhun/model';
import { readDisclosure } from '@jizhun/reader';
import { checkDisclosures } from '@jizhun/rules';
import { describe, expect, test } from 'vitest';

/** Final accounts and what follows a goal, from the page to the findings: a right set is silent, one slip is one finding. */

type Cell = string | readonly [text: string, columns: number, rows?: number];
type Rows = readonly (readonly Cell[])[];

function page(heading: string, parts: readonly (string | Rows)[]): string {
  const cell = (one: Cell): string => {
    const [text, columns, rows = 1] = typeof one === 'string' ? [one, 1] : one;
    return `<td colspan="${columns}" rowspan="${rows}">${text}</td>`;
  };
  const body = parts.map((part) =>
    typeof part === 'string'
      ? part
          .split('\n')
          .map((line) => `<p>${line}</p>`)
          .join('')
      : `<table>${part.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('')}</table>`,
  );
  return `<html><head><meta charset="utf-8"></head><body><h1>${heading}</h1>${body.join('')}</body></html>`;
}

async function read(name: string, html: string): Promise<Disclosure> {
  return readDisclosure(await openDocument(new TextEncoder().encode(html), name));
}

/** Rules that find an error or a warning, document by document. */
async function said(...pages: readonly (readonly [name: string, html: string])[]): Promise<string[][]> {
  const disclosures = await Promise.all(pages.map(([name, html]) => read(name, html)));
  return checkDisclosures(disclosures).documents.map(({ findings }) =>
    findings.filter(({ severity }) => severity !== 'info').map(({ rule }) => rule),
  );
}

const ITEMS: Rows = [
  [
    ['预算数', 6],
    ['决算数', 6],
  ],
  [0, 1].flatMap((): Cell[] => [
    ['合计', 1, 2],
    ['因公出国（境）费', 1, 2],
    ['公务用车购置及运行维护费', 3],
    ['公务接待费', 1, 2],
  ]),
  [0, 1].flatMap(() => ['小计', '公务用车购置费', '公务用车运行维护费']),
  ['8.00', '', '5.00', '', '5.00', '3.00', '6.50', '', '4.50', '', '4.50', '2.00'],
];

const FINAL = page('示例市示例局2024年度部门决算', [
  '单位名称：示例市示例局\n收入支出决算总表\n金额单位：万元',
  [
    [
      ['收入', 3],
      ['支出', 3],
    ],
    ['项目', '行次', '金额', '项目', '行次', '金额'],
    ['一、一般公共预算财政拨款收入', '1', '500.00', '一、一般公共服务支出', '32', '430.00'],
    ['二、政府性基金预算财政拨款收入', '2', '20.00', '二、住房保障支出', '33', '50.00'],
    ['八、其他收入', '8', '5.00', '三、城乡社区支出', '34', '20.00'],
    ['本年收入合计', '27', '525.00', '本年支出合计', '57', '500.00'],
    ['使用非财政拨款结余（含专用结余）', '28', '', '结余分配', '58', '1.00'],
    ['年初结转和结余', '29', '10.00', '年末结转和结余', '59', '34.00'],
    ['总计', '31', '535.00', '总计', '61', '535.00'],
  ],
  '支出决算表\n金额单位：万元',
  [
    ['科目编码', '科目名称', '本年支出合计', '基本支出', '项目支出'],
    ['', '合计', '500.00', '450.00', '50.00'],
    ['201', '一般公共服务支出', '430.00', '400.00', '30.00'],
    ['212', '城乡社区支出', '20.00', '', '20.00'],
    ['221', '住房保障支出', '50.00', '50.00', ''],
  ],
  '财政拨款收入支出决算总表\n金额单位：万元',
  [
    [
      ['收入', 3],
      ['支出', 5],
    ],
    ['项目', '行次', '金额', '项目', '行次', '合计', '一般公共预算财政拨款', '政府性基金预算财政拨款'],
    ['一、一般公共预算财政拨款', '1', '500.00', '一、一般公共服务支出', '33', '425.00', '425.00', ''],
    ['二、政府性基金预算财政拨款', '2', '20.00', '二、住房保障支出', '34', '50.00', '50.00', ''],
    ['', '3', '', '三、城乡社区支出', '35', '20.00', '', '20.00'],
    ['本年收入合计', '27', '520.00', '本年支出合计', '59', '495.00', '475.00', '20.00'],
    ['年初财政拨款结转和结余', '28', '10.00', '年末财政拨款结转和结余', '60', '35.00', '35.00', ''],
    ['　一般公共预算财政拨款', '29', '10.00', '', '61', '', '', ''],
    ['　政府性基金预算财政拨款', '30', '', '', '62', '', '', ''],
    ['总计', '32', '530.00', '总计', '64', '530.00', '510.00', '20.00'],
  ],
  '一般公共预算财政拨款支出决算表\n金额单位：万元',
  [
    [
      ['科目编码', 1, 2],
      ['科目名称', 1, 2],
      ['本年支出', 3],
    ],
    ['小计', '基本支出', '项目支出'],
    ['', '合计', '475.00', '445.00', '30.00'],
    ['201', '一般公共服务支出', '425.00', '395.00', '30.00'],
    ['221', '住房保障支出', '50.00', '50.00', ''],
  ],
  '一般公共预算财政拨款基本支出决算明细表\n金额单位：万元',
  [
    [
      ['人员经费', 3],
      ['公用经费', 3],
    ],
    ['科目编码', '科目名称', '决算数', '科目编码', '科目名称', '决算数'],
    ['301', '工资福利支出', '400.00', '302', '商品和服务支出', '45.00'],
    ['30101', '基本工资', '400.00', '30201', '办公费', '45.00'],
    [['人员经费合计', 2], '400.00', ['公用经费合计', 2], '45.00'],
  ],
  '政府性基金预算财政拨款收入支出决算表\n金额单位：万元',
  [
    [
      ['科目编码', 1, 2],
      ['科目名称', 1, 2],
      ['年初结转和结余', 1, 2],
      ['本年收入', 1, 2],
      ['本年支出', 3],
      ['年末结转和结余', 1, 2],
    ],
    ['小计', '基本支出', '项目支出'],
    ['', '合计', '2.00', '20.00', '20.00', '', '20.00', '2.00'],
    ['212', '城乡社区支出', '2.00', '20.00', '20.00', '', '20.00', '2.00'],
  ],
  '财政拨款“三公”经费支出决算表\n金额单位：万元',
  ITEMS,
  '一、收入支出决算总体情况说明',
  '本年收入合计525.00万元，其中：其他收入5.00万元。本年支出合计500.00万元，其中：基本支出450.00万元，占90%；项目支出50.00万元。',
  '二、一般公共预算财政拨款支出决算情况说明',
  '一般公共预算财政拨款支出年初预算为460.00万元，支出决算为475.00万元，完成年初预算的103.26%。',
]);

const BUDGET = page('示例市示例局2024年部门预算', [
  '单位名称：示例市示例局\n一般公共预算支出表\n单位：万元',
  [
    ['科目编码', '科目名称', '合计', '基本支出', '项目支出'],
    ['', '合计', '460.00', '430.00', '30.00'],
    ['201', '一般公共服务支出', '410.00', '380.00', '30.00'],
    ['221', '住房保障支出', '50.00', '50.00', ''],
  ],
]);

/** The page with one text put in the place of another, which must stand there once. */
function slip(html: string, from: string, to: string): string {
  expect(html.split(from).length, from).toBe(2);
  return html.replace(from, to);
}

describe('a final account', () => {
  test('that is right is silent', async () => {
    expect(await said(['决算.html', FINAL])).toEqual([[]]);
  });

  test.each([
    ['年末结转和结余', '>34.00<', '>43.00<', 'table-balance'],
    [
      '基金表的年末结余',
      '20.00</td><td colspan="1" rowspan="1">2.00</td></tr><tr><td colspan="1" rowspan="1">212',
      '20.00</td><td colspan="1" rowspan="1">7.00</td></tr><tr><td colspan="1" rowspan="1">212',
      'table-code-hierarchy',
    ],
    [
      '公用经费合计',
      '公用经费合计</td><td colspan="1" rowspan="1">45.00',
      '公用经费合计</td><td colspan="1" rowspan="1">54.00',
      'basic-expenditure',
    ],
    ['文字中的本年支出', '本年支出合计500.00万元', '本年支出合计550.00万元', 'text-vs-table'],
    ['占比', '占90%', '占95%', 'text-share'],
    ['完成预算的百分比', '103.26%', '130.26%', 'completion-rate'],
  ] as const)('with a slip in %s has one finding', async (_, from, to, rule) => {
    expect(await said(['决算.html', slip(FINAL, from, to)])).toEqual([[rule]]);
  });

  test('is compared with the budget that was published', async () => {
    expect(await said(['预算.html', BUDGET], ['决算.html', FINAL])).toEqual([[], []]);
    const other = BUDGET.replaceAll('460.00', '470.00').replace('410.00', '420.00').replaceAll('380.00', '390.00');
    expect(await said(['预算.html', other.replace('430.00', '440.00')], ['决算.html', FINAL])).toEqual([
      [],
      ['final-initial-budget'],
    ]);
  });
});

const FUNDS: Rows = [
  ['项目名称', ['示例培训经费', 7]],
  ['主管部门', ['示例市示例局', 3], '实施单位', ['示例市示例中心', 3]],
];
const goalPage = page('项目支出绩效目标申报表', [
  '（2024年度）',
  [
    ['项目名称', ['示例培训经费', 4]],
    ['主管部门', ['示例市示例局', 2], '实施单位', '示例市示例中心'],
    [['项目资金（万元）', 1, 3], '年度资金总额', ['100.00', 3]],
    ['其中：财政拨款', ['100.00', 3]],
    ['其他资金', ['0', 3]],
    ['年度总体目标', ['举办示例培训班三期，培训示例人员三百人次。', 4]],
    ['一级指标', '二级指标', '三级指标', '指标值', '权重'],
    ['产出指标', '数量指标', '示例培训班期数', '≥3期', '20'],
    ['', '', '示例培训人次', '≥300人次', '20'],
    ['', '质量指标', '示例考核合格率', '≥92%', '10'],
    ['效益指标', '社会效益指标', '示例政策知晓率', '≥87%', '30'],
    ['满意度指标', '服务对象满意度指标', '示例学员满意度', '≥93%', '10'],
  ],
]);
const evaluationPage = page('项目支出绩效自评表', [
  '（2024年度）',
  [
    ...FUNDS,
    [['项目资金（万元）', 1, 3], '', '年初预算数', '全年预算数', '全年执行数', '分值', '执行率', '得分'],
    ['年度资金总额', '100.00', '110.00', '99.00', '10', '90%', '9'],
    ['其中：当年财政拨款', '100.00', '110.00', '99.00', '-', '90%', '-'],
    ['一级指标', '二级指标', '三级指标', '年度指标值', '实际完成值', '分值', '得分', '偏差原因分析及改进措施'],
    ['产出指标', '数量指标', '示例培训班期数', '≥3期', '3期', '20', '20', ''],
    ['', '', '示例培训人次', '≥300人次', '240人次', '20', '16', '因汛情少办一期'],
    ['', '质量指标', '示例考核合格率', '≥92%', '95%', '10', '10', ''],
    ['效益指标', '社会效益指标', '示例政策知晓率', '≥87%', '91%', '30', '30', ''],
    ['满意度指标', '服务对象满意度指标', '示例学员满意度', '≥93%', '96%', '10', '10', ''],
    [['总分', 5], '100', '95', ''],
  ],
]);

describe('a self-evaluation', () => {
  test('that keeps to the goal is silent', async () => {
    expect(await said(['目标.html', goalPage], ['自评.html', evaluationPage])).toEqual([[], []]);
  });

  test.each([
    ['少一期仍得满分', '>3期<', '>2期<', ['row-score']],
    ['执行率', '>9</td>', '>10</td>', ['execution-score', 'score-sum']],
    ['改低的指标值', '≥300人次', '≥240人次', ['evaluation-target']],
    ['没有写的原因', '因汛情少办一期', '', ['missing-deviation']],
    ['总分', '>95</td><td', '>96</td><td', ['score-sum']],
  ] as const)('with a slip (%s) is told', async (_, from, to, rules) => {
    const [goal, evaluation] = await said(['目标.html', goalPage], ['自评.html', slip(evaluationPage, from, to)]);
    expect(goal).toEqual([]);
    expect(evaluation?.toSorted()).toEqual(rules.toSorted());
  });
});
