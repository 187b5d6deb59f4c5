import type { Fix } from '@jizhun/model';
import type { SheetIndex } from './disclosure-index.ts';
import type { TargetAt } from './indicators.ts';

type Edit = Fix['edits'][number];

/** One wording for several targets, by what each prints; undefined where one of them stays as it is. */
export function rewordTargets(
  title: string,
  targets: readonly TargetAt[],
  reword: (raw: string) => string,
): Fix | undefined {
  const edits = targets.map(({ path, target: { raw } }): Edit => ({ path: `${path}/raw`, from: raw, to: reword(raw) }));
  return edits.length > 0 && edits.every(({ from, to }) => from !== to) ? { title, edits } : undefined;
}

const SIGN =
  /^\s*(?:≥|≧|⩾|>=|=>|＞=|>|＞|大于等于|大于或等于|不低于|不少于|不小于|至少|大于|≤|≦|⩽|<=|=<|<|＜|小于等于|小于或等于|不超过|不高于|不多于|不大于|小于)/;

/** The target with another sign in front of its figure; as it is where it does not begin with one. */
export function withSign(raw: string, sign: '≥' | '≤'): string {
  return SIGN.test(raw) ? raw.replace(SIGN, sign) : raw;
}

/** A fix as a draft takes it: nothing where there is none. */
export function offered(fix: Fix | undefined): { fix?: Fix } {
  return fix ? { fix } : {};
}

/** To two decimals, as scores and rates are printed. */
export function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

/**
 * A score put right, and 总分 with it where it was the sum of the scores: a repair that leaves the total behind would
 * only move the slip.
 */
export function scoreEdits({ sheet, indicators, path }: SheetIndex, at: string, from: number, to: number): Edit[] {
  const edits: Edit[] = [{ path: at, from, to }];
  const { evaluation } = sheet;
  const [execution = 0] = (evaluation?.execution ?? []).flatMap(({ score }) => (score === undefined ? [] : [score]));
  const total = evaluation?.total;
  const sum = indicators.reduce((all, { indicator: { score } }) => all + (score ?? 0), execution);
  if (total !== undefined && Math.abs(sum - total) <= 0.005 * (indicators.length + 1))
    edits.push({ path: `${path}/evaluation/total`, from: total, to: rounded(total - from + to) });
  return edits;
}
