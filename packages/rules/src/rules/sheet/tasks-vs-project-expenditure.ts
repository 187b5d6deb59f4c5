import { GOALS_2015 } from '../../basis.ts';
import { fundingOf } from '../../disclosure-index.ts';
import { goalSheet, right, spending, task, wrong } from '../../example.ts';
import type { Term } from '../../identity.ts';
import { defineIdentities, missing } from '../../rule.ts';
import { sheetSubject, sumOfTerms, termOfLine } from '../../sheet-sums.ts';
import { draftOfSum } from '../../sums.ts';
import { quote } from '../../wording.ts';

export default defineIdentities({
  id: 'tasks-vs-project-expenditure',
  title: '工作任务金额之和与项目支出不符',
  severity: 'error',
  scope: 'sheet',
  why: '部门整体绩效目标表分“年度重点工作任务”和“其他需完成任务”列示金额的，两组任务的拟投入金额之和应等于项目支出。',
  basis: [`${GOALS_2015}：绩效目标应当与计划期内的任务数和资金量相匹配`],
  parameters: {
    printed: { title: '表样印出的填报要求', default: '' },
    bothGroups: { title: '只在重点工作任务与其他需完成任务都列示时核对', default: true },
  },
  *find(index, { bothGroups, printed }) {
    for (const sheet of index.sheets) {
      const { tasks } = sheet.sheet;
      if (sheet.sheet.scope !== 'department' || tasks.length === 0) continue;
      if (bothGroups && !(tasks.some(({ group }) => group === 'key') && tasks.some(({ group }) => group === 'other')))
        continue;
      const expenditure = fundingOf(sheet, 'expenditure', 'FY').find(({ key }) => key === '项目支出');
      if (!expenditure) {
        yield missing(`${quote(sheet.sheet.name)}没有填项目支出`);
        continue;
      }
      const unfilled = tasks.filter(({ fen }) => fen === undefined);
      if (unfilled.length > 0) {
        yield missing(`${quote(sheet.sheet.name)}有 ${unfilled.length} 项工作任务没有填金额`);
        continue;
      }
      const parts = tasks.map(
        ({ name, fen }, i): Term => ({ path: `${sheet.path}/tasks/${i}`, label: name, value: BigInt(fen ?? 0) }),
      );
      yield {
        ...sumOfTerms(termOfLine(expenditure), parts, sheetSubject(sheet, expenditure.line.label), printed),
        open: true,
      };
    }
  },
  report: (broken) =>
    draftOfSum(broken, {
      advice: '核对各项工作任务的拟投入金额和项目支出，有漏列的任务应当补列。',
      ...(broken.identity.note ? { because: `表样的填报要求：${broken.identity.note}。` } : {}),
    }),
  examples: {
    wrong: [
      wrong(
        '漏列一项任务',
        { sheet: '示例市示例局', row: '项目支出' },
        {
          sheets: [
            goalSheet('示例市示例局', {
              scope: 'department',
              funding: [spending('基本支出', 2971.37), spending('项目支出', 969.04)],
              tasks: [
                task('key', '示例业务工作', 148),
                task('key', '示例改造工程', 118.54),
                task('other', '示例补助', 700),
              ],
            }),
          ],
        },
      ),
    ],
    right: [
      right('两组任务之和等于项目支出', {
        sheets: [
          goalSheet('示例市示例局', {
            scope: 'department',
            funding: [spending('基本支出', 2971.37), spending('项目支出', 966.54)],
            tasks: [
              task('key', '示例业务工作', 148),
              task('key', '示例改造工程', 118.54),
              task('other', '示例补助', 700),
            ],
          }),
        ],
      }),
      right('只列重点任务的表，任务不必覆盖全部项目支出', {
        sheets: [
          goalSheet('示例市示例局', {
            scope: 'department',
            funding: [spending('项目支出', 966.54)],
            tasks: [task('key', '示例业务工作', 148)],
          }),
        ],
      }),
    ],
  },
});
