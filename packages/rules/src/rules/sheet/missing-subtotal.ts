import type { FundingLine, FundSource } from '@jizhun/model';
import { GOALS_2015 } from '../../basis.ts';
import { fundingOf, type SheetIndex } from '../../disclosure-index.ts';
import { printExact } from '../../exact.ts';
import { goalSheet, income, indicator, right, wrong } from '../../example.ts';
import { defineGathered } from '../../rule.ts';
import { sheetSubject } from '../../sheet-sums.ts';
import { quote } from '../../wording.ts';

interface Fact {
  sheet: SheetIndex;
  /** How its subtotal is called; undefined where it has none. */
  label: string | undefined;
  /** Where it has none: the labels of its income, and the part that has a figure. */
  labels: readonly string[];
  path: string | undefined;
}
interface Gap {
  sheet: SheetIndex;
  label: string;
  like: SheetIndex;
  path: string;
}

/** Sources that 小计 holds. */
const HELD: readonly (FundSource | undefined)[] = [
  'general-public-budget',
  'government-funds',
  'state-capital',
  'social-insurance',
];

/** Where 小计 belongs, before the first of its parts, and what it comes to. */
function subtotalOf({ sheet }: SheetIndex): { at: number; line: FundingLine; fen: number } {
  const isPart = (one: FundingLine): boolean =>
    one.side === 'income' && one.period === 'FY' && one.month === undefined && HELD.includes(one.source);
  const at = sheet.funding.findIndex(isPart);
  const fen = sheet.funding.filter(isPart).reduce((sum, one) => sum + one.fen, 0);
  return { at, line: sheet.funding[at]!, fen };
}

export default defineGathered({
  id: 'missing-subtotal',
  title: '收入的小计没有填',
  severity: 'info',
  scope: 'sheet',
  why: '同一种表样，别的项目填了小计，这个项目只填了分项，小计空着。',
  basis: [`${GOALS_2015}：绩效目标审核的完整性要求`],
  parameters: {},
  *find(index): Generator<Fact> {
    for (const sheet of index.sheets) {
      if (sheet.sheet.form !== 'goal') continue;
      const lines = fundingOf(sheet, 'income', 'FY');
      const label = lines.find(({ line }) => line.source === 'subtotal')?.line.label;
      const part = lines.find(({ line, value }) => line.source === 'general-public-budget' && value !== 0n);
      if (label !== undefined) yield { sheet, label, labels: [], path: undefined };
      else if (part && lines.length > 1)
        yield { sheet, label, labels: lines.map(({ line }) => line.label), path: part.path };
    }
  },
  *gather(facts): Generator<Gap> {
    for (const scope of ['department', 'project', 'transfer'] as const) {
      const sheets = facts.filter(({ sheet }) => sheet.sheet.scope === scope);
      const like = sheets.find(({ label }) => label !== undefined);
      if (like?.label === undefined) continue;
      const known = new Set(like.sheet.funding.map(({ line }) => line.label));
      for (const { sheet, label, labels, path } of sheets) {
        // Only where the form is the same: all its other labels stand in the sheet that has a subtotal.
        if (label === undefined && path !== undefined && labels.every((one) => known.has(one)))
          yield { sheet, label: like.label, like: like.sheet, path };
      }
    }
  },
  report({ sheet, label, like, path }) {
    const { at, line, fen } = subtotalOf(sheet);
    const subtotal: FundingLine = { ...line, label, source: 'subtotal', fen };
    return {
      message: `${quote(sheet.sheet.name)}的收入没有填“${label}”，${quote(like.sheet.name)}的同一种表填了。`,
      subject: sheetSubject(sheet, label),
      paths: [path],
      expected: `${printExact(BigInt(fen), '万元')} 万元`,
      actual: '未填',
      fix: {
        title: `补填“${label}”${printExact(BigInt(fen), '万元')} 万元`,
        edits: [{ path: `${sheet.path}/funding/${at}`, from: undefined, to: subtotal }],
      },
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
