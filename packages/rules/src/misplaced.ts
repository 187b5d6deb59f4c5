import type { Indicator } from '@jizhun/model';
import type { DisclosureIndex, IndicatorIndex } from './disclosure-index.ts';
import { allIndicators, indicatorSubject, targetOf } from './indicators.ts';
import type { Draft } from './rule.ts';
import type { Judge, Misplaced } from './second-level.ts';
import { shiftedRows } from './shifted-rows.ts';
import { quote } from './wording.ts';

/** An indicator that is not judged: its name is its category, or its row is printed out of place as a whole. */
function skipped(at: IndicatorIndex): boolean {
  const { level2, level3 } = at.indicator;
  return level3 === '' || level3.replace(/指标$/, '') === level2.replace(/指标$/, '') || shiftedRows(at.sheet).has(at);
}

/** An indicator that a rule on one second level finds misplaced. */
interface MisplacedAt {
  at: IndicatorIndex;
  verdict: Misplaced;
}

/** Indicators of one name that are misplaced alike in several sheets: one finding. */
interface MisplacedAlike {
  all: readonly [IndicatorIndex, ...IndicatorIndex[]];
  verdict: Misplaced;
}

/** The indicators that `judge` finds misplaced. */
export function* misplaced(
  index: DisclosureIndex,
  wanted: (indicator: Indicator) => boolean,
  judge: Judge,
): Generator<MisplacedAt> {
  for (const at of allIndicators(index)) {
    if (!wanted(at.indicator) || skipped(at)) continue;
    const verdict = judge(at.indicator, (targetOf(at, 'FY') ?? targetOf(at, 'CYCLE'))?.target);
    if (verdict) yield { at, verdict };
  }
}

/** Those of one name and one second level together. */
export function gatherMisplaced(facts: readonly MisplacedAt[]): Iterable<MisplacedAlike> {
  const groups = new Map<string, { all: [IndicatorIndex, ...IndicatorIndex[]]; verdict: Misplaced }>();
  for (const { at, verdict } of facts) {
    const key = `${at.indicator.level1}|${at.indicator.level2}|${at.key}|${verdict.what}`;
    const known = groups.get(key);
    if (known) known.all.push(at);
    else groups.set(key, { all: [at], verdict });
  }
  return groups.values();
}

/** The finding: what stands where, what it is, where it belongs. */
export function reportMisplaced({ all, verdict }: MisplacedAlike): Draft {
  const [first] = all;
  const { level1, level2, level3 } = first.indicator;
  const found = targetOf(first, 'FY') ?? targetOf(first, 'CYCLE');
  const target = found ? `（${found.target.raw}）` : '';
  const where = level2 || level1;
  const more =
    all.length > 1
      ? `，另有 ${all.length - 1} 处相同（${all
          .slice(1, 4)
          .map(({ sheet }) => quote(sheet.sheet.name))
          .join('、')}${all.length > 4 ? '等' : ''}）`
      : '';
  return {
    ...(verdict.severity ? { severity: verdict.severity } : {}),
    message: `“${where}”下的${quote(level3)}${target}是${verdict.what}${more}。`,
    subject: indicatorSubject(first),
    paths: all.flatMap(({ path }) => [`${path}/level3`, `${path}/level2`]),
    actual: where,
    expected: verdict.belongs,
    advice: `移到${verdict.belongs}；确实属于“${where}”的，改写名称和指标值。`,
  };
}
