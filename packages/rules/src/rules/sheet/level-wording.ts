import { GOALS_2015 } from '../../basis.ts';
import type { IndicatorIndex } from '../../disclosure-index.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { allIndicators } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';

interface Fact {
  usual: string;
  sheetsUsual: number;
  odd: string;
  sheetsOdd: number;
  rows: readonly [IndicatorIndex, ...IndicatorIndex[]];
}

const key = (level: string): string => level.replace(/\s/g, '').replace(/指标$/, '');

export default defineRule({
  id: 'level-wording',
  title: '一级指标名称前后不一',
  severity: 'info',
  scope: 'disclosure',
  why: '同一份文件里有的表写“产出”，有的写“产出指标”，汇总时会当作两类。',
  basis: [`${GOALS_2015}：绩效指标分为一级、二级、三级指标`],
  parameters: {},
  *find(index): Generator<Fact> {
    const wordings = new Map<string, Map<string, IndicatorIndex[]>>();
    for (const at of allIndicators(index)) {
      const { level1 } = at.indicator;
      if (level1 === '' || at.sheet.sheet.scope === 'department') continue;
      const name = key(level1);
      const byName = wordings.get(name) ?? new Map<string, IndicatorIndex[]>();
      wordings.set(name, byName);
      const rows = byName.get(level1);
      if (rows) rows.push(at);
      else byName.set(level1, [at]);
    }
    for (const byName of wordings.values()) {
      const names = [...byName].map(([name, rows]) => ({
        name,
        rows,
        sheets: new Set(rows.map(({ sheet }) => sheet)).size,
      }));
      names.sort((a, b) => b.sheets - a.sheets);
      const [usual, ...odd] = names;
      for (const { name, rows, sheets } of odd) {
        const [first, ...rest] = rows;
        if (usual && first)
          yield { usual: usual.name, sheetsUsual: usual.sheets, odd: name, sheetsOdd: sheets, rows: [first, ...rest] };
      }
    }
  },
  report({ usual, sheetsUsual, odd, sheetsOdd, rows }) {
    return {
      message: `一级指标在 ${sheetsOdd} 张项目表中写作“${odd}”，在另外 ${sheetsUsual} 张中写作“${usual}”。`,
      subject: { sheet: rows[0].sheet.sheet.name, level1: odd },
      paths: rows.map(({ path }) => `${path}/level1`),
      expected: usual,
      actual: odd,
      advice: '按表样统一名称。',
      fix: {
        title: `“${odd}”改为“${usual}”`,
        edits: rows.map(({ path }) => ({ path: `${path}/level1`, from: odd, to: usual })),
      },
    };
  },
  examples: {
    wrong: [
      wrong(
        '产出与产出指标',
        { sheet: '示例宣传经费', level1: '产出指标' },
        {
          sheets: [
            goalSheet('示例培训经费', { indicators: [indicator('产出/数量指标/示例培训人次', '≥300人次')] }),
            goalSheet('示例活动经费', { indicators: [indicator('产出/数量指标/示例活动场次', '≥30场')] }),
            goalSheet('示例宣传经费', { indicators: [indicator('产出指标/数量指标/示例宣传册', '≥3000册')] }),
          ],
        },
      ),
    ],
    right: [
      right('名称一致', {
        sheets: [
          goalSheet('示例培训经费', { indicators: [indicator('产出/数量指标/示例培训人次', '≥300人次')] }),
          goalSheet('示例宣传经费', { indicators: [indicator('产出/数量指标/示例宣传册', '≥3000册')] }),
        ],
      }),
    ],
  },
});
