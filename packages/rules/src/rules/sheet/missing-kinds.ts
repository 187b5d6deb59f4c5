import type { IndicatorKind } from '@jizhun/model';
import { INDICATORS_2021 } from '../../basis.ts';
import type { SheetIndex } from '../../disclosure-index.ts';
import { goalSheet, income, indicator, right, wrong } from '../../example.ts';
import { defineRule } from '../../rule.ts';
import { declaredProjects } from '../../sheet-text.ts';
import { quote } from '../../wording.ts';

interface Fact {
  sheet: SheetIndex;
  lacking: readonly string[];
}

const NAMES: Partial<Record<IndicatorKind, string>> = {
  'output.quantity': '数量指标',
  'output.quality': '质量指标',
  'output.timeliness': '时效指标',
  'output.cost': '成本指标',
  'cost.economic': '经济成本指标',
  'benefit.economic': '经济效益指标',
  'benefit.social': '社会效益指标',
  'benefit.ecological': '生态效益指标',
  'benefit.sustainability': '可持续影响指标',
  'satisfaction.beneficiary': '服务对象满意度指标',
};

/** Projects of building and of informatisation (财预〔2021〕101号). */
const CONSTRUCTION = /建设|改造|修缮|新建|扩建|工程|信息化|信息系统|智慧/;

export default defineRule({
  id: 'missing-kinds',
  title: '缺少必填的二级指标',
  severity: 'warning',
  scope: 'sheet',
  why: '数量指标和质量指标原则上都要设置：只有数量，做得好不好没有考核；只有质量，做了多少没有考核。地方表样另有必填项的，按表样。',
  basis: [`${INDICATORS_2021}：数量指标和质量指标原则上均需设置`],
  parameters: {
    kinds: { title: '必须有的二级指标（类别代码，以逗号相连）', default: 'output.quantity,output.quality' },
    construction: { title: '建设、信息化项目还必须有的二级指标', default: 'output.quality' },
    least: { title: '至少有这么多个指标才报；更少的，先补充指标', default: 3 },
  },
  *find(index, { kinds, construction, least }): Generator<Fact> {
    const always = kinds.split(',').filter(Boolean);
    const built = construction.split(',').filter((kind) => kind !== '' && !always.includes(kind));
    for (const sheet of declaredProjects(index)) {
      if (sheet.funding.length === 0 || sheet.indicators.length < least || sheet.sheet.parts?.length) continue;
      const has = new Set<string>(sheet.indicators.map(({ indicator: { kind } }) => kind));
      // Without any output: missing-level1. Levels that were not read say nothing of what is missing.
      if (![...has].some((kind) => kind.startsWith('output.')) || has.has('unknown')) continue;
      const required = CONSTRUCTION.test(sheet.sheet.name) ? [...always, ...built] : always;
      const lacking = required.filter((kind) => !has.has(kind));
      if (lacking.length > 0) yield { sheet, lacking };
    }
  },
  report({ sheet, lacking }) {
    const names = lacking.map((kind) => `“${NAMES[kind as IndicatorKind] ?? kind}”`).join('、');
    return {
      message: `${quote(sheet.sheet.name)}没有${names}。`,
      subject: { sheet: sheet.sheet.name },
      paths: [`${sheet.path}/name`],
      actual: '未填',
      advice: `补充${names}；确实没有的，说明理由。`,
    };
  },
  examples: {
    wrong: [
      wrong(
        '没有质量指标',
        { sheet: '示例活动经费' },
        {
          sheets: [
            goalSheet('示例活动经费', {
              funding: [income('总计', 20)],
              indicators: [
                indicator('产出指标/数量指标/示例活动场次', '≥20场'),
                indicator('产出指标/数量指标/示例宣传册', '≥2000册'),
                indicator('效益指标/社会效益指标/示例知识知晓率', '≥88%'),
              ],
            }),
          ],
        },
      ),
    ],
    right: [
      right('数量、质量都有', {
        sheets: [
          goalSheet('示例活动经费', {
            funding: [income('总计', 20)],
            indicators: [
              indicator('产出指标/数量指标/示例活动场次', '≥20场'),
              indicator('产出指标/质量指标/示例活动参与率', '≥88%'),
              indicator('效益指标/社会效益指标/示例知识知晓率', '≥88%'),
            ],
          }),
        ],
      }),
    ],
  },
});
