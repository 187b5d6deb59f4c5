import type { Period } from '@jizhun/model';
import type { IndicatorIndex } from './disclosure-index.ts';
import { magnitudeOf, senseOf } from './indicator-pairs.ts';
import { type TargetAt, targetOf } from './indicators.ts';

/** What was reached against what was aimed at. */
export interface Achieved {
  target: TargetAt;
  actual: TargetAt;
  /** Short of the target. */
  short: boolean;
  /**
   * Share of the target that was reached, 1 = just reached, more = beyond it: actual ÷ target, or target ÷ actual where
   * less is better. Undefined for dates, and where nothing can be divided.
   */
  ratio: number | undefined;
}

/** Reached against aimed at for one indicator; undefined where either is missing or they cannot be compared. */
export function achieved(at: IndicatorIndex, period: Period): Achieved | undefined {
  const aim = targetOf(at, 'FY') ?? targetOf(at, 'INITIAL');
  const done = targetOf(at, period);
  if (!aim || !done) return undefined;
  const target = { at, ...aim };
  const actual = { at, ...done };
  const [a, b] = [aim.target, done.target];
  if (a.notAfter !== undefined || b.notAfter !== undefined) {
    if (a.notAfter === undefined || b.notAfter === undefined) return undefined;
    return { target, actual, short: b.notAfter > a.notAfter, ratio: undefined };
  }
  const [aimed, reached] = [magnitudeOf(a), magnitudeOf(b)];
  // What is printed as reached must be a figure, not again a bound.
  if (!aimed || !reached || reached.max !== null || b.operator === '<' || b.operator === '>') return undefined;
  if (aimed.unit !== reached.unit && aimed.unit !== '' && reached.unit !== '') return undefined;
  if (aimed.max !== null) {
    const short = reached.value < aimed.value || reached.value > aimed.max;
    return { target, actual, short, ratio: short ? undefined : 1 };
  }
  const sense = senseOf(at.indicator, a);
  if (sense === 0 || aimed.value < 0 || reached.value < 0) return undefined;
  if (sense > 0) {
    const strict = a.operator === '>' && reached.value === aimed.value;
    const ratio = aimed.value === 0 ? undefined : reached.value / aimed.value;
    return { target, actual, short: reached.value < aimed.value || strict, ratio };
  }
  const strict = a.operator === '<' && reached.value === aimed.value;
  const short = reached.value > aimed.value || strict;
  // ≤0起: reached or not, nothing in between.
  const ratio = reached.value === 0 || aimed.value === 0 ? undefined : aimed.value / reached.value;
  return { target, actual, short, ratio };
}
