import { INDICATORS_2021 } from '../../basis.ts';
import type { SheetIndex } from '../../disclosure-index.ts';
import { goalSheet, income, indicator, right, wrong } from '../../example.ts';
import { defineGathered } from '../../rule.ts';
import { declaredProjects } from '../../sheet-text.ts';
import { quote } from '../../wording.ts';

interface Fact {
  sheet: SheetIndex;
  has: boolean;
}
interface Gap {
  sheet: SheetIndex;
  /** How many others have one. */
  others: number;
}

function hasSatisfaction({ indicators }: SheetIndex): boolean {
  return indicators.some(
    ({ indicator: { kind, level3 } }) => kind === 'satisfaction.beneficiary' || /满意/.test(level3),
  );
}

export default defineGathered({
  id: 'missing-satisfaction',
  title: '没有满意度指标',
  severity: 'info',
  scope: 'sheet',
  why: '面向社会公众或者有明确服务对象的项目应当设满意度指标，并真正开展调查。单位内部的项目可以不设。',
  basis: [`${INDICATORS_2021}：满意度指标的设置范围`],
  parameters: {
    share: { title: '文件中有满意度指标的项目达到这一比例才报', default: 0.6 },
    least: { title: '文件中至少有这么多个项目才报', default: 4 },
  },
  *find(index): Generator<Fact> {
    for (const sheet of declaredProjects(index)) {
      if (sheet.indicators.length > 0) yield { sheet, has: hasSatisfaction(sheet) };
    }
  },
  *gather(facts, { share, least }): Generator<Gap> {
    const others = facts.filter(({ has }) => has).length;
    if (facts.length < least || others < share * facts.length) return;
    for (const { sheet, has } of facts) if (!has) yield { sheet, others };
  },
  report({ sheet, others }) {
    return {
      message: `${quote(sheet.sheet.name)}没有满意度指标，文件中其他 ${others} 个项目都有。`,
      subject: { sheet: sheet.sheet.name },
      paths: [`${sheet.path}/name`],
      actual: '未填',
      advice: '有服务对象的，补充满意度指标；单位内部的项目，不必修改。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '四个项目中有一个没有',
        { sheet: '示例考核经费' },
        {
          sheets: [
            ...['示例培训经费', '示例宣传经费', '示例活动经费'].map((name) =>
              goalSheet(name, {
                funding: [income('总计', 12)],
                indicators: [
                  indicator('产出指标/数量指标/示例服务人次', '≥200人次'),
                  indicator('产出指标/质量指标/示例服务规范率', '≥97%'),
                  indicator('效益指标/社会效益指标/示例知识知晓率', '≥88%'),
                  indicator('满意度指标/服务对象满意度指标/示例群众满意度', '≥93%'),
                ],
              }),
            ),
            goalSheet('示例考核经费', {
              funding: [income('总计', 15)],
              indicators: [
                indicator('产出指标/数量指标/示例考核单位数量', '≥30个'),
                indicator('产出指标/质量指标/示例考核准确率', '≥97%'),
                indicator('效益指标/社会效益指标/示例问题整改率', '≥88%'),
              ],
            }),
          ].map((sheet, i) => ({
            ...sheet,
            indicators: sheet.indicators.map((one) => ({ ...one, level3: `${one.level3}${'甲乙丙丁'[i]}` })),
          })),
        },
      ),
    ],
    right: [
      right('文件中只有一个项目', {
        sheets: [goalSheet('示例内部审计', { indicators: [indicator('产出指标/数量指标/示例审计报告', '≥3份')] })],
      }),
    ],
  },
});
