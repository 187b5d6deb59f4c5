import { comparable, type GoalSheet } from '@jizhun/model';
import type { Block, FieldsBlock, ScheduleBlock, TasksBlock } from '../form.ts';
import { across, amount, blank, centred, figure, head, label, text, withHead } from './cells.ts';
import type { Content, Item } from './content.ts';
import { fundingColumnRows, fundingPairRows, fundingRows, fundingSideRows } from './funding.ts';
import { indicatorRows } from './indicators.ts';
import type { Draft } from './paper.ts';

/** The rows of one block; what it shows is taken from the content. The remainder comes last, whatever its place. */
export function blockRows(block: Block, content: Content, decimals: number): Draft[][] {
  switch (block.kind) {
    case 'fields':
      return fieldRows(block, content);
    case 'funding':
      return fundingRows(block, content, decimals);
    case 'funding-pairs':
      return fundingPairRows(block, content, decimals);
    case 'funding-sides':
      return fundingSideRows(block, content, decimals);
    case 'funding-columns':
      return fundingColumnRows(block, content, decimals);
    case 'tasks':
      return taskRows(block, content, decimals);
    case 'schedule':
      return scheduleRows(block, content);
    case 'indicators':
      return indicatorRows(block, content);
    case 'remainder':
      return remainderRows(content, decimals);
  }
}

function fieldRows(block: FieldsBlock, content: Content): Draft[][] {
  const from = block.head?.width ?? 0;
  const rows: Draft[][] = [];
  for (const row of block.rows) {
    if (block.optional && !row.some(({ slot }) => content.has(slot))) continue;
    rows.push(
      across(
        from,
        row.flatMap(({ slot, widths }) => {
          const item = content.takeSlot(slot);
          return [
            [widths[0], label(item?.label ?? slot.label)] as const,
            [widths[1], item ? text(item.value, ...item.paths) : blank()] as const,
          ];
        }),
      ),
    );
  }
  return block.head ? withHead(block.head, rows) : rows;
}

function taskRows(block: TasksBlock, content: Content, decimals: number): Draft[][] {
  const tasks = content.takeTasks(block.group);
  if (block.optional && !tasks.length) return [];
  const rows = [
    across(
      block.head.width,
      block.columns.map((c) => [c.width, head(c.head)] as const),
    ),
  ];
  for (const [index, task] of tasks) {
    rows.push(
      across(
        block.head.width,
        block.columns.map(({ field, width }) => {
          const path = content.path('tasks', index, field);
          if (field === 'fen')
            return [width, task.fen === undefined ? blank() : amount(task.fen, decimals, path)] as const;
          if (field === 'seq')
            return [width, task.seq === undefined ? blank() : centred(String(task.seq), path)] as const;
          const value = task[field];
          return [width, value === undefined ? blank() : text(value, path)] as const;
        }),
      ),
    );
  }
  if (!tasks.length)
    rows.push(
      across(
        block.head.width,
        block.columns.map((c) => [c.width, blank()] as const),
      ),
    );
  return withHead(block.head, rows);
}

function scheduleRows(block: ScheduleBlock, content: Content): Draft[][] {
  const points = content.takeSchedule();
  if (!points.length) {
    return block.optional ? [] : withHead(block.head, [across(block.head.width, [[1, blank()]])]);
  }
  const width = (i: number) => block.widths[i] ?? block.widths.at(-1) ?? 20;
  return withHead(block.head, [
    across(
      block.head.width,
      points.map((p, i) => [width(i), head(p.label)] as const),
    ),
    across(
      block.head.width,
      points.map((p, i) => [width(i), centred(`${p.percent}%`, content.path('schedule', i))] as const),
    ),
  ]);
}

type Part = NonNullable<GoalSheet['parts']>[number];

const LABEL_WIDTH = 16;
/** A value of at most so many characters shares its row with another. */
const SHORT = 18;

/** Everything that no block of the form foresaw. */
function remainderRows(content: Content, decimals: number): Draft[][] {
  const { sheet } = content;
  const rows: Draft[][] = [];
  const rest = content.takeRest();
  const told = rest.find((item) => tellsParts(item.value, sheet.parts ?? []));
  for (let i = 0; i < rest.length; i++) {
    const item = rest[i];
    if (!item) continue;
    if (item === told) {
      rows.push(...partRows(content, told));
      continue;
    }
    const next = rest[i + 1] === told ? undefined : rest[i + 1];
    const cells = [[LABEL_WIDTH, label(item.label)] as const, [34, text(item.value, ...item.paths)] as const];
    if (next && isShort(item) && isShort(next)) {
      cells.push([LABEL_WIDTH, label(next.label)], [34, text(next.value, ...next.paths)]);
      i++;
    }
    rows.push(
      across(
        0,
        cells.length === 4
          ? cells
          : [
              [LABEL_WIDTH, label(item.label)],
              [84, text(item.value, ...item.paths)],
            ],
      ),
    );
  }
  if (sheet.withheld) {
    rows.push(
      across(0, [
        [LABEL_WIDTH, label('不予公开的理由')],
        [84, text(sheet.withheld.reason, content.path('withheld', 'reason'))],
      ]),
    );
  }
  rows.push(...otherFunding(content, decimals));
  for (const group of ['key', 'other'] as const) {
    rows.push(
      ...taskRows(
        {
          kind: 'tasks',
          group,
          optional: true,
          head: { label: group === 'key' ? '重点工作任务' : '其他需完成任务', width: LABEL_WIDTH },
          columns: TASK_COLUMNS,
        },
        content,
        decimals,
      ),
    );
  }
  rows.push(
    ...scheduleRows(
      { kind: 'schedule', optional: true, head: { label: '资金支出计划（%）', width: LABEL_WIDTH }, widths: [21] },
      content,
    ),
    ...(told ? [] : partRows(content)),
    ...planRows(content),
    ...evaluationRows(content),
  );
  return rows;
}

