import { INDICATORS_2021 } from '../../basis.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { allIndicators, indicatorSubject, type TargetAt, targetOf } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { quote } from '../../wording.ts';

interface Fact extends TargetAt {
  named: string;
  explained: string;
}

export default defineRule({
  id: 'unit-vs-description',
  title: '指标解释的口径与名称不同',
  severity: 'info',
  scope: 'indicator',
  why: '一人参加三次，是 1 人、3 人次。名称和单位是人次，解释说人数，统计出来的数不同。',
  basis: [`${INDICATORS_2021}：指标解释说明指标的含义、计算方法和统计范围`],
  parameters: {},
  *find(index): Generator<Fact> {
    for (const at of allIndicators(index)) {
      const found = targetOf(at, 'FY');
      const { level3, description } = at.indicator;
      if (!found || !description) continue;
      const { unit } = found.target;
      if (unit === '人次' && /人次/.test(level3) && /人数/.test(description) && !/人次/.test(description))
        yield { at, ...found, named: '人次', explained: '人数' };
      else if (unit === '人' && /人数/.test(level3) && /人次/.test(description) && !/人数/.test(description))
        yield { at, ...found, named: '人数', explained: '人次' };
    }
  },
  report({ at, path, named, explained }) {
    return {
      message: `${quote(at.indicator.level3)}的名称和单位是${named}，指标解释却说${explained}。`,
      subject: indicatorSubject(at),
      paths: [`${at.path}/description`, path],
      expected: named,
      actual: explained,
      advice: `统一为${named}或者${explained}，并按统一的口径核对指标值。`,
    };
  },
  examples: {
    wrong: [
      wrong(
        '名称人次，解释人数',
        { level3: '示例培训人次' },
        {
          sheets: [
            goalSheet('示例培训经费', {
              indicators: [
                indicator('产出指标/数量指标/示例培训人次', '≥4800人次', { description: '全年参加培训的人数' }),
              ],
            }),
          ],
        },
      ),
    ],
    right: [
      right('口径一致', {
        sheets: [
          goalSheet('示例培训经费', {
            indicators: [
              indicator('产出指标/数量指标/示例培训人次', '≥4800人次', { description: '各期参加人数之和，按人次计' }),
            ],
          }),
        ],
      }),
    ],
  },
});
