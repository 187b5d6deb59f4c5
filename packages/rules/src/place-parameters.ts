import type { Profile } from '@jizhun/places';
import type { ParameterValue } from './rule.ts';

/** What the engine takes from a place's profile. Facts of the place that are absent leave the rules their defaults. */
export type RuleProfile = Pick<Profile, 'severity' | 'disabledRules' | 'ruleParameters'> & Partial<Facts>;

type Facts = Pick<
  Profile,
  | 'requiredKinds'
  | 'requiredKindsForConstruction'
  | 'requiredGroups'
  | 'requiredGroupsForDepartment'
  | 'indicatorCount'
  | 'interimRequired'
  | 'cycleRequired'
  | 'weightsAtGoal'
  | 'weightTotal'
  | 'weights'
  | 'weightsWithoutCost'
  | 'printedRules'
  | 'textLimits'
  | 'projectCode'
  | 'scoring'
>;

type Stated = RuleProfile['ruleParameters'][string][string];

/** `部门整体|总体绩效目标|50|`, joined by `;`: what the rule on lengths reads. */
function limitsOf({ textLimits }: Partial<Facts>): string {
  return (textLimits?.value ?? [])
    .map(({ scope, label, min, max }) => `${scope}|${label}|${min ?? ''}|${max ?? ''}`)
    .join(';');
}

/**
 * Parameters of rules that a profile states as facts of the place, not rule by rule. What the nation leaves open stays
 * with the default of the rule, so that its certainty lowers nothing.
 */
export function placeParameters(profile: RuleProfile): RuleProfile['ruleParameters'] {
  const found: Record<string, Record<string, Stated>> = {};
  const put = (rule: string, name: string, from: Omit<Stated, 'value'> | undefined, value: ParameterValue) => {
    if (from) found[rule] = { ...found[rule], [name]: { ...from, value } };
  };
  /** Only where the place says yes: a no is the default. */
  const switchOn = (rule: string, name: string, from: (Omit<Stated, 'value'> & { value: boolean }) | undefined) => {
    if (from?.value) put(rule, name, from, true);
  };
  const p = profile;
  put('missing-kinds', 'kinds', p.requiredKinds, p.requiredKinds?.value.join(',') ?? '');
  const forConstruction = p.requiredKindsForConstruction;
  put('missing-kinds', 'construction', forConstruction, forConstruction?.value.join(',') ?? '');
  put('missing-level1', 'groups', p.requiredGroups, p.requiredGroups?.value.join(',') ?? '');
  const ofDepartment = p.requiredGroupsForDepartment;
  put('department-level1', 'groups', ofDepartment, ofDepartment?.value.join(',') ?? '');
  put('row-count', 'min', p.indicatorCount, p.indicatorCount?.value.min ?? 0);
  put('row-count', 'max', p.indicatorCount, p.indicatorCount?.value.max ?? 0);
  switchOn('missing-interim', 'half', p.interimRequired);
  switchOn('missing-interim', 'cycle', p.cycleRequired);
  switchOn('weight-sum', 'required', p.weightsAtGoal);
  // The nation has known both sums; a place that names one means that one.
  if (p.weightTotal && p.weightTotal.place !== 'national')
    put('weight-sum', 'totals', p.weightTotal, String(p.weightTotal.value));
  const points = ({
    cost,
    output,
    benefit,
    satisfaction,
  }: { [K in 'cost' | 'output' | 'benefit' | 'satisfaction']: number }) =>
    [cost, output, benefit, satisfaction].join(',');
  if (p.weights) put('weight-by-level', 'withCost', p.weights, points(p.weights.value));
  if (p.weightsWithoutCost)
    put('weight-by-level', 'withoutCost', p.weightsWithoutCost, points(p.weightsWithoutCost.value));
  const tasks = p.printedRules?.value.find(({ id }) => id === 'project-expenditure-equals-tasks');
  if (tasks) put('tasks-vs-project-expenditure', 'printed', p.printedRules, tasks.meaning);
  if (p.textLimits && p.textLimits.value.length > 0) put('text-length', 'limits', p.textLimits, limitsOf(p));
  if (p.projectCode?.value) {
    put('project-code', 'pattern', p.projectCode, p.projectCode.value.pattern);
    put('project-code', 'meaning', p.projectCode, p.projectCode.value.meaning);
    if (p.projectCode.place !== 'national') put('project-code', 'own', p.projectCode, true);
  }
  put('over-achievement', 'share', p.scoring, Math.round((p.scoring?.value.overAchievementShare ?? 0) * 100));
  if (p.scoring && p.scoring.value.grades.join(',') !== '90,80,60')
    put('grade-vs-score', 'bounds', p.scoring, p.scoring.value.grades.join(','));
  if (p.scoring && !p.scoring.value.reasonBelowFull) put('missing-deviation', 'belowFull', p.scoring, false);
  return found;
}
