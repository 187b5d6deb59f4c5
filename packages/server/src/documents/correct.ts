import type { CorrectionRecord } from '@jizhun/api';
import {
  applyCorrections,
  type Correction,
  type CorrectionValue,
  correctableAt,
  type Disclosure,
  isCorrectionFor,
  isRowCorrection,
  isRowValue,
  rowPlaceOf,
} from '@jizhun/model';
import { budgetTableRowSchema, fundingLineSchema, indicatorSchema, taskSchema } from '@jizhun/model/schema';
import type { StoredCorrection } from '@jizhun/store';
import type { z } from 'zod';
import { ProblemError } from '../http/problem.ts';

const standing = (corrections: readonly StoredCorrection[]) =>
  corrections.filter(({ withdrawnAt }) => withdrawnAt === undefined);

/** The reading as it is in force: with the corrections that stand laid over it. */
export function inForce(disclosure: Disclosure, corrections: readonly StoredCorrection[]): Disclosure {
  return applyCorrections(disclosure, standing(corrections)).disclosure;
}

/** The corrections as the interface answers them, each with what became of it. */
export function correctionAnswers(
  disclosure: Disclosure,
  corrections: readonly StoredCorrection[],
): CorrectionRecord[] {
  const inPlay = standing(corrections);
  const { states } = applyCorrections(disclosure, inPlay);
  const stateOf = new Map(inPlay.map(({ seq }, i) => [seq, states[i]]));
  return corrections.map(({ seq, at, withdrawnAt, ...correction }) => ({
    ...(correction as Pick<CorrectionRecord, keyof typeof correction>),
    at: at.toISOString(),
    state: stateOf.get(seq) ?? 'withdrawn',
    ...(withdrawnAt === undefined ? {} : { withdrawnAt: withdrawnAt.toISOString() }),
  }));
}

const changed = () =>
  new ProblemError(409, 'reading-changed', {
    title: '读取结果已经变化',
    detail: '更正期间这份文件重新读取过，此处读到的内容与更正时看到的不同；没有保存。',
    remedy: '请刷新页面，核对后再更正。',
  });

const notCorrectable = (path: string) =>
  new ProblemError(422, 'not-correctable', {
    title: '这一项不能更正',
    detail: `读取结果中没有可以更正的“${path}”。`,
    remedy: '请刷新页面后，选择单元格再更正。',
  });

/** What a row of each list has to look like. */
const ROWS: Readonly<Record<string, z.ZodType>> = {
  indicators: indicatorSchema,
  funding: fundingLineSchema,
  tasks: taskSchema,
  rows: budgetTableRowSchema,
};

/**
 * Refuses corrections that do not fit the reading and the corrections that are there.
 *
 * @throws ProblemError 422 where nothing that can be corrected stands at a pointer, or the value is not of its kind; 409
 *   where something else was read there than the person saw, or another row was added there meanwhile
 */
export function acceptCorrections(
  disclosure: Disclosure,
  edits: readonly Correction[],
  there: readonly StoredCorrection[],
): void {
  for (const edit of edits) {
    if (isRowValue(edit.from) || isRowValue(edit.to)) acceptRow(edit, there);
    else if (rowPlaceOf(edit.path)?.added === undefined) acceptValue(disclosure, edit.path, edit.from, edit.to);
  }
  const { states } = applyCorrections(disclosure, [...standing(there), ...edits]);
  const unfit = states.slice(-edits.length).some((state, i) => {
    const last = edits.findLastIndex(({ path }) => path === edits[i]?.path) === i;
    return state === 'pending' || (state === 'superseded' && last);
  });
  if (unfit) throw changed();
}

function acceptRow(edit: Correction, there: readonly StoredCorrection[]): void {
  const { path, to } = edit;
  if (!isRowCorrection(edit)) throw notCorrectable(path);
  const place = rowPlaceOf(path);
  if (place?.added !== undefined && there.some((one) => one.path === path)) throw changed();
  const schema = ROWS[place?.list.split('/').at(-1) ?? ''];
  if (to === null || schema?.safeParse(to).success) return;
  throw new ProblemError(422, 'wrong-value', {
    title: '更正的内容写法不对',
    detail: `增加到“${path}”的一行缺少应有的项目，或写法不对。`,
    remedy: '请按读取结果中同类的行填写。',
  });
}

function acceptValue(disclosure: Disclosure, path: string, from: CorrectionValue, to: CorrectionValue): void {
  const there = correctableAt(disclosure, path);
  if (there === undefined || there.path !== path) throw notCorrectable(path);
  if (there.value !== from) throw changed();
  if (!isCorrectionFor(there, to)) {
    throw new ProblemError(422, 'wrong-value', {
      title: '更正的内容写法不对',
      detail: `“${to ?? '空白'}”不能填在“${path}”：${there.kind === 'money' ? '此处应为金额（整数分）' : '种类不符'}。`,
      remedy: '请按此处应有的内容填写：文字、数字或金额。',
    });
  }
}
