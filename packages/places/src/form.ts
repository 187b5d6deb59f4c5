import type { FundingLine, GoalSheet, Period, Task } from '@jizhun/model';

/**
 * An official form as data: which labels stand where on the paper, which wordings count as the same, which rows repeat.
 * The page lays a reading out by it; editor and writer will fill the blank form by it.
 *
 * `width`s are relative; those of one row add up to 100. Rows need not share edges: the paper finds the common grid.
 */
export interface Form {
  /** `jiangsu/department`. */
  id: string;
  /** id of the place that issues it. */
  place: string;
  form: GoalSheet['form'];
  scope: 'department' | 'project';
  /** Fiscal years for which it is known. */
  years: { from: number; until?: number };
  /** Source, as it is shown. */
  basis: string;
  /** Printed title; `{place}`, `{unit}`, `{name}` and `{year}` stand for what the reading says. */
  title: string;
  /** Line under the title; same placeholders. */
  subtitle?: string;
  /** 单位：万元, printed at the right above the table. */
  unitNote?: string;
  landscape?: boolean;
  /** Decimals of 万元 that the form prints at least. */
  decimals: number;
  blocks: readonly Block[];
  /** Printed under the table, in our words. */
  note?: string;
}

export type Block =
  | FieldsBlock
  | FundingBlock
  | FundingPairsBlock
  | FundingSidesBlock
  | FundingColumnsBlock
  | TasksBlock
  | ScheduleBlock
  | IndicatorBlock
  | RemainderBlock;

/** A label that spans all rows of its block at the left: 基本信息, 项目资金（万元）. */
export interface BlockHead {
  label: string;
  width: number;
}

/** A value of the sheet outside its lists. */
export type Slot = { label: string; aliases?: readonly string[]; field?: 'name' | 'code' | 'unit' | 'supervisor' };

/** Rows of labels and values: 项目名称 | … | 主管部门 | …. */
export interface FieldsBlock {
  kind: 'fields';
  head?: BlockHead;
  /** Rows that are left out where the sheet fills none of their slots (forms that hold for many places). */
  optional?: true;
  rows: readonly (readonly { slot: Slot; widths: readonly [label: number, value: number] }[])[];
}

/** A label of the funding block with the wordings that count as the same. */
export interface FundingRow {
  label: string;
  aliases?: readonly string[];
}

/** A column of amounts; a line goes to the first that its period fits and that is free. */
export interface FundingColumn {
  head: string;
  periods: readonly Period[];
  width: number;
}

/** Amounts one under another, 收入 and 支出 each with heads of their own. Rows not foreseen come where they came. */
export interface FundingBlock {
  kind: 'funding';
  head: BlockHead;
  sides: readonly {
    side: FundingLine['side'];
    /** 收入 or 支出 as a merged label at the left; absent where the form names no side. */
    label?: BlockHead;
    /** Whether a row of heads stands above the amounts. */
    heads: boolean;
    /** Left out where the sheet has no line of this side. */
    optional?: true;
    labelWidth: number;
    rows: readonly FundingRow[];
    columns: readonly FundingColumn[];
  }[];
}

/** Labels and amounts in one row: 预算数 | 460.00 | 其中：财政资金 | 460.00 | 其他资金 |. */
export interface FundingPairsBlock {
  kind: 'funding-pairs';
  head: BlockHead;
  pairs: readonly (FundingRow & { widths: readonly [label: number, value: number] })[];
  /** Attribute whose label is the block's head and whose text stands under the amounts. */
  text?: string;
}

/** Expenditure at the left, income at the right, row by row. */
export interface FundingSidesBlock {
  kind: 'funding-sides';
  head: BlockHead;
  sides: readonly {
    side: FundingLine['side'];
    heads: readonly [label: string, amount: string];
    widths: readonly [label: number, amount: number];
    rows: readonly FundingRow[];
  }[];
}

/** Labels as heads, amounts under them: 总计 | 财政拨款 | 财政专户拨款 | 其他资金. */
export interface FundingColumnsBlock {
  kind: 'funding-columns';
  head: BlockHead;
  columns: readonly (FundingRow & { width: number })[];
}

/** 年度重点工作任务 / 其他需完成任务. */
export interface TasksBlock {
  kind: 'tasks';
  group: Task['group'];
  head: BlockHead;
  optional?: true;
  columns: readonly { head: string; field: 'seq' | 'name' | 'content' | 'fen'; width: number }[];
}

/** 资金支出计划（%）: one column per point. */
export interface ScheduleBlock {
  kind: 'schedule';
  head: BlockHead;
  optional?: true;
  widths: readonly number[];
}

export type IndicatorField =
  | 'level1'
  | 'level2'
  | 'level3'
  | 'task'
  | 'code'
  | 'description'
  | 'basis'
  | 'scoring'
  | 'source'
  | 'weight'
  | 'score'
  | 'deviation'
  | 'direction'
  | 'attribute'
  | 'core';

export type IndicatorColumn = { head: string; width: number } & (
  | { field: IndicatorField }
  /** The whole target of one of these periods; of one that ends with this month (1-7月执行情况). */
  | { target: readonly Period[]; month?: number }
  /** A part of it, where the form prints operator, figure and unit in columns of their own. */
  | { part: 'operator' | 'value' | 'unit'; target: readonly Period[] }
);

/** 绩效指标. Columns that a sheet needs and the form lacks are added at the right. */
export interface IndicatorBlock {
  kind: 'indicators';
  /** Left out where the sheet has none (a goal told in prose). */
  optional?: true;
  /** A label that spans the block at the left. */
  left?: BlockHead;
  /** A row above it. */
  above?: string;
  /** Runs of indicators with and without 重点工作 may have different columns; the first that fits is taken. */
  layouts: readonly { when: 'task' | 'any'; columns: readonly IndicatorColumn[] }[];
}

/** Where everything goes that the form does not foresee: attributes, 分项目标, 实施进度计划, 自评情况, 涉密理由. */
export interface RemainderBlock {
  kind: 'remainder';
}
