import { comparable } from '@jizhun/model';
import { GOALS_2015 } from '../../basis.ts';
import type { SheetIndex } from '../../disclosure-index.ts';
import { goalSheet, indicator, right, task, wrong } from '../../example.ts';
import { defineRule } from '../../rule.ts';
import { sheetSubject } from '../../sheet-sums.ts';
import { type Field, fieldsOf, isGoalLabel } from '../../sheet-text.ts';
import { quote } from '../../wording.ts';

interface Fact {
  sheet: SheetIndex;
  goal: Field;
  at: number;
}

const SHORT = 6;

export default defineRule({
  id: 'key-task-group',
  title: '目标中的重点任务列在其他任务',
  severity: 'warning',
  scope: 'sheet',
  why: '总体目标说某项工作是重点任务，任务清单却把它列在“其他需完成任务”，前后不一。',
  basis: [`${GOALS_2015}：绩效目标应当指向明确、相应匹配`],
  parameters: {},
  *find(index): Generator<Fact> {
    for (const sheet of index.sheets) {
      const { tasks } = sheet.sheet;
      if (!tasks.some(({ group }) => group === 'key')) continue;
      for (const goal of fieldsOf(sheet).filter(({ label }) => isGoalLabel(label))) {
        const listed = /重点(?:工作)?任务[^。]*/.exec(goal.text);
        if (!listed) continue;
        const named = comparable(listed[0]);
        for (let at = 0; at < tasks.length; at++) {
          const key = comparable(tasks[at]!.name);
          const twice = tasks.some(({ group, name }) => group === 'key' && comparable(name) === key);
          if (tasks[at]!.group === 'other' && key.length >= SHORT && named.includes(key) && !twice)
            yield { sheet, goal, at };
        }
      }
    }
  },
  report({ sheet, goal, at }) {
    const { name } = sheet.sheet.tasks[at]!;
    return {
      message: `“${goal.label}”把${quote(name)}列为重点任务，任务清单中它在“其他需完成任务”。`,
      subject: sheetSubject(sheet, name),
      paths: [`${sheet.path}/tasks/${at}`, goal.path],
      expected: '年度重点工作任务',
      actual: '其他需完成任务',
      advice: '属于重点的，移到年度重点工作任务；否则修改目标的文字。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '重点任务列在其他任务',
        { sheet: '示例市示例局', row: '加强示例组织建设' },
        {
          sheets: [
            goalSheet('示例市示例局', {
              scope: 'department',
              attributes: { 总体绩效目标: '提高质量。重点任务包括示例工程改造、加强示例组织建设等。' },
              tasks: [task('key', '示例工程改造', 118.54), task('other', '加强示例组织建设', 300)],
              indicators: [indicator('产出指标/数量指标/示例会议场次', '≥3场')],
            }),
          ],
        },
      ),
    ],
    right: [
      right('重点任务都在重点任务中', {
        sheets: [
          goalSheet('示例市示例局', {
            scope: 'department',
            attributes: { 总体绩效目标: '提高质量。重点任务包括示例工程改造等。另行开展示例科研工作。' },
            tasks: [task('key', '示例工程改造', 118.54), task('other', '示例科研工作', 10)],
            indicators: [indicator('产出指标/数量指标/示例会议场次', '≥3场')],
          }),
        ],
      }),
    ],
  },
});
