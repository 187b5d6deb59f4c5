import type { BudgetTable, Disclosure, GoalSheet, Severity } from '@jizhun/model';
import { fromFen } from '@jizhun/model';
import type { Example, Rule, Scope } from './rule.ts';

/** A rule as the catalogue shows it: nothing that runs. */
export interface RuleSummary {
  id: string;
  title: string;
  severity: Severity;
  scope: Scope;
  basis: string[];
  why: string;
  parameters: { name: string; title: string; value: string }[];
  examples: { title: string; verdict: 'right' | 'wrong'; text: string }[];
}

export function ruleSummary(rule: Rule): RuleSummary {
  const show = (verdict: 'right' | 'wrong') => (example: Example) => ({
    title: example.title,
    verdict,
    text: exampleText(example),
  });
  return {
    id: rule.id,
    title: rule.title,
    severity: rule.severity,
    scope: rule.scope,
    basis: [...rule.basis],
    why: rule.why,
    parameters: Object.entries(rule.parameters).map(([name, parameter]) => ({
      name,
      title: parameter.title,
      value: typeof parameter.default === 'boolean' ? (parameter.default ? '是' : '否') : String(parameter.default),
    })),
    examples: [...rule.examples.wrong.map(show('wrong')), ...rule.examples.right.map(show('right'))],
  };
}

/** What an example says, as plain lines: sheets, tables and sentences as a person would jot them down. */
export function exampleText({ disclosures, parameters }: Example): string {
  const stated = Object.entries(parameters ?? {}).map(([name, value]) => `（本地设定 ${name}：${value}）`);
  const told = disclosures
    .map((one, i) =>
      [
        ...(disclosures.length > 1 ? [`文件 ${i + 1}（${one.unit?.name ?? ''}，${one.fiscalYear} 年）`] : []),
        ...linesOf(one),
      ].join('\n'),
    )
    .join('\n\n');
  return [...stated, told].join('\n');
}

function linesOf({ goalSheets, budgetTables, statements, paragraphs = [] }: Disclosure): string[] {
  return [
    ...budgetTables.flatMap(tableLines),
    ...goalSheets.flatMap(sheetLines),
    ...statements.map(({ section, claim, value, unit, direction }) => {
      const change = direction ? { up: '增加', down: '减少', same: '持平' }[direction] : '';
      return `${section}：${claim}${change} ${value}${unit}`;
    }),
    ...paragraphs.map(({ section, text }) => `${section}：${text === '' ? '（没有内容）' : text}`),
  ];
}

function tableLines({ title, moneyUnit, columns, rows }: BudgetTable): string[] {
  return [
    `《${title}》${moneyUnit ? `单位：${moneyUnit}` : ''}`,
    `名称 | ${columns.join(' | ')}`,
    ...rows.map(({ code, label, cells }) =>
      [code ? `${code} ${label}` : label, ...cells.map((cell) => cell ?? '')].join(' | '),
    ),
  ];
}

const FORMS = { goal: '目标表', monitoring: '运行监控表', 'self-evaluation': '自评表', review: '目标审核表' };

function sheetLines({
  name,
  form,
  scope,
  code,
  funding,
  tasks,
  indicators,
  attributes,
  evaluation,
}: GoalSheet): string[] {
  const period = {
    H1: '半年',
    FY: '全年',
    CYCLE: '总额',
    INITIAL: '年初',
    ACTUAL: '完成',
    EXPECTED: '全年预计',
    HISTORY: '以前年度',
  };
  return [
    `${scope === 'department' ? '部门整体' : '项目'}${FORMS[form]}「${name}」${code ? `（${code}）` : ''}`,
    ...funding.map(
      (line) =>
        `${line.side === 'income' ? '收入' : '支出'} ${line.label}（${period[line.period]}）${fromFen(line.fen, '万元')} 万元`,
    ),
    ...tasks.map(
      (task) =>
        `${task.group === 'key' ? '重点任务' : '其他任务'} ${task.name}${task.fen === undefined ? '' : ` ${fromFen(task.fen, '万元')} 万元`}`,
    ),
    ...Object.entries(attributes).map(([label, text]) => `${label}：${text}`),
    ...indicators.map(({ level1, level2, level3, targets, weight, score, deviation }) => {
      const values = [
        ...targets.map((target) => `${period[target.period]} ${target.raw}`),
        ...(weight === undefined ? [] : [`分值 ${weight}`]),
        ...(score === undefined ? [] : [`得分 ${score}`]),
        ...(deviation === undefined ? [] : [`偏差原因 ${deviation}`]),
      ];
      return `${level1} / ${level2} / ${level3}：${values.join('；')}`;
    }),
    ...(evaluation?.execution ?? []).map(({ label, rate, weight, score }) => {
      const values = [
        ...(rate === undefined ? [] : [`执行率 ${rate}%`]),
        ...(weight === undefined ? [] : [`分值 ${weight}`]),
        ...(score === undefined ? [] : [`得分 ${score}`]),
      ];
      return `${label}：${values.join('；')}`;
    }),
    ...(evaluation?.total === undefined ? [] : [`总分：${evaluation.total}`]),
  ];
}
