import type { Disclosure, Severity } from '@jizhun/model';
import { national } from './national/profile.ts';
import { adcodesOf } from './recognise.ts';
import { placeByAdcode, placeById } from './registry.ts';
import type { Dated, Parameter, Parameters, Profile, ProfileSource, RuleParameterValue } from './types.ts';

/** A profile that takes part, and whether it is that of the place itself. */
export interface Step {
  source: ProfileSource;
  own: boolean;
}

const resolved = new Map<string, Profile>();

/**
 * The profile of a place for a fiscal year: what the place's own folder states, else the places that hold it, else the
 * nation. An unknown place has the national profile. Without a year, the latest value of each parameter.
 *
 * @example
 * profileOf({ adcode: '320106' }, 2024).lineage // ['jiangsu', 'national']
 * profileOf({ id: 'jiangsu' }, 2024).interimRequired // { value: true, from: 2024, basis: '…', certainty: 'verified', place: 'jiangsu' }
 */
export function profileOf(place: Disclosure['place'], fiscalYear?: number): Profile {
  const steps = lineage(place);
  const key = `${steps.map((s) => `${s.source.id}${s.own ? '!' : ''}`).join('>')}@${fiscalYear ?? ''}`;
  let profile = resolved.get(key);
  if (!profile) {
    profile = profileFrom(steps, fiscalYear);
    resolved.set(key, profile);
  }
  return profile;
}

function lineage(place: Disclosure['place']): Step[] {
  const steps: Step[] = [];
  const add = (source: ProfileSource | undefined, own: boolean) => {
    if (source && !steps.some((s) => s.source === source)) steps.push({ source, own });
  };
  const own = place?.id === undefined ? undefined : placeById(place.id);
  add(own?.profile, true);
  const adcode = own?.adcode ?? place?.adcode;
  for (const code of adcodesOf(adcode)) add(placeByAdcode(code)?.profile, code === adcode);
  add(national, steps.length === 0);
  return steps;
}

/** The entry that holds in a year: the last one that has begun and has not ended. */
function inForce<T>(entries: readonly Dated<T>[] | undefined, own: boolean, year: number | undefined) {
  let found: Dated<T> | undefined;
  for (const entry of entries ?? []) {
    if (entry.ownLevel && !own) continue;
    if (year !== undefined && (entry.from > year || (entry.until !== undefined && entry.until < year))) continue;
    if (!found || entry.from >= found.from) found = entry;
  }
  return found;
}

function parameter<T>(entry: Dated<T>, place: string): Parameter<T> {
  return { value: entry.value, from: entry.from, basis: entry.basis, certainty: entry.certainty, place };
}

/** The nearest profile's entry; the nation's earliest where the year lies before all regulation. */
function pick<T>(
  steps: readonly Step[],
  entriesOf: (source: ProfileSource) => readonly Dated<T>[] | undefined,
  year: number | undefined,
): Parameter<T> | undefined {
  for (const { source, own } of steps) {
    const entry = inForce(entriesOf(source), own, year);
    if (entry) return parameter(entry, source.id);
  }
  const first = entriesOf(national)?.[0];
  return first && parameter(first, national.id);
}

/**
 * The profile that these sources give for a year, the nearest first: of each parameter, severity and switch the nearest
 * entry in force; what binds only the own level of a place (`ownLevel`) from its own step alone.
 */
export function profileFrom(steps: readonly Step[], fiscalYear: number | undefined): Profile {
  const nearest = steps[0]?.source ?? national;
  const take = <K extends keyof Parameters>(key: K): Parameter<Parameters[K]> => {
    const found = pick<Parameters[K]>(
      steps,
      (source) => source.parameters[key] as readonly Dated<Parameters[K]>[] | undefined,
      fiscalYear,
    );
    if (!found) throw new Error(`the national profile lacks ${key}`);
    return found;
  };
  const { severity, disabled, ruleParameters } = forRules(steps, fiscalYear);
  return {
    id: nearest.id,
    ...(nearest.adcode ? { adcode: nearest.adcode } : {}),
    name: nearest.name,
    ...(fiscalYear === undefined ? {} : { fiscalYear }),
    lineage: steps.map((s) => s.source.id),
    severity,
    disabledRules: disabled,
    ruleParameters,
    taxonomy: take('taxonomy'),
    costFirstLevel: take('costFirstLevel'),
    requiredKinds: take('requiredKinds'),
    requiredKindsForConstruction: take('requiredKindsForConstruction'),
    requiredGroups: take('requiredGroups'),
    requiredGroupsForDepartment: take('requiredGroupsForDepartment'),
    interimRequired: take('interimRequired'),
    cycleRequired: take('cycleRequired'),
    weightsAtGoal: take('weightsAtGoal'),
    weightTotal: take('weightTotal'),
    weights: take('weights'),
    weightsWithoutCost: take('weightsWithoutCost'),
    indicatorCount: take('indicatorCount'),
    printedRules: take('printedRules'),
    textLimits: take('textLimits'),
    rounds: take('rounds'),
    clocks: take('clocks'),
    desks: take('desks'),
    scoring: take('scoring'),
    alerts: take('alerts'),
    projectCode: take('projectCode'),
  };
}

/** Per rule and per parameter, the nearest profile wins; nothing that only a place above states is lost. */
function forRules(steps: readonly Step[], year: number | undefined) {
  const severity: Record<string, Parameter<Severity>> = {};
  const switched: Record<string, boolean> = {};
  const ruleParameters: Record<string, Record<string, Parameter<RuleParameterValue>>> = {};
  for (const { source, own } of [...steps].reverse()) {
    for (const [rule, entries] of Object.entries(source.severity ?? {})) {
      const entry = inForce(entries, own, year);
      if (entry) severity[rule] = parameter(entry, source.id);
    }
    for (const [rule, entries] of Object.entries(source.disabledRules ?? {})) {
      const entry = inForce(entries, own, year);
      if (entry) switched[rule] = entry.value;
    }
    for (const [rule, byName] of Object.entries(source.ruleParameters ?? {})) {
      for (const [name, entries] of Object.entries(byName)) {
        const entry = inForce(entries, own, year);
        if (entry) ruleParameters[rule] = { ...ruleParameters[rule], [name]: parameter(entry, source.id) };
      }
    }
  }
  const disabled = Object.keys(switched).filter((rule) => switched[rule]);
  return { severity, disabled, ruleParameters };
}
