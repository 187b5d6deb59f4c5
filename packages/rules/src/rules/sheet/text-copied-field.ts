import { GOALS_2015 } from '../../basis.ts';
import type { SheetIndex } from '../../disclosure-index.ts';
import { goalSheet, right, wrong } from '../../example.ts';
import { defineRule } from '../../rule.ts';
import { sheetSubject } from '../../sheet-sums.ts';
import { type Field, fieldsOf, isGoalLabel } from '../../sheet-text.ts';
import { quote } from '../../wording.ts';

interface Fact {
  sheet: SheetIndex;
  field: Field;
  source: Field;
  whole: boolean;
}

/** Shorter texts (项目类型, 是, 无) may well be alike. */
const SHORT = 12;
/** A text of which so much stands in the other is a copy without its first or last words. */
const NEARLY = 0.9;
const USE = /用途|预算规模/;

/** Two goals, and a goal beside the use of its money, have rules of their own. */
function told(a: Field, b: Field): boolean {
  const goals = [a, b].filter(({ label }) => isGoalLabel(label)).length;
  return goals === 2 || (goals === 1 && (USE.test(a.label) || USE.test(b.label)));
}

export default defineRule({
  id: 'text-copied-field',
  title: '两栏文字相同',
  severity: 'warning',
  scope: 'sheet',
  why: '立项必要性、实施可行性、实施内容、目标各问一件事。一栏照抄另一栏，等于有一栏没有填。',
  basis: [`${GOALS_2015}：绩效目标审核的完整性要求`],
  parameters: {},
  *find(index): Generator<Fact> {
    for (const sheet of index.sheets) {
      const fields = fieldsOf(sheet).filter(({ key, text }) => key.length >= SHORT && !/涉密/.test(text));
      for (let i = 1; i < fields.length; i++) {
        const field = fields[i]!;
        const source = fields.slice(0, i).find((other) => {
          if (told(field, other)) return false;
          const [short, long] = field.key.length <= other.key.length ? [field, other] : [other, field];
          return long.key.includes(short.key) && short.key.length >= NEARLY * long.key.length;
        });
        if (source) yield { sheet, field, source, whole: source.key === field.key };
      }
    }
  },
  report({ sheet, field, source, whole }) {
    return {
      ...(whole ? {} : { severity: 'info' as const }),
      message: `${quote(sheet.sheet.name)}的“${field.label}”与“${source.label}”${whole ? '一字不差' : '只差开头或结尾几个字'}。`,
      subject: sheetSubject(sheet, field.label),
      paths: [field.path, source.path],
      advice: `“${field.label}”按这一栏的要求重新填写。`,
    };
  },
  examples: {
    wrong: [
      wrong(
        '可行性照抄必要性',
        { sheet: '示例维护费', row: '实施可行性' },
        {
          sheets: [
            goalSheet('示例维护费', {
              attributes: {
                立项必要性: '根据示例通知要求单独立项，额度由其他项目调整。',
                实施可行性: '根据示例通知要求单独立项，额度由其他项目调整。',
              },
            }),
          ].map((sheet) => ({ ...sheet, parts: [{ heading: '目标一', indicators: '见说明' }] })),
        },
      ),
    ],
    right: [
      right('各写各的', {
        sheets: [
          {
            ...goalSheet('示例维护费', {
              attributes: {
                立项必要性: '示例系统已运行八年，故障增多，须由专业队伍维护。',
                实施可行性: '示例公司在本地设有维护点，三年来服务正常。',
              },
            }),
            parts: [{ heading: '目标一', indicators: '见说明' }],
          },
        ],
      }),
    ],
  },
});
