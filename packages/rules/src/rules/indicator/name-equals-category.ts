import { comparable, type IndicatorKind } from '@jizhun/model';
import { INDICATORS_2021 } from '../../basis.ts';
import type { IndicatorIndex } from '../../disclosure-index.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { allIndicators, indicatorSubject } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { quote } from '../../wording.ts';

interface Fact {
  at: IndicatorIndex;
  /** The class whose name is repeated. */
  level: string;
}

/** What such an indicator might ask instead. */
const INSTEAD: Partial<Record<IndicatorKind, string>> = {
  'satisfaction.beneficiary': '写明谁对什么满意，如“参训学员对培训安排的满意度”',
  'benefit.ecological': '改写为具体、可衡量的内容，如“示范点村容村貌达标率”',
  'benefit.social': '改写为具体、可衡量的内容，如“补助政策知晓率”',
  'benefit.economic': '改写为具体、可衡量的内容，如“带动就业人数”',
  'benefit.sustainability': '改写为具体、可衡量的内容，如“设施正常使用年限”',
};

function bare(name: string): string {
  return comparable(name).replace(/指标$/, '');
}

export default defineRule({
  id: 'name-equals-category',
  title: '三级指标只重复类别名称',
  severity: 'error',
  scope: 'indicator',
  why: '三级指标应当说明具体考核什么。只写“生态效益指标”“社会效益”，等于没有指标，年底无法考核。',
  basis: [`${INDICATORS_2021}：绩效指标应当与绩效目标高度关联、量化易评`],
  parameters: {},
  *find(index): Generator<Fact> {
    for (const at of allIndicators(index)) {
      const { level1, level2, level3 } = at.indicator;
      if (level3 === '') continue;
      const name = bare(level3);
      const level = [level2, level1].find((one) => one !== '' && bare(one) === name);
      if (level === undefined) continue;
      // 服务对象满意度 under 服务对象满意度 is how most forms name it; only the word 指标 shows that nothing was filled in.
      if (/满意/.test(name) && !level3.trim().endsWith('指标')) continue;
      yield { at, level };
    }
  },
  report({ at, level }) {
    const { level3 } = at.indicator;
    return {
      message: `三级指标填写为${quote(level3)}，只重复了类别${quote(level)}的名称，没有说明考核什么。`,
      subject: indicatorSubject(at),
      paths: [`${at.path}/level3`],
      actual: level3,
      advice: `${INSTEAD[at.indicator.kind] ?? '改写为具体、可衡量的内容'}；与本项目无关的，删去这一行。`,
    };
  },
  examples: {
    wrong: [
      wrong(
        '照抄二级指标',
        { level2: '生态效益指标', level3: '生态效益指标' },
        {
          sheets: [
            goalSheet('示例办公经费', { indicators: [indicator('效益指标/生态效益指标/生态效益指标', '≥90%')] }),
          ],
        },
      ),
      wrong(
        '去掉“指标”二字',
        { level3: '社会效益' },
        { sheets: [goalSheet('示例补贴', { indicators: [indicator('效益指标/社会效益指标/社会效益', '≥90%')] })] },
      ),
    ],
    right: [
      right('服务对象满意度是通行的名称', {
        sheets: [
          goalSheet('示例补贴', {
            indicators: [
              indicator('满意度指标/服务对象满意度指标/服务对象满意度', '≥90%'),
              indicator('效益指标/社会效益指标/社会效益显著程度', '≥90%'),
            ],
          }),
        ],
      }),
    ],
  },
});
