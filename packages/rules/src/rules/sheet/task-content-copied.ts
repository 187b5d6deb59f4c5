import { comparable } from '@jizhun/model';
import { GOALS_2015 } from '../../basis.ts';
import type { SheetIndex } from '../../disclosure-index.ts';
import { goalSheet, indicator, right, task, wrong } from '../../example.ts';
import { defineRule } from '../../rule.ts';
import { sheetSubject } from '../../sheet-sums.ts';
import { quote } from '../../wording.ts';

interface Fact {
  sheet: SheetIndex;
  first: number;
  again: number;
}

const SHORT = 8;

export default defineRule({
  id: 'task-content-copied',
  title: '两项任务的内容相同',
  severity: 'warning',
  scope: 'sheet',
  why: '两项任务名称不同、金额不同，主要实施内容却一字不差，其中一项多半是照抄的。',
  basis: [`${GOALS_2015}：绩效目标应当指向明确`],
  parameters: {},
  *find(index): Generator<Fact> {
    for (const sheet of index.sheets) {
      const seen = new Map<string, number>();
      const { tasks } = sheet.sheet;
      for (let i = 0; i < tasks.length; i++) {
        const { name, content } = tasks[i]!;
        const key = comparable(content ?? '');
        if (key.length < SHORT || key === comparable(name)) continue;
        const first = seen.get(key);
        if (first === undefined) seen.set(key, i);
        else if (comparable(tasks[first]!.name) !== comparable(name)) yield { sheet, first, again: i };
      }
    }
  },
  report({ sheet, first, again }) {
    const { tasks } = sheet.sheet;
    return {
      message: `任务${quote(tasks[again]!.name)}与${quote(tasks[first]!.name)}的主要实施内容一字不差。`,
      subject: sheetSubject(sheet, tasks[again]!.name),
      paths: [again, first].map((i) => `${sheet.path}/tasks/${i}/content`),
      advice: '按各自的任务改写实施内容；确为同一项任务的，合并。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '两项奖励内容相同',
        { sheet: '示例市示例局', row: '示例干部奖励' },
        {
          sheets: [
            goalSheet('示例市示例局', {
              scope: 'department',
              tasks: [
                { ...task('key', '示例书记奖励', 25), content: '通过考核和奖励激发示例干部热情' },
                { ...task('key', '示例干部奖励', 12), content: '通过考核和奖励激发示例干部热情' },
              ],
              indicators: [indicator('产出指标/数量指标/示例奖励人数', '≥300人')],
            }),
          ],
        },
      ),
    ],
    right: [
      right('内容不同', {
        sheets: [
          goalSheet('示例市示例局', {
            scope: 'department',
            tasks: [
              { ...task('key', '示例书记奖励', 25), content: '奖励考核优秀的示例书记一百名' },
              { ...task('key', '示例干部奖励', 12), content: '奖励考核优秀的示例干部二百名' },
            ],
            indicators: [indicator('产出指标/数量指标/示例奖励人数', '≥300人')],
          }),
        ],
      }),
    ],
  },
});
