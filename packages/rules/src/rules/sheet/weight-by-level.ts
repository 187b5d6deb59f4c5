import { EVALUATION_2020, INDICATORS_2021 } from '../../basis.ts';
import type { SheetIndex } from '../../disclosure-index.ts';
import { exact, numberOfExact } from '../../exact.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { defineRule } from '../../rule.ts';
import { sheetSubject } from '../../sheet-sums.ts';
import { quote } from '../../wording.ts';

type Group = 'cost' | 'output' | 'benefit' | 'satisfaction';
type Points = Readonly<Record<Group, number>>;

interface Fact {
  sheet: SheetIndex;
  points: Points;
  usual: Points;
}

const NAMES: Readonly<Record<Group, string>> = {
  cost: '成本指标',
  output: '产出指标',
  benefit: '效益指标',
  satisfaction: '满意度指标',
};
const GROUPS = Object.keys(NAMES) as Group[];

function pointsOf({ indicators }: SheetIndex): Points | undefined {
  const points: Record<Group, bigint> = { cost: 0n, output: 0n, benefit: 0n, satisfaction: 0n };
  for (const { indicator } of indicators) {
    const group = indicator.kind.split('.')[0] as Group;
    if (indicator.weight === undefined || !GROUPS.includes(group)) return undefined;
    points[group] += exact(indicator.weight, null);
  }
  const [cost, output, benefit, satisfaction] = GROUPS.map((group) => numberOfExact(points[group], null));
  return { cost: cost!, output: output!, benefit: benefit!, satisfaction: satisfaction! };
}

function usualOf(stated: string): Points {
  const [cost = 0, output = 0, benefit = 0, satisfaction = 0] = stated.split(',').map(Number);
  return { cost, output, benefit, satisfaction };
}

const total = (points: Points): number => GROUPS.reduce((sum, group) => sum + points[group], 0);
const printed = (points: Points): string =>
  GROUPS.filter((group) => points[group] > 0)
    .map((group) => `${NAMES[group]} ${points[group]}`)
    .join('、');

export default defineRule({
  id: 'weight-by-level',
  title: '一级指标的权重与通行的分配不同',
  severity: 'info',
  scope: 'sheet',
  why: '一级指标的权重有统一的分配（预算执行率另占 10 分）；有特殊情况可以调整，但要说明理由，没有满意度指标的，其 10 分计入效益指标。',
  basis: [`${EVALUATION_2020}：各项指标的权重，原则上产出、效益、满意度、预算执行率为 50、30、10、10`, INDICATORS_2021],
  parameters: {
    withCost: { title: '成本为一级指标时，成本、产出、效益、满意度的权重', default: '20,40,20,10' },
    withoutCost: { title: '成本不是一级指标时的权重', default: '0,50,30,10' },
  },
  *find(index, { withCost, withoutCost }): Generator<Fact> {
    for (const sheet of index.sheets) {
      if (sheet.indicators.length < 4) continue;
      const points = pointsOf(sheet);
      // Without outputs or benefits something else is missing.
      if (!points || points.output === 0 || points.benefit === 0) continue;
      const usual = usualOf(points.cost > 0 ? withCost : withoutCost);
      // Another sum is another scale, or a slip of the sum: weight-sum.
      if (total(points) !== total(usual)) continue;
      const without = { ...usual, benefit: usual.benefit + usual.satisfaction, satisfaction: 0 };
      const fitting = points.satisfaction === 0 ? without : usual;
      if (GROUPS.some((group) => points[group] !== fitting[group])) yield { sheet, points, usual: fitting };
    }
  },
  report({ sheet, points, usual }) {
    return {
      message: `${quote(sheet.sheet.name)}各一级指标的权重为${printed(points)}，通行的分配为${printed(usual)}。`,
      subject: sheetSubject(sheet, '权重'),
      paths: sheet.indicators.map(({ path }) => `${path}/weight`),
      expected: printed(usual),
      actual: printed(points),
      advice: '没有特殊情况的，按通行的分配设置；有的，写明理由。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '产出 70 分，效益 10 分',
        { sheet: '示例培训经费', row: '权重' },
        {
          sheets: [
            goalSheet('示例培训经费', {
              indicators: [
                indicator('产出指标/数量指标/示例培训人次', '≥300人次', { weight: 40 }),
                indicator('产出指标/质量指标/示例考核合格率', '≥92%', { weight: 30 }),
                indicator('效益指标/社会效益指标/示例政策知晓率', '≥87%', { weight: 10 }),
                indicator('满意度指标/服务对象满意度指标/示例学员满意度', '≥93%', { weight: 10 }),
              ],
            }),
          ],
        },
      ),
    ],
    right: [
      right('50、30、10；没有满意度的，效益 40', {
        sheets: [
          goalSheet('示例培训经费', {
            indicators: [
              indicator('产出指标/数量指标/示例培训人次', '≥300人次', { weight: 30 }),
              indicator('产出指标/质量指标/示例考核合格率', '≥92%', { weight: 20 }),
              indicator('效益指标/社会效益指标/示例政策知晓率', '≥87%', { weight: 30 }),
              indicator('满意度指标/服务对象满意度指标/示例学员满意度', '≥93%', { weight: 10 }),
            ],
          }),
          goalSheet('示例维护经费', {
            indicators: [
              indicator('产出指标/数量指标/示例系统维护次数', '≥12次', { weight: 20 }),
              indicator('产出指标/质量指标/示例系统可用率', '≥99%', { weight: 20 }),
              indicator('产出指标/时效指标/示例故障修复时间', '≤4小时', { weight: 10 }),
              indicator('效益指标/社会效益指标/示例业务网上办理率', '≥83%', { weight: 40 }),
            ],
          }),
        ],
      }),
    ],
  },
});
