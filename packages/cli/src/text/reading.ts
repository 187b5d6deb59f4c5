import {
  type BudgetTable,
  type Disclosure,
  displayWidth,
  fromFen,
  type GoalSheet,
  groupDigits,
  type Indicator,
  type Period,
  type Statement,
  type Target,
} from '@jizhun/model';
import { describeOrigin } from './origin.ts';
import type { Style } from './style.ts';
import { hang, padLeft, padRight, shorten, wrapText } from './wrap.ts';

const FORMS: Record<GoalSheet['form'], string> = {
  goal: '绩效目标表',
  monitoring: '绩效运行监控表',
  'self-evaluation': '绩效自评表',
  review: '绩效评价表',
};
const SCOPES: Record<GoalSheet['scope'], string> = { department: '部门整体', project: '项目', transfer: '转移支付' };
const PERIODS: Record<Period, string> = {
  H1: '半年',
  FY: '全年',
  CYCLE: '实施周期',
  INITIAL: '年初',
  ACTUAL: '完成',
  EXPECTED: '全年预计',
  HISTORY: '以前年度',
};
const DIRECTIONS: Record<NonNullable<Statement['direction']>, string> = { up: '增加', down: '减少', same: '持平' };
const OPERATORS: Record<NonNullable<Statement['operator']>, string> = {
  '=': '',
  '>=': '≥',
  '<=': '≤',
  '>': '＞',
  '<': '＜',
  '~': '约 ',
  range: '',
};

/** What a file says, as an outline that a person can go through with the paper beside it. */
export function printReading(disclosure: Disclosure, { width, style }: { width: number; style: Style }): string {
  const lines: string[] = [];
  const put = (label: string, text: string | undefined, indent = 10): void => {
    if (text) lines.push(...hang(label, text, indent, width));
  };
  const { source, unit, place, goalSheets, budgetTables, statements, unread } = disclosure;
  lines.push(style.strong('='.repeat(width)), style.strong(source.name));
  put('  标题', disclosure.title);
  put('  单位', unit && unit.name + (unit.code ? `（${unit.code}）` : ''));
  put('  地区', place && ([place.name, place.adcode].filter(Boolean).join(' ') || place.id));
  put('  年度', disclosure.fiscalYear === undefined ? undefined : `${disclosure.fiscalYear} 年`);
  const indicators = goalSheets.reduce((n, sheet) => n + sheet.indicators.length, 0);
  put(
    '  内容',
    `绩效目标表 ${goalSheets.length} 张，三级指标 ${indicators} 条，预算表 ${budgetTables.length} 张，文字中的数字 ${statements.length} 处，未归位 ${unread.length} 处`,
  );

  goalSheets.forEach((sheet, i) => {
    lines.push('', ...sheetLines(sheet, i + 1, width, style));
  });
  if (budgetTables.length > 0) lines.push('', style.strong(`预算表 ${budgetTables.length} 张`));
  budgetTables.forEach((table, i) => {
    lines.push(...tableLines(table, i + 1, width));
  });
  if (statements.length > 0) lines.push('', style.strong(`文字中的数字 ${statements.length} 处`));
  for (const statement of statements) lines.push(...hang('  -', statementText(statement), 4, width));
  if (unread.length > 0)
    lines.push('', style.strong(`未归位 ${unread.length} 处（文件中有、读取结果中没有位置的内容）`));
  for (const { text, at } of unread)
    lines.push(
      ...hang('  -', `${describeOrigin(at, source.mediaType)}  ${shorten(oneLine(text), 2 * width)}`, 4, width),
    );
  return lines.join('\n');
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ');
}

