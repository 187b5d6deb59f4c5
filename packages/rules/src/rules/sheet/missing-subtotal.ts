import { GOALS_2015 } from '../../basis.ts';
import { fundingOf, type SheetIndex } from '../../disclosure-index.ts';
import { goalSheet, income, indicator, right, wrong } from '../../example.ts';
import { defineRule } from '../../rule.ts';
import { sheetSubject } from '../../sheet-sums.ts';
import { quote } from '../../wording.ts';

interface Fact {
  sheet: SheetIndex;
  label: string;
  like: SheetIndex;
  path: string;
}

export default defineRule({
  id: 'missing-subtotal',
  title: '收入的小计没有填',
  severity: 'info',
  scope: 'sheet',
  why: '同一种表样，别的项目填了小计，这个项目只填了分项，小计空着。',
  basis: [`${GOALS_2015}：绩效目标审核的完整性要求`],
  parameters: {},
  *find(index): Generator<Fact> {
    for (const scope of ['department', 'project', 'transfer'] as const) {
      const sheets = index.sheets.filter(({ sheet }) => sheet.scope === scope && sheet.form === 'goal');
      const like = sheets.find((sheet) =>
        fundingOf(sheet, 'income', 'FY').some(({ line }) => line.source === 'subtotal'),
      );
      const label = like && fundingOf(like, 'income', 'FY').find(({ line }) => line.source === 'subtotal')?.line.label;
      if (!like || label === undefined) continue;
      const labels = new Set(like.funding.map(({ line }) => line.label));
      for (const sheet of sheets) {
        const lines = fundingOf(sheet, 'income', 'FY');
        const part = lines.find(({ line, value }) => line.source === 'general-public-budget' && value !== 0n);
        // Only where the form is the same: all its other labels stand in the sheet that has a subtotal.
        const sameForm = lines.length > 1 && lines.every(({ line }) => labels.has(line.label));
        if (part && sameForm && !lines.some(({ line }) => line.source === 'subtotal'))
          yield { sheet, label, like, path: part.path };
      }
    }
  },
  report({ sheet, label, like, path }) {
    return {
      message: `${quote(sheet.sheet.name)}的收入没有填“${label}”，${quote(like.sheet.name)}的同一种表填了。`,
      subject: sheetSubject(sheet, label),
      paths: [path],
      actual: '未填',
      advice: `补填“${label}”。`,
    };
  },
  examples: {
    wrong: [
      wrong(
        '一张表有小计，另一张没有',
        { sheet: '示例人才资金', row: '小计' },
        {
          sheets: [
            goalSheet('示例党建资金', {
              scope: 'transfer',
              funding: [income('资金总额', 67), income('小计', 67), income('一般公共预算资金', 67)],
              indicators: [
                indicator('产出指标/数量指标/示例建设数量', '≥7个'),
                indicator('产出指标/质量指标/示例验收合格率', '≥98%'),
                indicator('效益指标/社会效益指标/示例服务知晓率', '≥91%'),
              ],
            }),
            goalSheet('示例人才资金', {
              scope: 'transfer',
              funding: [income('资金总额', 12), income('一般公共预算资金', 12)],
              indicators: [
                indicator('产出指标/数量指标/引进示例人才', '≥25人'),
                indicator('产出指标/质量指标/示例人才考核称职率', '≥98%'),
                indicator('效益指标/社会效益指标/示例平台入驻数量', '≥9个'),
              ],
            }),
          ],
        },
      ),
    ],
    right: [
      right('表样没有小计', {
        sheets: [
          goalSheet('示例人才资金', {
            scope: 'transfer',
            funding: [income('资金总额', 12), income('一般公共预算资金', 12)],
            indicators: [
              indicator('产出指标/数量指标/引进示例人才', '≥25人'),
              indicator('产出指标/质量指标/示例人才考核称职率', '≥98%'),
              indicator('效益指标/社会效益指标/示例平台入驻数量', '≥9个'),
            ],
          }),
        ],
      }),
    ],
  },
});
