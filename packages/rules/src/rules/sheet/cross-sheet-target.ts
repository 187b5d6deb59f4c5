import { GOALS_2015 } from '../../basis.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { indicatorSubject } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { operatorOnly, type SharedTarget, sharedTargets } from '../../shared-targets.ts';
import { quote } from '../../wording.ts';

export default defineRule({
  id: 'cross-sheet-target',
  title: '部门表与项目表的同一指标不同',
  severity: 'warning',
  scope: 'disclosure',
  why: '部门整体目标由各项目的目标汇成。同一个指标在部门整体目标表和项目目标表中的指标值不同，不知以哪个为准。',
  basis: [`${GOALS_2015}：绩效目标应当指向明确、相应匹配`],
  parameters: {},
  *find(index): Generator<SharedTarget> {
    const goals = index.sheets.filter(({ sheet }) => sheet.form === 'goal');
    yield* sharedTargets(
      goals.filter(({ sheet }) => sheet.scope === 'department'),
      goals.filter(({ sheet }) => sheet.scope !== 'department'),
    );
  },
  report(fact) {
    const { whole, project, ours, theirs } = fact;
    return {
      ...(operatorOnly(fact) ? { severity: 'info' as const } : {}),
      message: `${quote(whole.indicator.level3)}在部门整体目标表中为 ${ours.target.raw}，在项目${quote(project.sheet.sheet.name)}的目标表中为 ${theirs.target.raw}。`,
      subject: indicatorSubject(whole),
      paths: [ours.path, theirs.path],
      expected: theirs.target.raw,
      actual: ours.target.raw,
      advice: '查明哪一个有误，改为相同；口径不同的，在名称中写明。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '部门表 100 人，项目表 80 人',
        { sheet: '示例市示例局', level3: '示例讲师团授课人次' },
        {
          sheets: [
            goalSheet('示例市示例局', {
              scope: 'department',
              indicators: [indicator('履职/教育培训/示例讲师团授课人次', '≥100人次')],
            }),
            goalSheet('示例培训经费', { indicators: [indicator('产出指标/数量指标/示例讲师团授课人次', '≥80人次')] }),
          ],
        },
      ),
    ],
    right: [
      right('相同；两个项目分担；比率因项目而异', {
        sheets: [
          goalSheet('示例市示例局', {
            scope: 'department',
            indicators: [
              indicator('履职/教育培训/示例讲师团授课人次', '≥80人次'),
              indicator('履职/教育培训/基层示范点建设数量', '≥30个'),
              indicator('过程/预算执行/项目资金预算执行率', '=100%'),
            ],
          }),
          goalSheet('示例培训经费', {
            indicators: [
              indicator('产出指标/数量指标/示例讲师团授课人次', '≥80人次'),
              indicator('产出指标/数量指标/基层示范点建设数量', '≥10个'),
              indicator('过程/资金管理/项目资金预算执行率', '=95%'),
            ],
          }),
          goalSheet('示例建设经费', { indicators: [indicator('产出指标/数量指标/基层示范点建设数量', '≥20个')] }),
        ],
      }),
    ],
  },
});
