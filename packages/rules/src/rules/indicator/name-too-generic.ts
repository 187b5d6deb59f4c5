import type { Indicator } from '@jizhun/model';
import { INDICATORS_2021 } from '../../basis.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { allTogether } from '../../gather.ts';
import { allIndicators, indicatorSubject, type TargetAt, targetOf } from '../../indicators.ts';
import { defineGathered } from '../../rule.ts';
import { listed } from '../../wording.ts';

const GENERIC =
  /^((各项|全部|既定|相关|年度|本年)?(工作|任务|项目|工作任务|任务计划)(总数|数量|完成率|完成数|完成情况|质量|持续度)|完成(率|工作|任务|既定工作|既定任务|既定工作任务|相关工作)|资金使用效益|资金使用|及时率|及时性|长期实用性|综合利用率|成果应用效果|可持续发展|工作完成的时效|资金成本|成本开支|预算|预算数)$/;

function isGeneric({ level3 }: Indicator): boolean {
  return GENERIC.test(level3.replace(/[\s。]/g, ''));
}

export default defineGathered({
  id: 'name-too-generic',
  title: '指标名称过于笼统',
  severity: 'info',
  scope: 'indicator',
  why: '“各项工作完成率”“项目总数”放在哪个项目都可以，没有说出这个项目要做什么。',
  basis: [`${INDICATORS_2021}：绩效指标应当与项目高度关联、重点突出`],
  parameters: {},
  *find(index): Generator<TargetAt> {
    for (const at of allIndicators(index)) {
      const found = targetOf(at, 'FY') ?? targetOf(at, 'CYCLE');
      if (found && isGeneric(at.indicator)) yield { at, ...found };
    }
  },
  gather: (facts) => allTogether(facts),
  report({ all }) {
    const [{ at }] = all;
    const names = [...new Set(all.map((one) => one.at.indicator.level3))];
    return {
      message: `${names.length} 种指标名称没有说明是什么工作、什么效果：${listed(names, 5)}，共 ${all.length} 处。`,
      subject: indicatorSubject(at),
      paths: all.map((one) => `${one.at.path}/level3`),
      advice: '名称写明具体的工作，如“干部培训班完成率”“档案数字化卷数”。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '各项工作完成率',
        { level3: '各项工作完成率' },
        { sheets: [goalSheet('示例项目', { indicators: [indicator('产出指标/质量指标/各项工作完成率', '≥91%')] })] },
      ),
    ],
    right: [
      right('名称具体', {
        sheets: [goalSheet('示例项目', { indicators: [indicator('产出指标/质量指标/示例管网检测完成率', '≥91%')] })],
      }),
    ],
  },
});
