import { GOALS_2015 } from '../../basis.ts';
import type { IndicatorIndex } from '../../disclosure-index.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { defineGathered } from '../../rule.ts';

/** The rows of one sheet that write a level so. */
interface Fact {
  level1: string;
  /** The level, however it is written. */
  level: string;
  rows: IndicatorIndex[];
}
interface Wording {
  usual: string;
  sheetsUsual: number;
  odd: string;
  sheetsOdd: number;
  rows: readonly [IndicatorIndex, ...IndicatorIndex[]];
}

const key = (level: string): string => level.replace(/\s/g, '').replace(/指标$/, '');

export default defineGathered({
  id: 'level-wording',
  title: '一级指标名称前后不一',
  severity: 'info',
  scope: 'sheet',
  why: '同一份文件里有的表写“产出”，有的写“产出指标”，汇总时会当作两类。',
  basis: [`${GOALS_2015}：绩效指标分为一级、二级、三级指标`],
  parameters: {},
  *find(index): Generator<Fact> {
    for (const { sheet, indicators } of index.sheets) {
      if (sheet.scope === 'department') continue;
      const wordings = new Map<string, Fact>();
      for (const at of indicators) {
        const { level1 } = at.indicator;
        const known = wordings.get(level1);
        if (known) known.rows.push(at);
        else if (level1 !== '') wordings.set(level1, { level1, level: key(level1), rows: [at] });
      }
      yield* wordings.values();
    }
  },
  *gather(facts): Generator<Wording> {
    const levels = new Map<string, Map<string, Fact[]>>();
    for (const fact of facts) {
      const wordings = levels.get(fact.level) ?? new Map<string, Fact[]>();
      levels.set(fact.level, wordings);
      const same = wordings.get(fact.level1);
      if (same) same.push(fact);
      else wordings.set(fact.level1, [fact]);
    }
    for (const wordings of levels.values()) {
      const [usual, ...others] = [...wordings].sort(([, a], [, b]) => b.length - a.length);
      for (const [odd, sheets] of others) {
        const [first, ...rest] = sheets.flatMap(({ rows }) => rows);
        if (!usual || !first) continue;
        yield { usual: usual[0], sheetsUsual: usual[1].length, odd, sheetsOdd: sheets.length, rows: [first, ...rest] };
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
