import { comparable } from '@jizhun/model';
import { INDICATORS_2021 } from '../../basis.ts';
import type { SheetIndex } from '../../disclosure-index.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { indicatorSubject, type TargetAt, targetOf } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { listed, quote } from '../../wording.ts';

interface Fact {
  sheet: SheetIndex;
  rows: readonly [TargetAt, ...TargetAt[]];
}

/** Shorter words (显著提升) are told by vague-value. */
const SHORT = 7;

export default defineRule({
  id: 'effect-restates-input',
  title: '几类效益写的是同一句话',
  severity: 'warning',
  scope: 'sheet',
  why: '社会效益、可持续影响各问一件事。几类效益填同一句话，或者填“经费使用合理”，说的是投入而不是效果。',
  basis: [`${INDICATORS_2021}：效益指标反映项目的效果和影响`],
  parameters: {},
  *find(index): Generator<Fact> {
    for (const sheet of index.sheets) {
      const byText = new Map<string, TargetAt[]>();
      for (const at of sheet.indicators) {
        const found = /^benefit\./.test(at.indicator.kind) ? targetOf(at, 'FY') : undefined;
        const key = comparable(found?.target.text ?? '');
        if (!found || found.target.value !== null || key.length < SHORT || /序时进度|有关任务|涉密/.test(key)) continue;
        byText.set(key, [...(byText.get(key) ?? []), { at, ...found }]);
      }
      for (const rows of byText.values()) {
        const [first, ...rest] = rows;
        const levels = new Set(rows.map(({ at }) => at.indicator.level2)).size;
        if (first && levels > 1) yield { sheet, rows: [first, ...rest] };
      }
    }
  },
  report({ sheet, rows }) {
    const [{ at, target }] = rows;
    return {
      message: `${quote(sheet.sheet.name)}的${listed([...new Set(rows.map((one) => one.at.indicator.level2))])}都写作“${target.raw}”。`,
      subject: indicatorSubject(at),
      paths: rows.map(({ path }) => path),
      actual: target.raw,
      advice: '每一类写各自的效果；没有的，不必填写。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '三类效益一句话',
        { level3: '示例工作影响' },
        {
          sheets: [
            goalSheet('示例经费', {
              indicators: [
                indicator('效益指标/社会效益指标/示例工作影响', '示例经费使用合理充分'),
                indicator('效益指标/可持续影响指标/示例长远影响', '示例经费使用合理充分'),
              ],
            }),
          ],
        },
      ),
    ],
    right: [
      right('各写各的', {
        sheets: [
          goalSheet('示例经费', {
            indicators: [
              indicator('效益指标/社会效益指标/示例工作影响', '示例社区投诉逐年下降'),
              indicator('效益指标/可持续影响指标/示例长远影响', '示例管理制度长期执行'),
            ],
          }),
        ],
      }),
    ],
  },
});
