import type { Indicator, JsonPointer, Period, Subject, Target } from '@jizhun/model';
import type { DisclosureIndex, IndicatorIndex } from './disclosure-index.ts';
import { isRateName, periodWord } from './wording.ts';

/** A target with the indicator it belongs to. */
export interface TargetAt {
  at: IndicatorIndex;
  target: Target;
  path: JsonPointer;
}

/** Periods of which a target is a plan; what was reached, expected or the past is not judged as one. */
const PLANNED: readonly Period[] = ['H1', 'FY', 'CYCLE', 'INITIAL'];

/** Every planned target of every sheet, in printed order. */
export function* plannedTargets(index: DisclosureIndex): Generator<TargetAt> {
  for (const sheet of index.sheets) {
    for (const at of sheet.indicators) {
      const { targets } = at.indicator;
      for (let i = 0; i < targets.length; i++) {
        const target = targets[i]!;
        if (PLANNED.includes(target.period)) yield { at, target, path: `${at.path}/targets/${i}` };
      }
    }
  }
}

/** The planned targets of each indicator that `wanted` picks: one slip in two columns of a form is one finding. */
export function* targetsByIndicator(
  index: DisclosureIndex,
  wanted: (one: TargetAt) => boolean,
): Generator<readonly [TargetAt, ...TargetAt[]]> {
  let group: [TargetAt, ...TargetAt[]] | undefined;
  for (const one of plannedTargets(index)) {
    if (!wanted(one)) continue;
    if (group && group[0].at === one.at) group.push(one);
    else {
      if (group) yield group;
      group = [one];
    }
  }
  if (group) yield group;
}

/** 半年指标值填写为 ≥10%，全年指标值填写为 ≥30% */
export function printedTargets(targets: readonly TargetAt[]): string {
  return targets
    .map(({ target }) => `${periodWord(target)}填写为${target.value === null ? `“${target.raw}”` : ` ${target.raw}`}`)
    .join('，');
}

/** Every indicator of every sheet. */
export function* allIndicators(index: DisclosureIndex): Generator<IndicatorIndex> {
  for (const sheet of index.sheets) yield* sheet.indicators;
}

export function indicatorSubject({ indicator, sheet }: IndicatorIndex): Subject {
  const { level1, level2, level3 } = indicator;
  return {
    sheet: sheet.sheet.name,
    ...(level1 ? { level1 } : {}),
    ...(level2 ? { level2 } : {}),
    level3,
  };
}

/** The target of a period that stands in no column of its own (a month, a history). */
export function targetOf(at: IndicatorIndex, period: Period): { target: Target; path: JsonPointer } | undefined {
  const i = at.indicator.targets.findIndex((target) => target.period === period && target.month === undefined);
  const target = at.indicator.targets[i];
  return target && { target, path: `${at.path}/targets/${i}` };
}

/**
 * What is printed behind the figure of a target: `人数` of `15人数`, `干部职工满意度` of `≥90干部职工满意度`, '' of `≥90100`;
 * undefined where no figure is printed.
 */
export function wordsAfterFigure(target: Target): string | undefined {
  const m = /\d[\d,]*(?:\.\d+)?([^\d]*)$/.exec(target.raw.replace(/\s/g, ''));
  return m ? (m[1] ?? '') : undefined;
}

/** The two figures that were printed as one: 90 and 100 of `≥90100`, a percentage and what stood in the place of its unit. */
export function runTogether(target: Target): { low: number; high: number } | undefined {
  if (target.value === null || target.unit !== null || wordsAfterFigure(target) !== '') return undefined;
  const m = /^([5-9]\d(?:\.\d+)?)(100)$/.exec(String(target.value));
  return m ? { low: Number(m[1]), high: Number(m[2]) } : undefined;
}

/** A count may be 90100; a rate, a satisfaction, a benefit or a cost without any unit may not. */
export function isRunTogether({ kind, level3 }: Indicator, target: Target): boolean {
  return runTogether(target) !== undefined && (kind !== 'output.quantity' || isRateName(level3));
}
