import type { z } from 'zod';
import type * as d from './schema/disclosure.ts';
import type * as r from './schema/report.ts';

/** Where a value stands in the file. */
export type Origin = z.infer<typeof d.originSchema>;
/** H1 半年 · FY 全年 · CYCLE 实施周期 · INITIAL 年初 · ACTUAL 完成 · EXPECTED 全年预计 · HISTORY 以前年度. */
export type Period = z.infer<typeof d.periodSchema>;
export type FundSource = z.infer<typeof d.fundSourceSchema>;
export type IndicatorKind = z.infer<typeof d.indicatorKindSchema>;
export type Operator = z.infer<typeof d.operatorSchema>;
/** 指标值. */
export type Target = z.infer<typeof d.targetSchema>;
/** 三级指标. */
export type Indicator = z.infer<typeof d.indicatorSchema>;
export type FundingLine = z.infer<typeof d.fundingLineSchema>;
/** 资金支出计划: cumulative percent by the end of `month`. */
export type SchedulePoint = z.infer<typeof d.schedulePointSchema>;
export type Task = z.infer<typeof d.taskSchema>;
/** 绩效目标表. */
export type GoalSheet = z.infer<typeof d.goalSheetSchema>;
export type TableCell = z.infer<typeof d.tableCellSchema>;
export type BudgetTableRow = z.infer<typeof d.budgetTableRowSchema>;
export type BudgetTable = z.infer<typeof d.budgetTableSchema>;
/** A figure that the prose states. */
export type Statement = z.infer<typeof d.statementSchema>;
/** What a file says. */
export type Disclosure = z.infer<typeof d.disclosureSchema>;
/** RFC 6901 pointer into a `Disclosure`: `/goalSheets/0/indicators/3/targets/1`. */
export type JsonPointer = string;

export type Severity = z.infer<typeof r.severitySchema>;
export type Arithmetic = z.infer<typeof r.arithmeticSchema>;
export type Fix = z.infer<typeof r.fixSchema>;
export type Subject = z.infer<typeof r.subjectSchema>;
export type Finding = z.infer<typeof r.findingSchema>;
/** A finding that a person answers for, as it is asked for. */
export type Suppression = z.infer<typeof r.suppressionSchema>;
/** A finding that was answered for, with the reason. */
export type SuppressedFinding = z.infer<typeof r.suppressedSchema>;
/** A suppression that did not take hold, and why. */
export type LapsedSuppression = z.infer<typeof r.lapsedSchema>;
/** A finding as a record that outlives its report. */
export type KnownFinding = z.infer<typeof r.knownFindingSchema>;
/** Known findings of old documents. */
export type Baseline = z.infer<typeof r.baselineSchema>;
/** What is wrong in one or several files. */
export type Report = z.infer<typeof r.reportSchema>;
