import { type Achieved, achieved } from '../../achieved.ts';
import { MONITORING_2019 } from '../../basis.ts';
import type { IndicatorIndex, SheetIndex } from '../../disclosure-index.ts';
import { right, trainingSheet, wrong } from '../../example.ts';
import { indicatorSubject } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { quote } from '../../wording.ts';

interface Short {
  at: IndicatorIndex;
  done: Achieved;
}

interface Fact {
  sheet: SheetIndex;
  rows: readonly [Short, ...Short[]];
}

const NOTHING = /^[\s\-—–/\\无]*$/;

export default defineRule({
  id: 'expected-short',
  title: '预计完不成目标没有说明原因',
  severity: 'warning',
  scope: 'sheet',
  why: '全年预计完成达不到年度指标值的，应当写明偏差原因和措施；监控的用处就在这里。',
  basis: [`${MONITORING_2019}：分析偏离绩效目标的原因，提出纠偏措施`],
  parameters: {},
  *find(index): Generator<Fact> {
    for (const sheet of index.sheets) {
      if (sheet.sheet.form !== 'monitoring') continue;
      const rows = sheet.indicators.flatMap((at): Short[] => {
        const done = NOTHING.test(at.indicator.deviation ?? '') ? achieved(at, 'EXPECTED') : undefined;
        return done?.short ? [{ at, done }] : [];
      });
      const [first, ...rest] = rows;
      if (first) yield { sheet, rows: [first, ...rest] };
    }
  },
  report({ sheet, rows }) {
    const [first] = rows;
    const told = rows.map(
      ({ at, done }) =>
        `${quote(at.indicator.level3)}年度指标值 ${done.target.target.raw}，全年预计 ${done.actual.target.raw}`,
    );
    return {
      message: `${quote(sheet.sheet.name)}有 ${rows.length} 个指标预计完不成，没有写偏差原因：${told.slice(0, 3).join('；')}${told.length > 3 ? '等' : ''}。`,
      subject: indicatorSubject(first.at),
      paths: rows.flatMap(({ done }) => [done.actual.path, done.target.path]),
      actual: '未填',
      advice: '写明偏差原因和纠偏措施；确实无法完成的，按程序申请调整目标和预算。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '指标值 300 人次，预计 240 人次',
        { level3: '示例培训人次' },
        {
          sheets: [
            trainingSheet({ form: 'monitoring', rows: { 示例培训人次: { ACTUAL: '120人次', EXPECTED: '240人次' } } }),
          ],
        },
      ),
    ],
    right: [
      right('写明了原因', {
        sheets: [
          trainingSheet({
            form: 'monitoring',
            rows: {
              示例培训人次: { ACTUAL: '120人次', EXPECTED: '240人次', deviation: '两期培训因汛情推迟到明年' },
              示例培训班次: { ACTUAL: '3期', EXPECTED: '6期' },
            },
          }),
        ],
      }),
    ],
  },
});