const TASK_COLUMNS: TasksBlock['columns'] = [
  { head: '序号', field: 'seq', width: 6 },
  { head: '名称', field: 'name', width: 26 },
  { head: '主要内容', field: 'content', width: 36 },
  { head: '金额（万元）', field: 'fen', width: 16 },
];

function isShort({ label: name, value }: { label: string; value: string }): boolean {
  return name.length <= SHORT && value.length <= SHORT && !value.includes('\n');
}

/** Lines of a side that the form has no block for. */
function otherFunding(content: Content, decimals: number): Draft[][] {
  return fundingRows(
    {
      kind: 'funding',
      head: { label: '资金（万元）', width: LABEL_WIDTH },
      sides: (['income', 'expenditure'] as const).map((side) => ({
        side,
        optional: true,
        label: { label: side === 'income' ? '收入' : '支出', width: 8 },
        heads: true,
        labelWidth: 44,
        rows: [],
        columns: [],
      })),
    },
    content,
    decimals,
  );
}

/** Whether a text says what the parts say, and nothing else: then the parts stand for it. */
function tellsParts(told: string, parts: readonly Part[]): boolean {
  if (!parts.length) return false;
  let rest = comparable(told);
  for (const { heading, goal, indicators } of parts) {
    for (const piece of [heading, goal, indicators]) {
      if (piece === undefined) continue;
      if (!rest.includes(comparable(piece))) return false;
      rest = rest.replace(comparable(piece), '');
    }
  }
  return rest.replace(/绩效目标|绩效指标/g, '') === '';
}

/** 分项绩效目标: each with its goal and its indicators in words; `told` is the same as one text, under its label. */
function partRows(content: Content, told?: Item): Draft[][] {
  const from = told ? LABEL_WIDTH : 0;
  const rows = (content.sheet.parts ?? []).flatMap((part, i) => {
    const at = (field: string) => content.path('parts', i, field);
    const line = (name: string, field: 'goal' | 'indicators') => {
      const value = part[field];
      return value === undefined
        ? []
        : [across(from, [[LABEL_WIDTH, label(name)] as const, [84 - from, text(value, at(field))] as const])];
    };
    return [
      across(from, [[1, text(part.heading, at('heading'))]]),
      ...line('绩效目标', 'goal'),
      ...line('绩效指标', 'indicators'),
    ];
  });
  return told
    ? withHead({ label: told.label, width: LABEL_WIDTH }, rows, { ...label(told.label), paths: told.paths })
    : rows;
}

/** 实施进度计划. */
function planRows(content: Content): Draft[][] {
  const { plan } = content.sheet;
  if (!plan?.length) return [];
  const rows = [
    across(LABEL_WIDTH, [
      [52, head('实施内容')],
      [16, head('开始时间')],
      [16, head('完成时间')],
    ]),
  ];
  for (const [i, step] of plan.entries()) {
    const at = (field: string) => content.path('plan', i, field);
    rows.push(
      across(LABEL_WIDTH, [
        [52, text(step.content, at('content'))],
        [16, step.start === undefined ? blank() : centred(step.start, at('start'))],
        [16, step.end === undefined ? blank() : centred(step.end, at('end'))],
      ]),
    );
  }
  return withHead({ label: '项目实施进度计划', width: LABEL_WIDTH }, rows);
}

/** 预算执行率 and 总分 of a self-evaluation. */
function evaluationRows(content: Content): Draft[][] {
  const { evaluation } = content.sheet;
  if (!evaluation) return [];
  const rows: Draft[][] = [];
  if (evaluation.execution.length) {
    rows.push(
      across(LABEL_WIDTH, [
        [39, head('资金')],
        [15, head('执行率')],
        [15, head('分值')],
        [15, head('得分')],
      ]),
    );
  }
  for (const [i, line] of evaluation.execution.entries()) {
    const at = (field: string) => content.path('evaluation', 'execution', i, field);
    rows.push(
      across(LABEL_WIDTH, [
        [39, text(line.label, at('label'))],
        [15, figure(line.rate, at('rate'))],
        [15, figure(line.weight, at('weight'))],
        [15, figure(line.score, at('score'))],
      ]),
    );
  }
  if (evaluation.total !== undefined) {
    rows.push(
      across(LABEL_WIDTH, [
        [69, label('总分')],
        [15, figure(evaluation.total, content.path('evaluation', 'total'))],
      ]),
    );
  }
  return withHead({ label: '预算执行情况', width: LABEL_WIDTH }, rows);
}
