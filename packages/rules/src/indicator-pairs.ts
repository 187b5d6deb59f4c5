import { canonicalUnit, comparable, type Indicator, type Target, unitKindOf } from '@jizhun/model';
import type { IndicatorIndex, SheetIndex } from './disclosure-index.ts';

/** The indicators of a sheet by name; a name that stands twice says not which one is meant, and is left out. */
export function indicatorsByName(sheet: SheetIndex): Map<string, IndicatorIndex> {
  const found = new Map<string, IndicatorIndex | null>();
  for (const at of sheet.indicators) if (at.key !== '') found.set(at.key, found.has(at.key) ? null : at);
  const once = new Map<string, IndicatorIndex>();
  for (const [key, at] of found) if (at) once.set(key, at);
  return once;
}

/** The rows that tell of the project itself: those of 决策 and 过程 are the same on every sheet. */
export function ownIndicators(sheet: SheetIndex): IndicatorIndex[] {
  return sheet.indicators.filter(({ indicator: { kind } }) => !/^(decision|process)/.test(kind));
}

/** Its figure in a unit in which two targets can be compared: money in 元, all else as printed. */
export function magnitudeOf(target: Target): { value: number; max: number | null; unit: string } | undefined {
  if (target.value === null) return undefined;
  const unit = target.unit === null ? '' : canonicalUnit(target.unit);
  const money = /^(亿元|万元|元)(.*)$/.exec(unit);
  if (!money) return { value: target.value, max: target.max, unit };
  const times = { 元: 1, 万元: 1e4, 亿元: 1e8 }[money[1] as '元' | '万元' | '亿元'];
  return { value: target.value * times, max: target.max === null ? null : target.max * times, unit: `元${money[2]}` };
}

const near = (a: number | null, b: number | null): boolean =>
  a === b || (a !== null && b !== null && Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b)));

/**
 * Whether two targets ask for the same: the same words, or the same figure and unit. `28` and `≥28` do, since forms take
 * a plain figure for what is to be reached; `≥28` and `≤28` do not. A unit that only one of them prints is no difference.
 */
export function asksTheSame(a: Target, b: Target): boolean {
  if (comparable(a.raw) === comparable(b.raw)) return true;
  const [one, other] = [magnitudeOf(a), magnitudeOf(b)];
  if (!one || !other) {
    if (a.notAfter !== undefined || b.notAfter !== undefined) return a.notAfter === b.notAfter;
    return !one && !other && comparable(a.text ?? a.raw) === comparable(b.text ?? b.raw);
  }
  const units = one.unit === other.unit || one.unit === '' || other.unit === '';
  return units && near(one.value, other.value) && near(one.max, other.max) && bound(a) * bound(b) >= 0;
}

/** 1: a lower bound, -1: an upper one, 0: neither. */
function bound({ operator }: Target): -1 | 0 | 1 {
  return operator === '>=' || operator === '>' ? 1 : operator === '<=' || operator === '<' ? -1 : 0;
}

/**
 * Whether more is better (1) or less (-1), as far as form and wording say; 0 where they do not: costs, plain figures of
 * unknown sense.
 */
export function senseOf({ direction, kind, level3 }: Indicator, target: Target): -1 | 0 | 1 {
  if (direction) return direction === 'positive' ? 1 : -1;
  const by = bound(target);
  if (by !== 0) return by;
  if (/cost/.test(kind) || /(故障|差错|事故|投诉|违规|返工|退货|发案|死亡|成本|费用|延误)/.test(level3)) return -1;
  if (target.operator !== '=' && target.operator !== '~') return 0;
  const measured = target.unit === null ? undefined : unitKindOf(target.unit);
  return measured === 'count' || measured === 'event' || measured === 'ratio' ? 1 : 0;
}

/**
 * How much weaker a target is than an earlier target or result of the same indicator, as a share of it; 0 where it is
 * not, or cannot be told: ranges, other units, a sense that is not clear or has turned.
 */
export function weakerBy(now: Indicator, target: Target, then: Indicator, earlier: Target): number {
  const sense = senseOf(now, target);
  const [a, b] = [magnitudeOf(target), magnitudeOf(earlier)];
  if (sense === 0 || !a || !b || a.unit !== b.unit || a.max !== null || b.max !== null || b.value <= 0) return 0;
  // What was aimed at the other way round is no longer the same indicator.
  if (bound(earlier) * sense < 0 || (earlier.period === 'FY' && senseOf(then, earlier) !== sense)) return 0;
  return (sense * (b.value - a.value)) / b.value;
}
