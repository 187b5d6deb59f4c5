import { unitKindOf } from '@jizhun/model';
import { GOALS_2015 } from '../../basis.ts';
import type { IndicatorIndex } from '../../disclosure-index.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { indicatorSubject, targetOf } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { quote } from '../../wording.ts';

type Found = NonNullable<ReturnType<typeof targetOf>>;

interface Fact {
  whole: IndicatorIndex;
  project: IndicatorIndex;
  theirs: Found;
  ours: Found;
}

/** Names shorter than this (满意度, 完成率, 培训人数) are common to many projects. */
const LONG_ENOUGH = 6;
/** A name that stands at the end of a longer one must be that long to mean the same. */
const PART = 5;

/** Only what is counted: rates and satisfactions differ from project to project under one name. */
function counts({ target }: Found): boolean {
  const kind = target.unit === null ? undefined : unitKindOf(target.unit);
  return target.value !== null && (kind === 'count' || kind === 'event' || kind === 'money');
}

/** The indicators of projects whose whole name is how the department's begins or ends (2024年…选调生招录, 选调生招录). */
function ending(projects: ReadonlyMap<string, IndicatorIndex[]>, whole: IndicatorIndex): IndicatorIndex[] | undefined {
  for (const [key, all] of projects) {
    if (key.length >= PART && key.length < whole.key.length && (whole.key.endsWith(key) || whole.key.startsWith(key)))
      return all;
  }
  return undefined;
}

export default defineRule({
  id: 'cross-sheet-target',
  title: '部门表与项目表的同一指标不同',
  severity: 'warning',
  scope: 'disclosure',
  why: '部门整体目标由各项目的目标汇成。同一个指标在部门整体目标表和项目目标表中的指标值不同，不知以哪个为准。',
  basis: [`${GOALS_2015}：绩效目标应当指向明确、相应匹配`],
  parameters: {},
  *find(index): Generator<Fact> {
    const projects = new Map<string, IndicatorIndex[]>();
    for (const { sheet, indicators } of index.sheets) {
      if (sheet.scope === 'department' || sheet.form !== 'goal') continue;
      for (const at of indicators) {
        const same = projects.get(at.key);
        if (same) same.push(at);
        else projects.set(at.key, [at]);
      }
    }
    for (const { sheet, indicators } of index.sheets) {
      if (sheet.scope !== 'department' || sheet.form !== 'goal') continue;
      for (const whole of indicators) {
        if (whole.key.length < LONG_ENOUGH || /^(decision|process)\./.test(whole.indicator.kind)) continue;
        const exactly = projects.get(whole.key);
        const same = exactly ?? ending(projects, whole);
        const [project] = same ?? [];
        // In two projects: the department's target may be their sum.
        if (!project || same?.length !== 1) continue;
        const ours = targetOf(whole, 'FY');
        const theirs = targetOf(project, 'FY');
        if (!ours || !theirs || (!counts(ours) && !counts(theirs))) continue;
        const [a, b] = [ours.target, theirs.target];
        const figures = a.value !== b.value || a.unit !== b.unit;
        // Under a longer name another figure may be of something else; the same figure is of the same.
        if (exactly ? figures || a.operator !== b.operator : !figures && a.operator !== b.operator)
          yield { whole, project, ours, theirs };
      }
    }
  },
  report({ whole, project, ours, theirs }) {
    const operatorOnly = ours.target.value === theirs.target.value && ours.target.unit === theirs.target.unit;
    return {
      ...(operatorOnly ? { severity: 'info' as const } : {}),
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
