import type { CorrectionRecord } from '@jizhun/api';
import { applyCorrections, type Correction, correctableAt, type Disclosure, isCorrectionFor } from '@jizhun/model';
import type { StoredCorrection } from '@jizhun/store';
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
    ...correction,
    at: at.toISOString(),
    state: stateOf.get(seq) ?? 'withdrawn',
    ...(withdrawnAt === undefined ? {} : { withdrawnAt: withdrawnAt.toISOString() }),
  }));
}

/**
 * Refuses corrections that do not fit the reading.
 *
 * @throws ProblemError 422 where nothing that can be corrected stands at a pointer, or the value is not of its kind; 409
 *   where something else was read there than the person saw
 */
export function acceptCorrections(disclosure: Disclosure, edits: readonly Correction[]): void {
  for (const { path, from, to } of edits) {
    const there = correctableAt(disclosure, path);
    if (there === undefined || there.path !== path) {
      throw new ProblemError(422, 'not-correctable', {
        title: '这一项不能更正',
        detail: `读取结果中没有可以更正的“${path}”。`,
        remedy: '请刷新页面后，选择单元格再更正。',
      });
    }
    if (there.value !== from) {
      throw new ProblemError(409, 'reading-changed', {
        title: '读取结果已经变化',
        detail: '更正期间这份文件重新读取过，此处读到的内容与更正时看到的不同；没有保存。',
        remedy: '请刷新页面，核对后再更正。',
      });
    }
    if (!isCorrectionFor(there, to)) {
      throw new ProblemError(422, 'wrong-value', {
        title: '更正的内容写法不对',
        detail: `“${to ?? '空白'}”不能填在“${path}”：${there.kind === 'money' ? '此处应为金额（整数分）' : '种类不符'}。`,
        remedy: '请按此处应有的内容填写：文字、数字或金额。',
      });
    }
  }
}
