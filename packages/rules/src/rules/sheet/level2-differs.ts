import { GOALS_2015 } from '../../basis.ts';
import type { IndicatorIndex } from '../../disclosure-index.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { allIndicators, indicatorSubject } from '../../indicators.ts';
import { defineGathered } from '../../rule.ts';
import { quote } from '../../wording.ts';

interface Fact {
  at: IndicatorIndex;
  usual: string;
  sheets: number;
}

export default defineGathered({
  id: 'level2-differs',
  title: '同名指标的类别与其他表不同',
  severity: 'warning',
  scope: 'sheet',
  why: '同一个指标在其他各表都归在一类，只在这一张表归在另一类，多半是填错了行。',
  basis: [`${GOALS_2015}：绩效指标分为一级、二级、三级指标`],
  parameters: {
    least: { title: '至少有这么多张表归类一致才报', default: 4 },
    share: { title: '归类一致的表达到这一比例才报', default: 0.8 },
  },
  *find(index): Generator<IndicatorIndex> {
    for (const at of allIndicators(index)) {
      const { kind, level2 } = at.indicator;
      // Where it is judged by its words, the rule on its second level says more.
      if (level2 === '' || at.sheet.sheet.scope === 'department' || !/^(decision|process|duty)/.test(kind)) continue;
      yield at;
    }
  },
  *gather(facts, { least, share }): Generator<Fact> {
    const byName = new Map<string, IndicatorIndex[]>();
    for (const at of facts) {
      const same = byName.get(at.key);
      if (same) same.push(at);
      else byName.set(at.key, [at]);
    }
    for (const all of byName.values()) {
      const levels = new Map<string, IndicatorIndex[]>();
      for (const at of all) {
        const rows = levels.get(at.indicator.level2);
        if (rows) rows.push(at);
        else levels.set(at.indicator.level2, [at]);
      }
      const [usual, ...odd] = [...levels].sort((a, b) => b[1].length - a[1].length);
      if (!usual || usual[1].length < least || usual[1].length < share * all.length) continue;
      for (const [, rows] of odd) for (const at of rows) yield { at, usual: usual[0], sheets: usual[1].length };
    }
  },
  report({ at, usual, sheets }) {
    const { level2, level3 } = at.indicator;
    return {
      message: `${quote(level3)}在这张表归在“${level2}”，在其他 ${sheets} 张表都归在“${usual}”。`,
      subject: indicatorSubject(at),
      paths: [`${at.path}/level2`],
      expected: usual,
      actual: level2,
      advice: `移到“${usual}”。`,
      fix: { title: `移到“${usual}”`, edits: [{ path: `${at.path}/level2`, from: level2, to: usual }] },
    };
  },
  examples: {
    wrong: [
      wrong(
        '只有一张表归在组织实施',
        { sheet: '示例项目戊', level3: '资金使用合规性' },
        {
          sheets: ['甲', '乙', '丙', '丁', '戊'].map((name) =>
            goalSheet(`示例项目${name}`, {
              indicators: [indicator(`过程/${name === '戊' ? '组织实施' : '资金管理'}/资金使用合规性`, '合规')],
            }),
          ),
        },
      ),
    ],
    right: [
      right('归类一致', {
        sheets: ['甲', '乙', '丙', '丁', '戊'].map((name) =>
          goalSheet(`示例项目${name}`, { indicators: [indicator('过程/资金管理/资金使用合规性', '合规')] }),
        ),
      }),
    ],
  },
});
