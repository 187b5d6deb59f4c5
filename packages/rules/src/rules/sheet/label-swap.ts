import { comparable } from '@jizhun/model';
import { EVALUATION_2020 } from '../../basis.ts';
import type { IndicatorIndex } from '../../disclosure-index.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { allIndicators, indicatorSubject } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { quote } from '../../wording.ts';

interface Fact {
  at: IndicatorIndex;
  standard: string;
}

/** 共性指标体系框架 and 项目支出绩效评价管理办法: the third-level names under 决策 and 过程, object and quality apart. */
const STANDARD = [
  ['立项依据', '充分性'],
  ['立项程序', '规范性'],
  ['绩效目标', '合理性'],
  ['绩效指标', '明确性'],
  ['预算编制', '科学性'],
  ['资金分配', '合理性'],
  ['资金使用', '合规性'],
  ['管理制度', '健全性'],
  ['制度执行', '有效性'],
] as const;
const WORD_OF = new Map<string, string>(STANDARD);
const WORDS = new Set<string>(STANDARD.map(([, word]) => word));
/** 部门整体 has 预算编制规范性 beside 预算编制科学性. */
const ALSO = new Set([
  '预算编制规范性',
  '绩效目标明确性',
  '制度执行规范性',
  '管理制度合理性',
  '资金使用规范性',
  '资金分配科学性',
  '资金使用有效性',
]);

export default defineRule({
  id: 'label-swap',
  title: '标准指标名称写错',
  severity: 'warning',
  scope: 'indicator',
  why: '决策、过程类的指标用统一的名称：立项依据充分性、立项程序规范性。“立项程序充分性”是把两个名称的后半截写错了位置。',
  basis: [`${EVALUATION_2020}：项目支出绩效评价指标体系框架`],
  parameters: {},
  *find(index): Generator<Fact> {
    for (const at of allIndicators(index)) {
      if (!/^(decision|process)/.test(at.indicator.kind)) continue;
      const name = comparable(at.indicator.level3);
      const object = name.slice(0, 4);
      const word = WORD_OF.get(object);
      if (word && name.length === 7 && WORDS.has(name.slice(4)) && name.slice(4) !== word && !ALSO.has(name))
        yield { at, standard: `${object}${word}` };
    }
  },
  report({ at, standard }) {
    const { level3 } = at.indicator;
    return {
      message: `${quote(level3)}不是标准名称，标准名称是${quote(standard)}。`,
      subject: indicatorSubject(at),
      paths: [`${at.path}/level3`],
      expected: standard,
      actual: level3,
      fix: { title: `改为“${standard}”`, edits: [{ path: `${at.path}/level3`, from: level3, to: standard }] },
      advice: `改为${quote(standard)}，并核对指标值。`,
    };
  },
  examples: {
    wrong: [
      wrong(
        '立项程序充分性',
        { level3: '立项程序充分性' },
        { sheets: [goalSheet('示例经费', { indicators: [indicator('决策/项目立项/立项程序充分性', '充分')] })] },
      ),
    ],
    right: [
      right('标准名称', {
        sheets: [
          goalSheet('示例经费', {
            indicators: [
              indicator('决策/项目立项/立项依据充分性', '充分'),
              indicator('决策/项目立项/立项程序规范性', '规范'),
              indicator('决策/预算编制/预算编制规范性', '规范'),
            ],
          }),
        ],
      }),
    ],
  },
});
