import type { Fix } from '@jizhun/model';
import { GOALS_2015 } from '../../basis.ts';
import type { IndicatorIndex, SheetIndex } from '../../disclosure-index.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { offered } from '../../fixes.ts';
import { targetOf } from '../../indicators.ts';
import { realign } from '../../realign.ts';
import { defineRule } from '../../rule.ts';
import { sheetSubject } from '../../sheet-sums.ts';
import { shiftedRows } from '../../shifted-rows.ts';
import { quote } from '../../wording.ts';

interface Fact {
  sheet: SheetIndex;
  rows: readonly [IndicatorIndex, ...IndicatorIndex[]];
  fix: Fix | undefined;
}

export default defineRule({
  id: 'row-shift',
  title: '几行指标错了位',
  severity: 'error',
  scope: 'sheet',
  why: '连续几行的内容都不属于所在的类别，而与相邻的类别相符（时间填在成本行、金额填在质量行），多半是填写时错了一行。',
  basis: [`${GOALS_2015}：绩效目标审核的完整性要求`],
  parameters: {},
  *find(index): Generator<Fact> {
    for (const sheet of index.sheets) {
      const shifted = shiftedRows(sheet);
      const [first, ...rest] = shifted.keys();
      if (first) yield { sheet, rows: [first, ...rest], fix: realign([...shifted]) };
    }
  },
  report({ sheet, rows, fix }) {
    const told = rows.map(
      (at) =>
        `${at.indicator.level2}“${at.indicator.level3} ${(targetOf(at, 'FY') ?? targetOf(at, 'CYCLE'))?.target.raw ?? ''}”`,
    );
    return {
      message: `${quote(sheet.sheet.name)}有 ${rows.length} 行指标与所在类别不符：${told.join('；')}。`,
      subject: sheetSubject(sheet, rows[0].indicator.level2),
      paths: rows.flatMap(({ path }) => [`${path}/level3`, `${path}/level2`]),
      ...offered(fix),
      advice: '逐行核对，把内容移回所属的类别：时间归时效，金额归成本，比率归质量，次数人数归数量，满意度归满意度。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '金额、比率、时间都错了一行',
        { sheet: '示例人才经费', row: '质量指标' },
        {
          sheets: [
            goalSheet('示例人才经费', {
              indicators: [
                indicator('产出指标/质量指标/补助示例人才项目', '7万元'),
                indicator('产出指标/时效指标/保障示例工作有效开展', '96%'),
                indicator('产出指标/成本指标/本年度完成所有任务', '2024年12月底前'),
              ],
            }),
          ],
        },
      ),
      wrong(
        '四行中有三行能各归其位',
        { sheet: '示例人才经费', row: '数量指标' },
        {
          sheets: [
            goalSheet('示例人才经费', {
              indicators: [
                indicator('产出指标/数量指标/保障示例工作运行', '7万元'),
                indicator('产出指标/质量指标/补助示例人才项目', '7万元'),
                indicator('产出指标/时效指标/保障示例工作有效开展', '96%'),
                indicator('产出指标/成本指标/本年度完成所有任务', '2024年12月底前'),
              ],
            }),
          ],
        },
      ),
    ],
    right: [
      right('各在其位', {
        sheets: [
          goalSheet('示例人才经费', {
            indicators: [
              indicator('产出指标/质量指标/示例工作优良率', '≥96%'),
              indicator('产出指标/时效指标/完成所有任务', '2024年12月底前'),
              indicator('产出指标/成本指标/补助示例人才项目', '≤7万元'),
            ],
          }),
        ],
      }),
    ],
  },
});
