import { GOALS_2015 } from '../../basis.ts';
import type { FundingIndex, SheetIndex } from '../../disclosure-index.ts';
import { budgetOf } from '../../disclosure-index.ts';
import { printExact } from '../../exact.ts';
import { goalSheet, income, indicator, right, spending, wrong } from '../../example.ts';
import { defineGathered } from '../../rule.ts';
import { sheetSubject } from '../../sheet-sums.ts';
import { declaredProjects } from '../../sheet-text.ts';
import { nameKey, quote } from '../../wording.ts';

interface Named {
  sheet: SheetIndex;
  name: string;
  /** Of a department. */
  whole: boolean;
}
interface Fact {
  whole: SheetIndex;
  line: FundingIndex;
  project: SheetIndex;
}

/** Whether one name is the other with a character or two left out or put in. */
function nearly(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (a === b || long.length - short.length > 2 || short.length < 4) return false;
  let at = 0;
  for (const character of long) if (character === short[at]) at++;
  return at === short.length;
}

export default defineGathered({
  id: 'name-mismatch',
  title: '同一项目在两张表中名称不同',
  severity: 'warning',
  scope: 'sheet',
  why: '部门整体目标表与项目目标表中的同一个项目，金额相同而名称差一两个字，汇总和公开时会当作两个项目。',
  basis: [`${GOALS_2015}：绩效目标应当指向明确`],
  parameters: {},
  *find(index): Generator<Named> {
    for (const sheet of declaredProjects(index)) yield { sheet, name: nameKey(sheet.sheet.name), whole: false };
    for (const sheet of index.sheets) {
      if (sheet.sheet.scope === 'department' && sheet.sheet.form === 'goal')
        yield { sheet, name: nameKey(sheet.sheet.name), whole: true };
    }
  },
  *gather(named): Generator<Fact> {
    const wholes = named.filter(({ whole }) => whole);
    if (wholes.length === 0) return;
    const projects = named.filter(({ whole }) => !whole);
    const names = new Set(projects.map(({ name }) => name));
    for (const { sheet: whole } of wholes) {
      for (const line of whole.funding) {
        if (line.line.side !== 'expenditure' || line.line.period !== 'FY' || names.has(line.key)) continue;
        const like = projects.filter(
          ({ sheet, name }) => nearly(name, line.key) && budgetOf(sheet)?.value === line.value,
        );
        const [project] = like;
        if (project && like.length === 1) yield { whole, line, project: project.sheet };
      }
    }
  },
  report({ whole, line, project }) {
    return {
      message: `部门整体目标表中的项目${quote(line.line.label)}，项目目标表写作${quote(project.sheet.name)}，金额都是 ${printExact(line.value, '万元')} 万元。`,
      subject: sheetSubject(whole, line.line.label),
      paths: [line.path, `${project.path}/name`],
      expected: project.sheet.name,
      actual: line.line.label,
      fix: {
        title: `改为“${project.sheet.name}”`,
        edits: [{ path: `${line.path}/label`, from: line.line.label, to: project.sheet.name }],
      },
      advice: '改为相同的名称，以项目库中的名称为准。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '维护经费与维护费',
        { sheet: '示例市示例局', row: '示例信息化维护经费' },
        {
          sheets: [
            goalSheet('示例市示例局', {
              scope: 'department',
              funding: [spending('项目支出', 602.43), spending('示例信息化维护经费', 602.43)],
              indicators: [indicator('履职/综合工作/示例系统运行天数', '≥360天')],
            }),
            goalSheet('示例信息化维护费', {
              funding: [income('资金总额', 602.43)],
              indicators: [
                indicator('产出指标/数量指标/示例系统维护数量', '≥3套'),
                indicator('产出指标/质量指标/示例系统可用率', '≥99%'),
                indicator('效益指标/社会效益指标/示例服务知晓率', '≥91%'),
              ],
            }),
          ],
        },
      ),
    ],
    right: [
      right('名称相同；金额不同的另一个项目', {
        sheets: [
          goalSheet('示例市示例局', {
            scope: 'department',
            funding: [spending('项目支出', 602.43), spending('示例信息化维护费', 602.43)],
            indicators: [indicator('履职/综合工作/示例系统运行天数', '≥360天')],
          }),
          goalSheet('示例信息化维护费', {
            funding: [income('资金总额', 602.43)],
            indicators: [
              indicator('产出指标/数量指标/示例系统维护数量', '≥3套'),
              indicator('产出指标/质量指标/示例系统可用率', '≥99%'),
              indicator('效益指标/社会效益指标/示例服务知晓率', '≥91%'),
            ],
          }),
        ],
      }),
    ],
  },
});
