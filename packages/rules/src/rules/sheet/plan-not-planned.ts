import { MONITORING_2019 } from '../../basis.ts';
import type { SheetIndex } from '../../disclosure-index.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { defineGathered } from '../../rule.ts';
import { declaredProjects } from '../../sheet-text.ts';

interface Planned {
  sheet: SheetIndex;
  plan: string;
}
interface Fact {
  sheets: readonly [SheetIndex, ...SheetIndex[]];
}

export default defineGathered({
  id: 'plan-not-planned',
  title: '各项目的支出计划完全相同',
  severity: 'info',
  scope: 'sheet',
  why: '每个项目都是 25%、50%、75%、100%，说明支出计划没有按项目的实际进度编制，监控时没有参考价值。',
  basis: [`${MONITORING_2019}：绩效运行监控对照预算执行进度`],
  parameters: { least: { title: '至少有这么多个项目才报', default: 5 } },
  *find(index): Generator<Planned> {
    for (const sheet of declaredProjects(index)) {
      const { schedule } = sheet.sheet;
      if (schedule.length > 1)
        yield { sheet, plan: schedule.map(({ month, percent }) => `${month}:${percent}`).join() };
    }
  },
  *gather(planned, { least }): Generator<Fact> {
    const [first, ...rest] = planned;
    if (!first || planned.length < least || rest.some(({ plan }) => plan !== first.plan)) return;
    yield { sheets: [first.sheet, ...rest.map(({ sheet }) => sheet)] };
  },
  report({ sheets }) {
    const [first] = sheets;
    const plan = first.sheet.schedule.map(({ label, percent }) => `${label} ${percent}%`).join('、');
    return {
      message: `${sheets.length} 个项目的资金支出计划完全相同：${plan}。`,
      subject: { sheet: first.sheet.name, row: '资金支出计划' },
      paths: sheets.map(({ path }) => `${path}/schedule`),
      advice: '按各项目的实际进度填写；按月均衡支出的项目，不必修改。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '五个项目一样',
        { row: '资金支出计划' },
        {
          sheets: ['甲', '乙', '丙', '丁', '戊'].map((name, i) =>
            goalSheet(`示例经费${name}`, {
              schedule: [
                { label: '6月底', month: 6, percent: 50 },
                { label: '12月底', month: 12, percent: 100 },
              ],
              indicators: [indicator('产出指标/数量指标/示例活动场次', `≥${i + 3}场`)],
            }),
          ),
        },
      ),
    ],
    right: [
      right('有一个不同', {
        sheets: ['甲', '乙', '丙', '丁', '戊'].map((name, i) =>
          goalSheet(`示例经费${name}`, {
            schedule: [
              { label: '6月底', month: 6, percent: i === 0 ? 20 : 50 },
              { label: '12月底', month: 12, percent: 100 },
            ],
            indicators: [indicator('产出指标/数量指标/示例活动场次', `≥${i + 3}场`)],
          }),
        ),
      }),
    ],
  },
});
