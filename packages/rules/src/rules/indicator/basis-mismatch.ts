import { comparable } from '@jizhun/model';
import { INDICATORS_2021 } from '../../basis.ts';
import type { IndicatorIndex } from '../../disclosure-index.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { allIndicators, indicatorSubject } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { quote } from '../../wording.ts';

interface Fact {
  at: IndicatorIndex;
  /** What the basis is about. */
  about: string;
}

/** What a basis measures, told by its words; an indicator about the same has one of them in name or explanation. */
const TOPICS: readonly { about: string; basis: RegExp; own: RegExp }[] = [
  { about: '资金到位', basis: /到位资金|资金到位率/, own: /到位|资金/ },
  { about: '资金支付', basis: /(资金)?支付率|支付进度/, own: /支付|支出|执行|资金|成本/ },
  { about: '满意度', basis: /满意(度|率|程度)?/, own: /满意|认可|评价|好评|评议|投诉/ },
  { about: '合格率', basis: /合格(率|比率|比例)/, own: /合格|通过|考试|达标|质量|验收|及格/ },
  { about: '社会稳定', basis: /^社会稳定(水平)?$/, own: /稳定|和谐|平安|信访/ },
];
/** Grades from high to low: a basis below the grade that the name asks for. */
const GRADES = ['优秀', '良好', '称职', '合格'] as const;

function lowerGrade(name: string, basis: string): string | undefined {
  const asked = GRADES.findIndex((grade) => name.includes(`${grade}率`));
  if (asked < 0 || basis.includes(GRADES[asked]!)) return undefined;
  return GRADES.find((grade, i) => i > asked && new RegExp(`${grade}(及|或)?以上`).test(basis));
}

function aboutOf({ indicator }: IndicatorIndex): string | undefined {
  const { level3, description = '', basis = '' } = indicator;
  const key = comparable(basis);
  // A copy of the name or the explanation: text-repeats-name.
  if (key === '' || key === comparable(level3) || key === comparable(description)) return undefined;
  const grade = lowerGrade(level3 + description, basis);
  if (grade) return `${grade}以上`;
  const told = level3 + description;
  return TOPICS.find(({ basis: words, own }) => words.test(basis) && !own.test(told))?.about;
}

export default defineRule({
  id: 'basis-mismatch',
  title: '指标值依据说的是另一件事',
  severity: 'warning',
  scope: 'indicator',
  why: '指标值确定依据要说明这个指标的数从哪里来。时效指标的依据写资金支付率，人数的依据写社会稳定，是抄错了行。',
  basis: [`${INDICATORS_2021}：指标值设定依据包括计划标准、行业标准、历史标准、预算支出标准等`],
  parameters: {},
  *find(index): Generator<Fact> {
    for (const at of allIndicators(index)) {
      const about = aboutOf(at);
      if (about) yield { at, about };
    }
  },
  report({ at, about }) {
    const { level3, basis } = at.indicator;
    return {
      message: `${quote(level3)}的指标值确定依据是“${basis}”，说的是${about}，与指标不符。`,
      subject: indicatorSubject(at),
      paths: [`${at.path}/basis`, `${at.path}/level3`],
      ...(basis ? { actual: basis } : {}),
      advice: '写明这个指标的数从哪里来，如年度计划、行业标准、上年完成值。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '学时的依据是合格率',
        { level3: '示例网络培训学时' },
        {
          sheets: [
            goalSheet('示例培训经费', {
              indicators: [
                indicator('产出指标/数量指标/示例网络培训学时', '≥40000学时', { basis: '参加学员合格比率' }),
              ],
            }),
          ],
        },
      ),
      wrong(
        '名称要求优秀率，依据只到合格以上',
        { level3: '示例考核优秀率' },
        {
          sheets: [
            goalSheet('示例考核经费', {
              indicators: [
                indicator('产出指标/质量指标/示例考核优秀率', '≥30%', { basis: '考核结果合格及以上的比例' }),
              ],
            }),
          ],
        },
      ),
      wrong(
        '人数的依据是社会稳定',
        { level3: '示例慰问人数' },
        {
          sheets: [
            goalSheet('示例慰问经费', {
              indicators: [indicator('产出指标/数量指标/示例慰问人数', '≥300人', { basis: '社会稳定' })],
            }),
          ],
        },
      ),
      wrong(
        '发文数量的依据是支付进度',
        { level3: '示例信息编发数量' },
        {
          sheets: [
            goalSheet('示例宣传经费', {
              indicators: [indicator('产出指标/数量指标/示例信息编发数量', '≥60篇', { basis: '支付进度' })],
            }),
          ],
        },
      ),
      wrong(
        '里程的依据是满意度',
        { level3: '示例道路养护里程' },
        {
          sheets: [
            goalSheet('示例养护经费', {
              indicators: [indicator('产出指标/数量指标/示例道路养护里程', '≥12公里', { basis: '群众满意调查' })],
            }),
          ],
        },
      ),
    ],
    right: [
      right('优秀率的依据就是优秀，良好率可以包括良好以上', {
        sheets: [
          goalSheet('示例考核经费', {
            indicators: [
              indicator('产出指标/质量指标/示例考核优秀率', '≥30%', { basis: '考核优秀和合格以上的人数' }),
              indicator('产出指标/质量指标/示例考核良好率', '≥60%', { basis: '考核良好及以上的比例' }),
              indicator('产出指标/质量指标/示例考核称职率', '≥90%', { basis: '考核优秀以上的比例' }),
            ],
          }),
        ],
      }),
      right('社会稳定只是依据中的几个字', {
        sheets: [
          goalSheet('示例慰问经费', {
            indicators: [
              indicator('产出指标/数量指标/示例慰问人数', '≥300人', { basis: '维护社会稳定工作方案' }),
              indicator('产出指标/数量指标/示例慰问物资', '≥300份', { basis: '慰问方案' }),
            ],
          }),
        ],
      }),
      right('依据与指标是一回事', {
        sheets: [
          goalSheet('示例培训经费', {
            indicators: [
              indicator('产出指标/数量指标/示例网络培训学时', '≥40000学时', { basis: '年度培训计划' }),
              indicator('产出指标/质量指标/示例培训合格率', '≥92%', { basis: '近三年合格率平均 91%' }),
              indicator('产出指标/时效指标/示例资金拨付及时率', '≥92%', { basis: '实际到位资金占应到位资金的比例' }),
            ],
          }),
        ],
      }),
    ],
  },
});
