import type { Disclosure, Severity } from '@jizhun/model';
import { profileOf } from '@jizhun/places';
import { placeParameters, type RuleProfile } from './place-parameters.ts';
import type { Parameters, Rule, Values } from './rule.ts';
import { rules as allRules } from './rules/index.ts';

export interface CheckOptions {
  /** The rules to run; all by default. */
  rules?: readonly Rule[];
  /** Looks up the profile of a disclosure; that of `@jizhun/places` by default. */
  profile?: (place: Disclosure['place'], fiscalYear?: number) => RuleProfile;
  /** Severity by rule id, over rule and profile. */
  severity?: Readonly<Record<string, Severity>>;
  /** Rules that are not run. */
  disabled?: readonly string[];
}

/** How a rule runs on one disclosure. */
export interface Setting {
  rule: Rule;
  values: Values<Parameters>;
  severity: Severity;
  /** A value that rests on an unverified source gives advice only. */
  adviceOnly: boolean;
}

/** The rules that run on a disclosure, in their order, each with its values and severity. */
export function settingsOf({ place, fiscalYear }: Disclosure, options: CheckOptions): readonly Setting[] {
  const profile = (options.profile ?? profileOf)(place, fiscalYear);
  const ofPlace = placeParameters(profile);
  const off = new Set([...profile.disabledRules, ...(options.disabled ?? [])]);
  return (options.rules ?? allRules).flatMap((rule): Setting[] => {
    if (off.has(rule.id)) return [];
    let adviceOnly = false;
    const values: Record<string, Values<Parameters>[string]> = {};
    for (const [name, parameter] of Object.entries(rule.parameters)) {
      const stated = profile.ruleParameters[rule.id]?.[name] ?? ofPlace[rule.id]?.[name];
      const fits = stated !== undefined && typeof stated.value === typeof parameter.default;
      values[name] = fits ? stated.value : parameter.default;
      if (fits && stated.certainty === 'unverified') adviceOnly = true;
    }
    const severity = options.severity?.[rule.id] ?? profile.severity[rule.id]?.value ?? rule.severity;
    return [{ rule, values, severity, adviceOnly }];
  });
}
