import { comparable } from '@jizhun/model';
import { INDICATORS_2021 } from '../../basis.ts';
import type { IndicatorIndex, SheetIndex } from '../../disclosure-index.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { defineRule } from '../../rule.ts';
import { sheetSubject } from '../../sheet-sums.ts';
import { listed, quote } from '../../wording.ts';

type Field = 'description' | 'basis';

interface Copied {
  field: Field;
  same: readonly IndicatorIndex[];
  /** Indicators that fill in the field at all. */
  filled: number;
}
interface Fact {
  sheet: SheetIndex;
  copied: readonly [Copied, ...Copied[]];
  /** Too few to say that the column is not filled in. */
  few: boolean;
}

const FIELDS: Readonly<Record<Field, { name: string; advice: string }>> = {
  description: { name: '指标解释（描述）', advice: '指标解释写明指标的含义、计算方法和统计范围。' },
  basis: { name: '指标值确定依据', advice: '依据写明数从哪里来，如计划、行业标准、历史完成值或支出标准。' },
};

function copiedIn(sheet: SheetIndex, field: Field): Copied {
  const filled = sheet.indicators.filter(({ indicator }) => indicator[field]);
  return {
    field,
    same: filled.filter((at) => {
      const key = comparable(at.indicator[field] ?? '');
      // A basis that says no more than the explanation says no more than the name.
      return key === at.key || (field === 'basis' && key === comparable(at.indicator.description ?? ''));
    }),
    filled: filled.length,
  };
}

export default defineRule({
  id: 'text-repeats-name',
  title: '指标解释或依据照抄指标名称',
  severity: 'warning',
  scope: 'sheet',
  why: '指标解释要说明含义和算法，指标值确定依据要说明数从哪里来。照抄名称等于没有填写。',
  basis: [`${INDICATORS_2021}：指标值设定依据包括计划标准、行业标准、历史标准、预算支出标准等`],
  parameters: {
    share: { title: '一张表中照抄的指标不到这一比例的，只作建议', default: 0.5 },
    least: { title: '一张表中照抄的指标少于这么多的，只作建议', default: 2 },
  },
  *find(index, { share, least }): Generator<Fact> {
    for (const sheet of index.sheets) {
      const found = (['description', 'basis'] as const).map((field) => copiedIn(sheet, field));
      const [first, ...rest] = found.filter(
        ({ same, filled }) => same.length >= least && same.length >= share * filled,
      );
      if (first) yield { sheet, copied: [first, ...rest], few: false };
      else {
        const [one, ...more] = found.filter(({ same }) => same.length > 0);
        if (one) yield { sheet, copied: [one, ...more], few: true };
      }
    }
  },
  report({ sheet, copied, few }) {
    const told = copied.map(({ field, same, filled }) => `${filled} 个${FIELDS[field].name}中有 ${same.length} 个`);
    const source = copied.some(({ field }) => field === 'basis') ? '指标名称或解释' : '指标名称';
    return {
      ...(few ? { severity: 'info' as const } : {}),
      message: `${quote(sheet.sheet.name)}的${told.join('，')}照抄${source}，如${listed(copied[0].same.map(({ indicator }) => indicator.level3))}。`,
      subject: sheetSubject(sheet, FIELDS[copied[0].field].name),
      paths: copied.flatMap(({ field, same }) => same.map(({ path }) => `${path}/${field}`)),
      advice: copied.map(({ field }) => FIELDS[field].advice).join(''),
    };
  },
  examples: {
    wrong: [
      wrong(
        '依据都是指标名称',
        { sheet: '示例办公经费', row: '指标值确定依据' },
        {
          sheets: [
            goalSheet('示例办公经费', {
              indicators: [
                indicator('产出指标/质量指标/资金到位率', '≥90%', { basis: '资金到位率' }),
                indicator('产出指标/时效指标/任务完成及时率', '≥95%', { basis: '任务完成及时率' }),
                indicator('产出指标/数量指标/办公设备采购', '≥20台', { basis: '年度采购计划' }),
              ],
            }),
          ],
        },
      ),
    ],
    right: [
      right('写明了依据', {
        sheets: [
          goalSheet('示例办公经费', {
            indicators: [
              indicator('产出指标/质量指标/资金到位率', '≥90%', { basis: '近三年平均到位率 92%' }),
              indicator('产出指标/时效指标/任务完成及时率', '≥95%', { basis: '示例工作方案规定的期限' }),
              indicator('产出指标/数量指标/办公设备采购', '≥20台', { basis: '年度采购计划' }),
            ],
          }),
        ],
      }),
    ],
  },
});
