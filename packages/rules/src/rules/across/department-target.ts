import { GOALS_2015 } from '../../basis.ts';
import { goalSheet, indicator, right, trainingSheet, wrong } from '../../example.ts';
import { indicatorSubject } from '../../indicators.ts';
import { defineAcross } from '../../rule.ts';
import { operatorOnly, type SharedTarget, sharedTargets } from '../../shared-targets.ts';
import { sheetsByUnit, sheetsOf, unitKey } from '../../sheet-pairs.ts';
import { quote } from '../../wording.ts';

interface Fact {
  shared: SharedTarget;
  document: number;
  projectsDocument: number;
}

export default defineAcross({
  id: 'department-target',
  title: '部门表与另一份文件中项目表的同一指标不同',
  severity: 'warning',
  scope: 'across',
  why: '部门整体目标由各项目的目标汇成。同一个指标在部门整体目标表和项目目标表中的指标值不同，不知以哪个为准。',
  basis: [`${GOALS_2015}：绩效目标应当指向明确、相应匹配`],
  parameters: {},
  *find(indexes): Generator<Fact> {
    const byUnit = sheetsByUnit(
      indexes,
      sheetsOf(indexes, ({ form, scope }) => form === 'goal' && scope === 'project'),
    );
    for (const whole of sheetsOf(indexes, ({ form, scope }) => form === 'goal' && scope === 'department')) {
      const there = [...(byUnit.get(unitKey(whole.year, whole.sheet.sheet.name)) ?? [])].filter(
        ({ document }) => document !== whole.document,
      );
      // One project in several files counts once.
      const projects = new Map(there.map((at) => [`${at.code}|${at.name}`, at]));
      const documentOf = new Map([...projects.values()].map(({ sheet, document }) => [sheet, document]));
      for (const shared of sharedTargets([whole.sheet], [...documentOf.keys()])) {
        const projectsDocument = documentOf.get(shared.project.sheet);
        if (projectsDocument !== undefined) yield { shared, document: whole.document, projectsDocument };
      }
    }
  },
  report({ shared, document, projectsDocument }, indexes) {
    const { whole, project, ours, theirs } = shared;
    const source = indexes[projectsDocument]?.disclosure.source.name ?? '';
    return {
      document,
      draft: {
        ...(operatorOnly(shared) ? { severity: 'info' as const } : {}),
        message: `${quote(whole.indicator.level3)}在部门整体目标表中为 ${ours.target.raw}，在项目${quote(project.sheet.sheet.name)}的目标表（“${source}”）中为 ${theirs.target.raw}。`,
        subject: indicatorSubject(whole),
        paths: [ours.path],
        expected: theirs.target.raw,
        actual: ours.target.raw,
        advice: '查明哪一个有误，改为相同；口径不同的，在名称中写明。',
        others: [{ document: projectsDocument, paths: [theirs.path] }],
      },
    };
  },
  examples: {
    wrong: [
      wrong(
        '部门表 400 人次，项目表 300 人次',
        { sheet: '示例市示例局', level3: '示例培训人次' },
        {
          sheets: [
            goalSheet('示例市示例局', {
              scope: 'department',
              indicators: [indicator('履职/教育培训/示例培训人次', '≥400人次')],
            }),
          ],
        },
        { sheets: [trainingSheet()] },
      ),
    ],
    right: [
      right(
        '相同；别的单位的项目不比较',
        {
          sheets: [
            goalSheet('示例市示例局', {
              scope: 'department',
              indicators: [indicator('履职/教育培训/示例培训人次', '≥300人次')],
            }),
          ],
        },
        { sheets: [trainingSheet()] },
        { unit: '示例市示例中心', sheets: [trainingSheet({ targets: { 示例培训人次: '≥90人次' } })] },
      ),
    ],
  },
});
