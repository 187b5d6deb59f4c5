import { INDICATORS_2021 } from '../../basis.ts';
import type { SheetIndex } from '../../disclosure-index.ts';
import { exact, numberOfExact } from '../../exact.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { defineRule } from '../../rule.ts';
import { sheetSubject } from '../../sheet-sums.ts';
import { quote } from '../../wording.ts';

interface Fact {
  sheet: SheetIndex;
  /** Undefined where no weight is printed at all. */
  sum: number | undefined;
  /** What the sum may be here. */
  allowed: readonly number[];
}

/** In a self-evaluation the points of 预算执行率 stand beside those of the indicators: together they are 100. */
function executionWeight({ sheet }: SheetIndex): number | undefined {
  const weights = (sheet.evaluation?.execution ?? []).flatMap(({ weight }) => (weight ? [weight] : []));
  return weights.length === 1 ? weights[0] : undefined;
}

export default defineRule({
  id: 'weight-sum',
  title: '指标权重之和有误',
  severity: 'error',
  scope: 'sheet',
  why: '全部三级指标的权重（分值）之和应为满分：预算执行率另占 10 分的为 90 分，不另占的为 100 分。',
  basis: [`${INDICATORS_2021}：权重的设定，预算执行率占 10%`],
  parameters: {
    required: { title: '设定目标时必须填写权重', default: false },
    totals: { title: '允许的权重之和，以逗号相连', default: '90,100' },
  },
  *find(index, { totals, required }): Generator<Fact> {
    const usual = totals.split(',').map(Number);
    for (const sheet of index.sheets) {
      const weights = sheet.indicators.map(({ indicator: { weight } }) => weight);
      const given = weights.filter((weight) => weight !== undefined);
      if (given.length === 0 && required && sheet.sheet.form === 'goal' && weights.length > 0)
        yield { sheet, sum: undefined, allowed: usual };
      // Weights on some rows only: of the second level, or not read.
      if (given.length < 2 || given.length < weights.length) continue;
      const sum = numberOfExact(
        given.reduce((all, weight) => all + exact(weight, null), 0n),
        null,
      );
      const execution = executionWeight(sheet);
      const allowed = execution === undefined || sum <= 1 ? usual : [100 - execution];
      // 0.2 … are shares of one.
      if (!allowed.includes(sum) && !allowed.includes(sum * 100)) yield { sheet, sum, allowed };
    }
  },
  report({ sheet, sum, allowed: sums }) {
    const allowed = sums.join(' 或 ');
    const execution = executionWeight(sheet);
    return {
      message:
        sum === undefined
          ? `${quote(sheet.sheet.name)}没有填写各指标的权重，权重之和应为 ${allowed}。`
          : `${quote(sheet.sheet.name)}各指标权重之和为 ${sum}，${execution === undefined ? '' : `预算执行率另占 ${execution} 分，`}应为 ${allowed}。`,
      subject: sheetSubject(sheet, '权重'),
      paths: sheet.indicators.map(({ path }) => `${path}/weight`),
      expected: allowed,
      actual: sum === undefined ? '未填' : String(sum),
      advice: '核对各指标的权重，使其和为满分。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '权重之和为 85',
        { sheet: '示例培训经费' },
        {
          sheets: [
            goalSheet('示例培训经费', {
              indicators: [
                { ...indicator('产出指标/数量指标/培训人次', '≥800人次'), weight: 50 },
                { ...indicator('效益指标/社会效益指标/学员知识测验平均分', '≥86分'), weight: 25 },
                { ...indicator('满意度指标/服务对象满意度指标/学员满意度', '≥90%'), weight: 10 },
              ],
            }),
          ],
        },
      ),
      wrong(
        '自评表：指标 95 分，预算执行率 10 分',
        { sheet: '示例培训经费' },
        {
          sheets: [
            goalSheet('示例培训经费', {
              form: 'self-evaluation',
              indicators: [
                indicator('产出指标/数量指标/示例培训人次', '≥300人次', { weight: 55, score: 55 }),
                indicator('效益指标/社会效益指标/示例政策知晓率', '≥87%', { weight: 40, score: 40 }),
              ],
              evaluation: { execution: [{ label: '年度资金总额', rate: 100, weight: 10, score: 10 }] },
            }),
          ],
        },
      ),
    ],
    right: [
      right('90 分，预算执行率另占 10 分', {
        sheets: [
          goalSheet('示例培训经费', {
            indicators: [
              { ...indicator('产出指标/数量指标/培训人次', '≥800人次'), weight: 50 },
              { ...indicator('效益指标/社会效益指标/学员知识测验平均分', '≥86分'), weight: 30 },
              { ...indicator('满意度指标/服务对象满意度指标/学员满意度', '≥90%'), weight: 10 },
            ],
          }),
          goalSheet('示例宣传经费', { indicators: [indicator('产出指标/数量指标/宣传场次', '≥8场次')] }),
        ],
      }),
    ],
  },
});
