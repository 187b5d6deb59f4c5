import type { Disclosure, GoalSheet, Indicator } from '@jizhun/model';
import { indicatorKindOf, parseTarget } from '@jizhun/model';

/** Ten indicators as a project has them; figures differ from sheet to sheet, as those of a county's projects do. */
const ROWS: readonly (readonly [level1: string, level2: string, name: string, target: (n: number) => string])[] = [
  ['产出指标', '数量指标', '维修改造数量', (n) => `≥${(n % 97) + 3}个`],
  ['产出指标', '数量指标', '培训人次', (n) => `≥${(n % 911) + 20}人次`],
  ['产出指标', '质量指标', '验收合格率', (n) => `≥${90 + (n % 10)}%`],
  ['产出指标', '时效指标', '完成时间', (n) => `2024年${(n % 12) + 1}月底前`],
  ['产出指标', '成本指标', '改造成本', (n) => `≤${(n % 83) + 1}万元`],
  ['效益指标', '经济效益指标', '村集体收入增长率', (n) => `≥${(n % 20) + 1}%`],
  ['效益指标', '社会效益指标', '政策知晓率', (n) => `≥${80 + (n % 19)}%`],
  ['效益指标', '生态效益指标', '垃圾无害化处理率', (n) => `≥${85 + (n % 14)}%`],
  ['效益指标', '可持续影响指标', '管护制度执行', () => '长期有效'],
  ['满意度指标', '服务对象满意度指标', '群众满意度', (n) => `≥${88 + (n % 11)}%`],
];

/** An invented disclosure of so many goal sheets, ten indicators each. */
export function manySheets(count: number): Disclosure {
  const goalSheets = Array.from({ length: count }, (_, n): GoalSheet => {
    const indicators = ROWS.map(([level1, level2, name, target], i): Indicator => {
      const raw = target(n * 7 + i);
      const level3 = `${name}${n % 13 === 0 ? '' : `（${n % 401}）`}`;
      return {
        level1,
        level2,
        level3,
        kind: indicatorKindOf(level1, level2),
        targets: [{ period: 'FY', raw, ...parseTarget(raw, { name: level3, fiscalYear: 2024 }) }],
      };
    });
    return {
      id: `sheet-${n}`,
      form: 'goal',
      scope: 'project',
      name: `示例项目${n}`,
      code: `P${n}`,
      fiscalYear: 2024,
      attributes: { 年度目标: `完成${String.fromCodePoint(0x4e00 + n)}片区的维修改造，惠及 ${n % 57} 个村的群众。` },
      funding: [
        { side: 'income', label: '年度资金总额', source: 'total', period: 'FY', fen: 100_000_000 + n },
        { side: 'income', label: '财政拨款', source: 'fiscal', period: 'FY', fen: 100_000_000 + n },
      ],
      schedule: [],
      tasks: [],
      indicators,
    };
  });
  return {
    schema: 'jizhun/disclosure@1',
    source: { name: '示例.json', sha256: '0'.repeat(64), mediaType: 'application/json' },
    fiscalYear: 2024,
    unit: { name: '示例县' },
    goalSheets,
    budgetTables: [],
    statements: [],
    unread: [],
    provenance: {},
  };
}
