import { EVALUATION_2020 } from '../../basis.ts';
import type { SheetIndex } from '../../disclosure-index.ts';
import { evaluations } from '../../evaluation.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { defineRule } from '../../rule.ts';
import { sheetSubject } from '../../sheet-sums.ts';
import { type Field, fieldsOf } from '../../sheet-text.ts';
import { quote } from '../../wording.ts';

interface Fact {
  sheet: SheetIndex;
  field: Field;
  grade: string;
  score: number;
  expected: string;
}

const GRADES = ['优', '良', '中', '差'] as const;

export default defineRule({
  id: 'grade-vs-score',
  title: '评价等级与总分不符',
  severity: 'error',
  scope: 'sheet',
  why: '等级由总分确定：90（含）—100 分为优，80（含）—90 分为良，60（含）—80 分为中，60 分以下为差。',
  basis: [`${EVALUATION_2020}：绩效评价结果采取评分和评级相结合的方式`],
  parameters: { bounds: { title: '优、良、中的最低分，以逗号相连', default: '90,80,60' } },
  *find(index, { bounds }): Generator<Fact> {
    const least = bounds.split(',').map(Number);
    for (const sheet of evaluations(index)) {
      const score = sheet.sheet.evaluation?.total;
      if (score === undefined || score < 0 || score > 100) continue;
      const at = least.findIndex((bound) => score >= bound);
      const expected = GRADES[at < 0 ? 3 : at]!;
      for (const field of fieldsOf(sheet)) {
        if (!/(评价|自评|绩效|评定)?(等级|结论|级别)$/.test(field.label) || field.text.length > 8) continue;
        const grade = /^[“"（(]?(优|良|中|差)(秀|好|等)?[”"）)]?$/.exec(field.text.trim())?.[1];
        if (grade && grade !== expected) yield { sheet, field, grade, score, expected };
      }
    }
  },
  report({ sheet, field, grade, score, expected }) {
    return {
      message: `${quote(sheet.sheet.name)}的总分为 ${score} 分，应为“${expected}”，“${field.label}”填写为“${grade}”。`,
      subject: sheetSubject(sheet, field.label),
      paths: [field.path, `${sheet.path}/evaluation/total`],
      expected,
      actual: grade,
      fix: {
        title: `等级改为“${expected}”`,
        edits: [{ path: field.path, from: field.text, to: field.text.replace(grade, expected) }],
      },
      advice: `等级改为“${expected}”；总分有误的，改正总分。`,
    };
  },
  examples: {
    wrong: [
      wrong(
        '86 分填写为优',
        { sheet: '示例经费', row: '评价等级' },
        {
          sheets: [
            goalSheet('示例经费', {
              form: 'self-evaluation',
              attributes: { 评价等级: '优' },
              indicators: [indicator('产出指标/数量指标/示例培训人次', '≥300人次')],
              evaluation: { execution: [], total: 86 },
            }),
          ],
        },
      ),
    ],
    right: [
      right('90 分为优', {
        sheets: [
          goalSheet('示例经费', {
            form: 'self-evaluation',
            attributes: { 评价等级: '优' },
            indicators: [indicator('产出指标/数量指标/示例培训人次', '≥300人次')],
            evaluation: { execution: [], total: 90 },
          }),
        ],
      }),
    ],
  },
});
