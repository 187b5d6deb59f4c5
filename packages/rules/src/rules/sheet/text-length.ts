import { GOALS_2015 } from '../../basis.ts';
import type { SheetIndex } from '../../disclosure-index.ts';
import { goalSheet, indicator, inPlace, right, wrong } from '../../example.ts';
import { defineRule } from '../../rule.ts';
import { sheetSubject } from '../../sheet-sums.ts';
import { type Field, fieldsOf, isClassified } from '../../sheet-text.ts';
import { nameKey, quote } from '../../wording.ts';

interface Fact {
  sheet: SheetIndex;
  field: Field;
  length: number;
  min: number | undefined;
  max: number | undefined;
}

/** As the form of 揭阳市 prints it. */
const LIMITS = { limits: 'department|总体绩效目标|50|' };

/** Characters, blanks and line breaks not counted. */
function lengthOf(text: string): number {
  return [...text.replace(/\s/g, '')].length;
}

export default defineRule({
  id: 'text-length',
  title: '文字的长度不合表样要求',
  severity: 'warning',
  scope: 'sheet',
  why: '表样的填报要求规定了这一栏的字数；太短的写不清目标，太长的公开时放不下。',
  basis: [`${GOALS_2015}：绩效目标审核的完整性要求`],
  parameters: {
    limits: {
      title: '各栏的字数：范围|标签|最少|最多，多栏以分号相连（范围为 department 或 project）',
      default: '',
    },
  },
  *find(index, { limits }): Generator<Fact> {
    const rows = limits
      .split(';')
      .filter(Boolean)
      .map((row) => {
        const [scope = '', label = '', min = '', max = ''] = row.split('|');
        return { scope, key: nameKey(label), min: min ? Number(min) : undefined, max: max ? Number(max) : undefined };
      });
    if (rows.length === 0) return;
    for (const sheet of index.sheets) {
      if (sheet.sheet.form !== 'goal' || isClassified(sheet)) continue;
      const scope = sheet.sheet.scope === 'department' ? 'department' : 'project';
      for (const field of fieldsOf(sheet)) {
        const limit = rows.find((row) => row.scope === scope && row.key === nameKey(field.label));
        if (!limit || field.key === '') continue;
        const { min, max } = limit;
        const length = lengthOf(field.text);
        if ((min !== undefined && length < min) || (max !== undefined && length > max))
          yield { sheet, field, length, min, max };
      }
    }
  },
  report({ sheet, field, length, min, max }) {
    const short = min !== undefined && length < min;
    const limit = short ? `不少于 ${min} 字` : `不超过 ${max} 字`;
    return {
      message: `${quote(sheet.sheet.name)}的“${field.label}”写了 ${length} 字，填报要求${limit}。`,
      subject: sheetSubject(sheet, field.label),
      paths: [field.path],
      expected: limit,
      actual: `${length} 字`,
      advice: short ? '写明要做什么、做到什么程度、产生什么效果。' : '删减到规定的字数以内。',
    };
  },
  examples: {
    wrong: [
      inPlace(
        LIMITS,
        wrong(
          '揭阳市的表要求不少于 50 字',
          { sheet: '示例市示例局', row: '总体绩效目标' },
          {
            sheets: [
              goalSheet('示例市示例局', {
                scope: 'department',
                attributes: { 总体绩效目标: '完成全年示例工作任务，提升示例服务水平。' },
                indicators: [indicator('产出指标/数量指标/示例培训人次', '≥300人次')],
              }),
            ],
          },
        ),
      ),
    ],
    right: [
      inPlace(
        LIMITS,
        right('达到 50 字', {
          sheets: [
            goalSheet('示例市示例局', {
              scope: 'department',
              attributes: {
                总体绩效目标:
                  '举办示例培训六期，培训示例人员三百人次，考核合格率不低于百分之九十二；开展示例检查二十四次，示例政策知晓率达到百分之八十七以上。',
              },
              indicators: [indicator('产出指标/数量指标/示例培训人次', '≥300人次')],
            }),
          ],
        }),
      ),
    ],
  },
});
