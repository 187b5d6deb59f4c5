import {
  type Disclosure,
  fromFen,
  groupDigits,
  type JsonPointer,
  type Period,
  pointerSteps,
  valueAt,
} from '@jizhun/model';
import type { ChosenValue } from './source-panel.tsx';

const indicatorFields: Record<string, string> = {
  level1: '一级指标',
  level2: '二级指标',
  level3: '三级指标',
  code: '编码',
  task: '重点工作',
  description: '指标解释',
  basis: '指标值确定依据',
  scoring: '评（扣）分标准',
  source: '数据来源',
  weight: '权重',
  score: '得分',
  deviation: '偏差原因分析及改进措施',
  direction: '指标方向',
  attribute: '指标属性',
  core: '核心指标',
};

const sheetFields: Record<string, string> = {
  name: '名称',
  code: '项目编码',
  unit: '实施单位',
  supervisor: '主管部门',
  fiscalYear: '年度',
};

const topFields: Record<string, string> = {
  title: '标题',
  fiscalYear: '年度',
  unit: '单位',
  place: '地区',
  unread: '未归类内容',
};

export const periodWord: Record<Period, string> = {
  H1: '半年',
  FY: '全年',
  CYCLE: '实施周期',
  INITIAL: '年初',
  ACTUAL: '实际',
  EXPECTED: '全年预计',
  HISTORY: '以前年度',
};

/** What a value is called: 三级指标, 培训人次 · 指标值（全年）, 基本支出 · 一般公共预算. */
export function nameOf(disclosure: Disclosure, path: JsonPointer): string {
  const [top = '', index = '', part = '', key = '', leaf = '', leafIndex = ''] = pointerSteps(path);
  if (top === 'goalSheets') {
    const sheet = disclosure.goalSheets[Number(index)];
    if (part === 'attributes') return key;
    if (part === 'indicators') {
      const indicator = sheet?.indicators[Number(key)];
      if (leaf !== 'targets') return indicatorFields[leaf] ?? '指标';
      const target = indicator?.targets[Number(leafIndex)];
      return `${indicator?.level3 ?? ''} · ${target?.column ?? '指标值'}${target ? `（${periodWord[target.period]}）` : ''}`;
    }
    if (part === 'funding') {
      const line = sheet?.funding[Number(key)];
      return line ? `${line.label}（${periodWord[line.period]}）` : '资金';
    }
    if (part === 'tasks') return '工作任务';
    if (part === 'schedule') return `资金支出计划 · ${sheet?.schedule[Number(key)]?.label ?? ''}`;
    if (part === 'parts') return '分项绩效目标';
    if (part === 'plan') return '实施进度计划';
    if (part === 'evaluation') return '自评';
    return sheetFields[part] ?? '目标表';
  }
  if (top === 'budgetTables') {
    const table = disclosure.budgetTables[Number(index)];
    if (part === 'columns') return '表头';
    if (part !== 'rows') return part === 'note' ? '表注' : '表名';
    const row = table?.rows[Number(key)];
    if (leaf !== 'cells') return leaf === 'code' ? '编码' : leaf === 'no' ? '序号' : '项目';
    return [row?.label || row?.code, table?.columns[Number(leafIndex)]].filter(Boolean).join(' · ');
  }
  if (top === 'statements') return disclosure.statements[Number(index)]?.claim ?? '文字说明';
  return topFields[top] ?? top;
}

/** What the column is called in which a value of a row stands: 三级指标, 指标值（全年）, 项目, or the head of the table. */
export function fieldName(disclosure: Disclosure, path: JsonPointer): string {
  const [top = '', index = '', part = '', key = '', leaf = '', leafIndex = ''] = pointerSteps(path);
  if (top === 'budgetTables') {
    if (leaf !== 'cells') return leaf === 'code' ? '编码' : leaf === 'no' ? '序号' : '项目';
    return disclosure.budgetTables[Number(index)]?.columns[Number(leafIndex)] ?? '';
  }
  if (part === 'indicators') {
    if (leaf !== 'targets') return indicatorFields[leaf] ?? leaf;
    const sheet = disclosure.goalSheets[Number(index)];
    const target = (sheet?.indicators[Number(key)] ?? sheet?.indicators[0])?.targets[Number(leafIndex)];
    return target ? `${target.column ?? '指标值'}（${periodWord[target.period]}）` : '指标值';
  }
  return rowFields[leaf] ?? leaf;
}

const rowFields: Record<string, string> = { label: '项目', name: '任务名称', content: '主要内容', fen: '金额' };

/** A value as text, where no single cell shows it. */
export function textOfValue(disclosure: Disclosure, path: JsonPointer): string {
  const value = valueAt(disclosure, path);
  if (value === undefined || value === null) return '';
  if (typeof value !== 'object') return String(value);
  const record = value as Record<string, unknown>;
  for (const key of ['raw', 'level3', 'claim', 'name', 'heading', 'content', 'title', 'text']) {
    if (typeof record[key] === 'string') return record[key];
  }
  if (typeof record.fen === 'number') return `${groupDigits(fromFen(record.fen, '万元'))} 万元`;
  if (typeof record.percent === 'number') return `${record.percent}%`;
  return typeof record.label === 'string' ? record.label : '';
}

/**
 * The values behind some paths, each name and text once: a merged level shows the same words for each of its indicators.
 */
export function valuesOf(disclosure: Disclosure, paths: readonly JsonPointer[], shown?: string): ChosenValue[] {
  const found = new Map<string, ChosenValue>();
  for (const path of paths) {
    const name = nameOf(disclosure, path);
    const text = paths.length === 1 && shown !== undefined ? shown : textOfValue(disclosure, path);
    const key = `${name}\n${text}`;
    const there = found.get(key);
    if (there) there.paths.push(path);
    else found.set(key, { path, paths: [path], name, text });
  }
  return [...found.values()];
}
