import { GOALS_2015 } from '../../basis.ts';
import type { SheetIndex } from '../../disclosure-index.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { defineGathered } from '../../rule.ts';
import { declaredProjects } from '../../sheet-text.ts';
import { listed, quote } from '../../wording.ts';

interface Fact {
  sheet: SheetIndex;
  marks: ReadonlySet<string>;
}
interface Clone {
  sheet: SheetIndex;
  like: readonly [SheetIndex, ...SheetIndex[]];
  same: number;
}

/** Sheets that one mark is looked up in. */
const FEW = 20;

/** What makes an indicator its own: where it stands, its name, its targets. The rows of 决策 and 过程 are the same everywhere. */
function marksOf({ indicators }: SheetIndex): Set<string> {
  return new Set(
    indicators
      .filter(({ indicator: { kind } }) => !/^(decision|process)/.test(kind))
      .map(({ key, indicator: { kind, targets } }) => `${kind}|${key}|${targets.map(({ raw }) => raw).join('|')}`),
  );
}

export default defineGathered({
  id: 'cloned-sheet',
  title: '指标与另一个项目雷同',
  severity: 'warning',
  scope: 'sheet',
  why: '两个项目的指标和指标值几乎全部相同，说明指标是照抄的，没有从各自的任务分解而来。',
  basis: [`${GOALS_2015}：绩效目标应当指向明确、相应匹配`],
  parameters: {
    share: { title: '相同的指标达到这一比例才报', default: 0.75 },
    least: { title: '至少有这么多个指标才比较', default: 5 },
  },
  *find(index): Generator<Fact> {
    for (const sheet of declaredProjects(index)) yield { sheet, marks: marksOf(sheet) };
  },
  *gather(sheets, { share, least }): Generator<Clone> {
    // By mark, so that only sheets that have one in common are compared.
    const byMark = new Map<string, number[]>();
    /** How many marks each of the sheets before has in common with this one. */
    const common = new Uint32Array(sheets.length);
    for (let i = 0; i < sheets.length; i++) {
      const { sheet, marks } = sheets[i]!;
      if (marks.size < least) continue;
      const met: number[] = [];
      for (const mark of marks) {
        const others = byMark.get(mark);
        if (!others) {
          byMark.set(mark, [i]);
          continue;
        }
        for (const other of others) {
          if (common[other]!++ === 0) met.push(other);
        }
        // A mark of many sheets (群众满意度 ≥90%) tells nothing; to count it would take the square of the sheets.
        if (others.length < FEW) others.push(i);
      }
      const alike = met.filter((other) => common[other]! >= share * Math.max(marks.size, sheets[other]!.marks.size));
      const same = Math.max(...alike.map((other) => common[other]!));
      for (const other of met) common[other] = 0;
      const [first, ...rest] = alike.map((other) => sheets[other]!.sheet);
      if (first) yield { sheet, like: [first, ...rest], same };
    }
  },
  report({ sheet, like, same }) {
    return {
      message: `${quote(sheet.sheet.name)}的指标有 ${same} 个与${listed(
        like.map((one) => one.sheet.name),
        2,
      )}完全相同，指标值也相同。`,
      subject: { sheet: sheet.sheet.name },
      paths: [`${sheet.path}/name`, ...like.map(({ path }) => `${path}/name`)],
      advice: '按这个项目的任务重新设置指标；确是同一件事分两笔资金安排的，合并填报或者说明分工。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '两个项目的指标一样',
        { sheet: '示例经费乙' },
        {
          sheets: ['示例经费甲', '示例经费乙'].map((name) =>
            goalSheet(name, {
              indicators: [
                indicator('产出指标/数量指标/示例社区数量', '≥29个'),
                indicator('产出指标/质量指标/示例设施完好率', '≥91%'),
                indicator('产出指标/时效指标/示例经费拨付及时率', '≥91%'),
                indicator('效益指标/社会效益指标/示例服务知晓率', '≥91%'),
                indicator('满意度指标/服务对象满意度指标/示例居民满意度', '≥91%'),
              ],
            }),
          ),
        },
      ),
    ],
    right: [
      right('只有满意度相同', {
        sheets: [1, 2].map((n) =>
          goalSheet(`示例经费${n}`, {
            indicators: [
              indicator('产出指标/数量指标/示例社区数量', `≥${n}9个`),
              indicator('产出指标/质量指标/示例设施完好率', `≥${n}1%`),
              indicator('产出指标/时效指标/示例经费拨付及时率', `≥${n + 5}1%`),
              indicator('效益指标/社会效益指标/示例服务知晓率', `≥${n + 6}1%`),
              indicator('满意度指标/服务对象满意度指标/示例居民满意度', '≥91%'),
            ],
          }),
        ),
      }),
    ],
  },
});
