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

const PROGRESS = /^(完成|按|达到|符合)?(时序|序时)进度(完成)?$/;

export default defineRule({
  id: 'progress-as-result',
  title: '全年指标值写的是序时进度',
  severity: 'warning',
  scope: 'sheet',
  why: '“序时进度”说明年中做到哪里。到了年底，进度就是全部完成，写“完成序时进度”等于没有写全年要达到的结果。',
  basis: [`${INDICATORS_2021}：绩效指标应当量化易评`],
  parameters: {},
  *find(index): Generator<Fact> {
    for (const sheet of index.sheets) {
      if (sheet.sheet.form !== 'goal') continue;
      const [first, ...rest] = sheet.indicators.flatMap((at): TargetAt[] => {
        const found = targetOf(at, 'FY');
        // Of a satisfaction: rate-without-figure.
        const satisfaction = /满意/.test(at.indicator.level3);
        return found && !satisfaction && PROGRESS.test(found.target.raw.trim()) ? [{ at, ...found }] : [];
      });
      if (first) yield { sheet, rows: [first, ...rest] };
    }
  },
  report({ sheet, rows }) {
    return {
      message: `${quote(sheet.sheet.name)}有 ${rows.length} 个指标的全年指标值为“${rows[0].target.raw}”：${listed(rows.map(({ at }) => at.indicator.level3))}。`,
      subject: indicatorSubject(rows[0].at),
      paths: rows.map(({ path }) => path),
      actual: rows[0].target.raw,
      advice: '写明全年要达到的数量、比率或者可以核对的结果。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '全年也是序时进度',
        { sheet: '示例市示例局', level3: '示例改革推进情况' },
        {
          sheets: [
            goalSheet('示例市示例局', {
              scope: 'department',
              indicators: [indicator('履职/综合工作/示例改革推进情况', '完成序时进度', { H1: '完成序时进度' })],
            }),
          ],
        },
      ),
    ],
    right: [
      right('半年是序时进度，全年是结果', {
        sheets: [
          goalSheet('示例市示例局', {
            scope: 'department',
            indicators: [indicator('过程/资金管理/示例资金到位率', '100%', { H1: '序时进度' })],
          }),
        ],
      }),
    ],
  },
});
