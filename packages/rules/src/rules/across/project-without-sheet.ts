import { GOALS_2015 } from '../../basis.ts';
import { printExact } from '../../exact.ts';
import { goalSheet, income, right, spending, wrong } from '../../example.ts';
import { type ListedProject, listedProjects, projectName } from '../../listed-projects.ts';
import { defineAcross } from '../../rule.ts';
import { sheetsOf } from '../../sheet-pairs.ts';
import { quote } from '../../wording.ts';

interface Fact {
  lacking: readonly [ListedProject, ...ListedProject[]];
  all: number;
}

export default defineAcross({
  id: 'project-without-sheet',
  title: '部门所列的项目没有目标表',
  severity: 'warning',
  scope: 'across',
  why: '部门整体目标表或者项目支出表列了这个项目，别的项目都有目标表，它没有：漏编、漏报，或者名称改了。',
  basis: [`${GOALS_2015}：项目支出应当编制绩效目标，与预算同时批复`],
  parameters: { share: { title: '所列项目有目标表的达到百分之几才报', default: 60 } },
  *find(indexes, { share }): Generator<Fact> {
    const names = new Set<string>();
    for (const [document, { sheets, disclosure }] of indexes.entries()) {
      // Withheld sheets count: that they say nothing is no gap.
      for (const { sheet } of sheets) {
        if (sheet.scope === 'department' || sheet.form !== 'goal') continue;
        const year = sheet.fiscalYear ?? disclosure.fiscalYear ?? '';
        names.add(`${year}|${projectName(sheet.name)}`);
        if (sheet.code) names.add(`#${year}|${sheet.code}`);
        names.add(`@${document}`);
      }
    }
    if (sheetsOf(indexes, ({ scope }) => scope !== 'department').length === 0) return;
    for (const [document, index] of indexes.entries()) {
      const all = listedProjects(index, document);
      // A list whose file holds the sheets as well is complete or not in itself.
      if (all.length < 3 || names.has(`@${document}`)) continue;
      const lacking = all.filter(
        ({ year, name, code }) => !names.has(`${year}|${name}`) && !(code && names.has(`#${year}|${code}`)),
      );
      const [first, ...rest] = lacking;
      if (first && (all.length - lacking.length) * 100 >= share * all.length)
        yield { lacking: [first, ...rest], all: all.length };
    }
  },
  report({ lacking, all }) {
    const [first] = lacking;
    const told = lacking.slice(0, 4).map(({ label, value }) => `${quote(label)} ${printExact(value, '万元')} 万元`);
    return {
      document: first.document,
      draft: {
        message: `所列 ${all} 个项目中，有 ${lacking.length} 个在给出的文件里没有目标表：${told.join('、')}${lacking.length > 4 ? '等' : ''}。`,
        subject: { ...first.where, row: first.label },
        paths: lacking.map(({ path }) => path),
        actual: '没有目标表',
        advice: '补编目标表；项目改过名称的，两处改为一致；确实不需要编制的，说明原因。',
      },
    };
  },
  examples: {
    wrong: [
      wrong(
        '三个项目有两个目标表',
        { sheet: '示例市示例局', row: '示例调研经费' },
        {
          sheets: [
            goalSheet('示例市示例局', {
              scope: 'department',
              funding: [
                spending('项目支出', 96),
                spending('示例培训经费', 60),
                spending('示例宣传经费', 25),
                spending('示例调研经费', 11),
              ],
            }),
          ],
        },
        { sheets: [goalSheet('示例培训经费', { funding: [income('预算数', 60)] })] },
        { sheets: [goalSheet('示例宣传经费', { funding: [income('预算数', 25)] })] },
      ),
    ],
    right: [
      right(
        '只给出一个项目的目标表，不能断定别的没有',
        {
          sheets: [
            goalSheet('示例市示例局', {
              scope: 'department',
              funding: [
                spending('项目支出', 96),
                spending('示例培训经费', 60),
                spending('示例宣传经费', 25),
                spending('示例调研经费', 11),
              ],
            }),
          ],
        },
        { sheets: [goalSheet('示例培训经费', { funding: [income('预算数', 60)] })] },
      ),
    ],
  },
});