function sheetLines(sheet: GoalSheet, number: number, width: number, style: Style): string[] {
  const head = `${number}. ${SCOPES[sheet.scope]}${FORMS[sheet.form]}  ${sheet.name}${sheet.code ? `（${sheet.code}）` : ''}`;
  const lines = wrapText(head, width).map(style.strong);
  const put = (label: string, text: string | undefined): void => {
    if (text) lines.push(...hang(`  ${label}`, text, 2 + Math.max(8, displayWidth(label) + 2), width));
  };
  put('实施单位', sheet.unit);
  put('主管部门', sheet.supervisor);
  put('年度', sheet.fiscalYear === undefined ? undefined : `${sheet.fiscalYear} 年`);
  if (sheet.withheld) put('不予公开', sheet.withheld.reason);
  for (const [label, text] of Object.entries(sheet.attributes)) put(label, text);
  if (sheet.funding.length > 0) {
    lines.push('  资金（万元）');
    // Forms print two decimals; a line with more makes all show as many, so that the points stand under each other.
    const decimals = Math.max(...sheet.funding.map(({ fen }) => fromFen(fen, '万元').split('.')[1]?.length ?? 0));
    const rows = sheet.funding.map((line) => ({
      amount: groupDigits(fromFen(line.fen, '万元', decimals)),
      name: `${line.side === 'income' ? '收入' : '支出'} ${line.label}${period(line.period, line.month, line.column)}`,
    }));
    const column = Math.max(...rows.map(({ amount }) => amount.length));
    for (const { amount, name } of rows) lines.push(...hang(`    ${padLeft(amount, column)}`, name, column + 6, width));
  }
  if (sheet.schedule.length > 0)
    put('支出计划', sheet.schedule.map(({ label, percent }) => `${label} ${percent}%`).join('，'));
  if (sheet.tasks.length > 0) lines.push('  工作任务');
  for (const task of sheet.tasks) {
    const amount = task.fen === undefined ? '' : `  ${groupDigits(fromFen(task.fen, '万元'))} 万元`;
    const content = task.content ? `：${oneLine(task.content)}` : '';
    lines.push(...hang(`    ${task.group === 'key' ? '重点' : '其他'}`, `${task.name}${amount}${content}`, 10, width));
  }
  for (const part of sheet.parts ?? []) put(part.heading, [part.goal, part.indicators].filter(Boolean).join('\n'));
  for (const step of sheet.plan ?? [])
    put('进度', [step.content, [step.start, step.end].filter(Boolean).join(' 至 ')].filter(Boolean).join('  '));
  if (sheet.indicators.length > 0) lines.push(`  绩效指标 ${sheet.indicators.length} 条`);
  let level1: string | undefined;
  let level2: string | undefined;
  for (const indicator of sheet.indicators) {
    if (indicator.level1 !== level1 || indicator.level2 !== level2) {
      const path = [indicator.level1, indicator.level2].filter((level) => level !== '').join('/');
      lines.push(...hang('   ', path || '（未分级）', 4, width));
      ({ level1, level2 } = indicator);
    }
    lines.push(...indicatorLines(indicator, width));
  }
  return lines;
}

function indicatorLines(indicator: Indicator, width: number): string[] {
  const extra = [
    indicator.weight === undefined ? '' : `分值 ${indicator.weight}`,
    indicator.score === undefined ? '' : `得分 ${indicator.score}`,
  ].filter((text) => text !== '');
  const texts = [...indicator.targets.map(targetText), ...extra];
  const left = 6 + Math.min(34, Math.max(22, Math.floor(width / 2) - 6));
  // On one line where there is room, else one under the other.
  const values = displayWidth(texts.join('，')) <= width - left ? texts.join('，') : texts.join('\n');
  const name = `      ${indicator.level3}`;
  if (displayWidth(name) + 2 <= left) return hang(padRight(name, left), values, left, width);
  return [...hang('     ', indicator.level3, 6, width), ...(values ? hang('       ', values, 8, width) : [])];
}

function targetText(target: Target): string {
  return `${
    period(target.period, target.month, undefined)
      .trim()
      .replace(/^（|）$/g, '') || PERIODS.FY
  } ${oneLine(target.raw)}`;
}

/** `（半年）`, `（3月，某栏）`; nothing for the year's own figure. */
function period(name: Period, month: number | undefined, column: string | undefined): string {
  const words = [name === 'FY' ? '' : PERIODS[name], month === undefined ? '' : `${month}月`, column ?? ''];
  const text = words.filter((word) => word !== '').join('，');
  return text === '' ? '' : `（${text}）`;
}

function tableLines(table: BudgetTable, number: number, width: number): string[] {
  const size = `${table.rows.length} 行 × ${table.columns.length} 列${table.moneyUnit ? `，单位：${table.moneyUnit}` : ''}`;
  return hang(`  ${number}.`, `${table.title || '（无标题）'}（${size}）`, 6, width);
}

function statementText(statement: Statement): string {
  const year = statement.year === undefined ? '' : `${statement.year} 年`;
  const direction = statement.direction === undefined ? '' : ` ${DIRECTIONS[statement.direction]}`;
  const figure = statement.max === undefined ? String(statement.value) : `${statement.value}～${statement.max}`;
  const operator = statement.operator === undefined ? '' : OPERATORS[statement.operator];
  return `${year}${statement.claim}${direction} ${operator}${figure} ${statement.unit}（${statement.section}）`;
}
