import { EVALUATION_2020 } from '../../basis.ts';
import type { SheetIndex } from '../../disclosure-index.ts';
import { evaluations } from '../../evaluation.ts';
import { decimalsOf } from '../../exact.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { rounded, scoreEdits } from '../../fixes.ts';
import { defineRule } from '../../rule.ts';
import { sheetSubject } from '../../sheet-sums.ts';
import { quote } from '../../wording.ts';

interface Fact {
  sheet: SheetIndex;
  at: number;
  label: string;
  rate: number;
  weight: number;
  score: number;
  expected: number;
}

export default defineRule({
  id: 'execution-score',
  title: '预算执行率的得分有误',
  severity: 'error',
  scope: 'sheet',
  why: '预算执行率的得分等于分值乘以执行率，最多得满分。',
  basis: [`${EVALUATION_2020}：预算执行率的评分`],
  parameters: { points: { title: '相差超过几分才报', default: 0.06 } },
  *find(index, { points }): Generator<Fact> {
    for (const sheet of evaluations(index)) {
      const lines = sheet.sheet.evaluation?.execution ?? [];
      for (let at = 0; at < lines.length; at++) {
        const { label, rate, weight, score } = lines[at]!;
        if (rate === undefined || weight === undefined || score === undefined || weight <= 0 || rate < 0) continue;
        // 0.96 is a share, 96 a percentage; 1 may be either, and is left alone.
        if (rate === 1) continue;
        const share = rate < 1 ? rate : rate / 100;
        const expected = weight * Math.min(1, share);
        const rounding = (weight * 0.5 * 10 ** -decimalsOf(rate)) / (rate < 1 ? 1 : 100);
        if (Math.abs(score - expected) > points + rounding) yield { sheet, at, label, rate, weight, score, expected };
      }
    }
  },
  report({ sheet, at, label, rate, weight, score, expected }) {
    const percent = rate < 1 ? `${Math.round(rate * 10_000) / 100}%` : `${rate}%`;
    const shown = String(rounded(expected));
    return {
      // Fewer points than in proportion: some places score in bands, and take more off.
      ...(score < expected ? { severity: 'info' as const } : {}),
      message: `${quote(sheet.sheet.name)}“${label}”的执行率为 ${percent}，得分填写为 ${score}，而分值 ${weight} × ${percent} = ${shown} 分。`,
      subject: sheetSubject(sheet, label, '得分'),
      paths: [
        `${sheet.path}/evaluation/execution/${at}/score`,
        `${sheet.path}/evaluation/execution/${at}/rate`,
        `${sheet.path}/evaluation/execution/${at}/weight`,
      ],
      expected: shown,
      actual: String(score),
      ...(score > expected
        ? {
            fix: {
              title: `得分改为 ${shown}`,
              edits: scoreEdits(sheet, `${sheet.path}/evaluation/execution/${at}/score`, score, rounded(expected)),
            },
          }
        : {}),
      advice: `得分改为 ${shown}，同时改正总分；本地另有评分办法的，按其办法。`,
    };
  },
  examples: {
    wrong: [
      wrong(
        '执行率 90%，得满分 10 分',
        { row: '年度资金总额' },
        {
          sheets: [
            goalSheet('示例经费', {
              form: 'self-evaluation',
              indicators: [indicator('产出指标/数量指标/示例培训人次', '≥300人次')],
              evaluation: { execution: [{ label: '年度资金总额', weight: 10, score: 10, rate: 90 }] },
            }),
          ],
        },
      ),
    ],
    right: [
      right('执行率 96.45%，得 9.65 分', {
        sheets: [
          goalSheet('示例经费', {
            form: 'self-evaluation',
            indicators: [indicator('产出指标/数量指标/示例培训人次', '≥300人次')],
            evaluation: { execution: [{ label: '年度资金总额', weight: 10, score: 9.65, rate: 96.45 }] },
          }),
        ],
      }),
    ],
  },
});
