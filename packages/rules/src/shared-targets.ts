import { unitKindOf } from '@jizhun/model';
import type { IndicatorIndex, SheetIndex } from './disclosure-index.ts';
import { targetOf } from './indicators.ts';

type Found = NonNullable<ReturnType<typeof targetOf>>;

/** An indicator of a department's sheet, and the same of one of its projects with another target. */
export interface SharedTarget {
  whole: IndicatorIndex;
  project: IndicatorIndex;
  theirs: Found;
  ours: Found;
}

/** Names shorter than this (满意度, 完成率, 培训人数) are common to many projects. */
const LONG_ENOUGH = 6;
/** A name that stands at the end of a longer one must be that long to mean the same. */
const PART = 5;

/** Only what is counted: rates and satisfactions differ from project to project under one name. */
function counts({ target }: Found): boolean {
  const kind = target.unit === null ? undefined : unitKindOf(target.unit);
  return target.value !== null && (kind === 'count' || kind === 'event' || kind === 'money');
}

/** The indicators of projects whose whole name is how the department's begins or ends (2024年…选调生招录, 选调生招录). */
function ending(projects: ReadonlyMap<string, IndicatorIndex[]>, whole: IndicatorIndex): IndicatorIndex[] | undefined {
  for (const [key, all] of projects) {
    if (key.length >= PART && key.length < whole.key.length && (whole.key.endsWith(key) || whole.key.startsWith(key)))
      return all;
  }
  return undefined;
}

/** The indicators that departments' sheets share with those of their projects, where the targets differ. */
export function* sharedTargets(
  departments: readonly SheetIndex[],
  ofProjects: readonly SheetIndex[],
): Generator<SharedTarget> {
  if (departments.length === 0) return;
  const projects = new Map<string, IndicatorIndex[]>();
  for (const { indicators } of ofProjects) {
    for (const at of indicators) {
      const same = projects.get(at.key);
      if (same) same.push(at);
      else projects.set(at.key, [at]);
    }
  }
  for (const { indicators } of departments) {
    for (const whole of indicators) {
      if (whole.key.length < LONG_ENOUGH || /^(decision|process)\./.test(whole.indicator.kind)) continue;
      const exactly = projects.get(whole.key);
      const same = exactly ?? ending(projects, whole);
      const [project] = same ?? [];
      // In two projects: the department's target may be their sum.
      if (!project || same?.length !== 1) continue;
      const ours = targetOf(whole, 'FY');
      const theirs = targetOf(project, 'FY');
      if (!ours || !theirs || (!counts(ours) && !counts(theirs))) continue;
      const [a, b] = [ours.target, theirs.target];
      const figures = a.value !== b.value || a.unit !== b.unit;
      // Under a longer name another figure may be of something else; the same figure is of the same.
      if (exactly ? figures || a.operator !== b.operator : !figures && a.operator !== b.operator)
        yield { whole, project, ours, theirs };
    }
  }
}

/** Whether only the operators differ: no other figure is meant. */
export function operatorOnly({ ours, theirs }: SharedTarget): boolean {
  return ours.target.value === theirs.target.value && ours.target.unit === theirs.target.unit;
}
