import type { Disclosure, Finding, JsonPointer, Origin, Report, Severity } from '@jizhun/model';
import { originsOf } from '@jizhun/model';
import { type Profile, profileOf } from '@jizhun/places';
import { indexDisclosure } from './disclosure-index.ts';
import { documentOrder } from './document-order.ts';
import { withFingerprints } from './fingerprint.ts';
import { holds, type Identity } from './identity.ts';
import { type Draft, type IdentityRule, Missing, type Parameters, type Rule, type Values } from './rule.ts';
import { rules as allRules } from './rules/index.ts';
import { unifyCells } from './same-cell.ts';
import { weigh } from './weigh.ts';

/** What the engine takes from a place's profile. */
export type RuleProfile = Pick<Profile, 'severity' | 'disabledRules' | 'ruleParameters'> &
  Partial<Pick<Profile, 'requiredKinds' | 'requiredGroups' | 'indicatorCount'>>;

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
interface Setting {
  values: Values<Parameters>;
  severity: Severity;
  /** A value that rests on an unverified source gives advice only. */
  adviceOnly: boolean;
}

const RANK: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/**
 * Runs all rules over one or several disclosures.
 *
 * Every rule has one of three outcomes: found; right (silent); unchecked, with what is missing. Findings stand in the
 * order of the document. Pure: the same disclosures and options give the same report.
 */
export function checkDisclosures(disclosures: readonly Disclosure[], options: CheckOptions = {}): Report {
  const rules = options.rules ?? allRules;
  const lookUp = options.profile ?? profileOf;
  const indexes = disclosures.map(indexDisclosure);
  const settings = disclosures.map((d) => settingsFor(rules, lookUp(d.place, d.fiscalYear), options));
  const drafts: { rule: Rule; draft: Draft }[][] = indexes.map(() => []);
  const unchecked: Report['documents'][number]['unchecked'][] = indexes.map(() => []);

  indexes.forEach((index, i) => {
    const identities: { rule: IdentityRule; identity: Identity }[] = [];
    for (const rule of rules) {
      const setting = settings[i]?.get(rule.id);
      if (!setting || rule.kind === 'across') continue;
      const lacking = new Set<string>();
      if (rule.kind === 'single') {
        for (const found of rule.find(index, setting.values)) {
          if (found instanceof Missing) lacking.add(found.what);
          else drafts[i]?.push({ rule, draft: found });
        }
      } else {
        for (const found of rule.find(index, setting.values)) {
          if (found instanceof Missing) lacking.add(found.what);
          else identities.push({ rule, identity: found });
        }
      }
      for (const what of lacking) unchecked[i]?.push({ rule: rule.id, missing: what });
    }
    if (identities.every(({ identity }) => holds(identity))) return;
    const blamed = new Set<JsonPointer>();
    const { entries, aliases } = unifyCells(index.disclosure, identities);
    for (const { rule, broken } of weigh(entries)) {
      const draft = rule.report(broken, index);
      const paths = draft.paths.flatMap((path) => [path, ...(aliases.get(path) ?? [])]);
      drafts[i]?.push({ rule, draft: { ...draft, paths } });
      if (broken.odd) blamed.add(broken.odd.term.path);
      for (const path of broken.suspects) blamed.add(path);
    }
    drafts[i] = drafts[i]?.filter(({ draft }) => !draft.yields || !draft.paths.some((path) => blamed.has(path))) ?? [];
  });

  for (const rule of rules) {
    if (rule.kind !== 'across') continue;
    const taking = indexes.filter((_, i) => settings[i]?.has(rule.id));
    const first = settings.find((setting) => setting.has(rule.id))?.get(rule.id);
    if (!first || taking.length < 2) continue;
    for (const { document, draft } of rule.find(taking, first.values)) {
      const at = (n: number) => indexes.indexOf(taking[n]!);
      const others = draft.others?.map((other) => ({ ...other, document: at(other.document) }));
      drafts[at(document)]?.push({ rule, draft: others ? { ...draft, others } : draft });
    }
  }

  return {
    schema: 'jizhun/report@1',
    documents: disclosures.map((d, i) => {
      const findings = sorted(
        d,
        (drafts[i] ?? []).map(({ rule, draft }) => finish(rule, draft, settings[i]!.get(rule.id)!, disclosures, d)),
      );
      return {
        source: d.source,
        findings: withFingerprints(findings, d, disclosures),
        unchecked: unchecked[i] ?? [],
        suppressed: [],
      };
    }),
  };
}

/** Parameters of rules that a profile states as facts of the place, not rule by rule. */
function placeParameters(profile: RuleProfile): RuleProfile['ruleParameters'] {
  const { requiredKinds, requiredGroups, indicatorCount } = profile;
  return {
    ...(requiredKinds
      ? { 'missing-kinds': { kinds: { ...requiredKinds, value: requiredKinds.value.join(',') } } }
      : {}),
    ...(requiredGroups
      ? { 'missing-level1': { groups: { ...requiredGroups, value: requiredGroups.value.join(',') } } }
      : {}),
    ...(indicatorCount
      ? {
          'row-count': {
            min: { ...indicatorCount, value: indicatorCount.value.min },
            max: { ...indicatorCount, value: indicatorCount.value.max },
          },
        }
      : {}),
  };
}

function settingsFor(rules: readonly Rule[], profile: RuleProfile, options: CheckOptions): Map<string, Setting> {
  const settings = new Map<string, Setting>();
  const ofPlace = placeParameters(profile);
  const off = new Set([...profile.disabledRules, ...(options.disabled ?? [])]);
  for (const rule of rules) {
    if (off.has(rule.id)) continue;
    let adviceOnly = false;
    const values: Record<string, Values<Parameters>[string]> = {};
    for (const [name, parameter] of Object.entries(rule.parameters)) {
      const stated = profile.ruleParameters[rule.id]?.[name] ?? ofPlace[rule.id]?.[name];
      const fits = stated !== undefined && typeof stated.value === typeof parameter.default;
      values[name] = fits ? stated.value : parameter.default;
      if (fits && stated.certainty === 'unverified') adviceOnly = true;
    }
    const severity = options.severity?.[rule.id] ?? profile.severity[rule.id]?.value ?? rule.severity;
    settings.set(rule.id, { values, severity, adviceOnly });
  }
  return settings;
}

function finish(
  rule: Rule,
  draft: Draft,
  setting: Setting,
  disclosures: readonly Disclosure[],
  own: Disclosure,
): Finding {
  const { severity: lowered, others, basis, yields: _, ...rest } = draft;
  let severity = lowered && RANK[lowered] > RANK[setting.severity] ? lowered : setting.severity;
  if (setting.adviceOnly) severity = 'info';
  const stated = basis ?? rule.basis[0];
  return {
    rule: rule.id,
    severity,
    ...rest,
    origins: originsFor(own, draft.paths),
    ...(stated === undefined ? {} : { basis: stated }),
    ...(others
      ? { others: others.map((other) => ({ ...other, origins: originsFor(disclosures[other.document], other.paths) })) }
      : {}),
  };
}

/** Origins of all values concerned, each place once, in the order of the paths. */
function originsFor(disclosure: Disclosure | undefined, paths: readonly JsonPointer[]): Origin[] {
  if (!disclosure) return [];
  const found = new Map<string, Origin>();
  const put = (origin: Origin) => {
    const key = JSON.stringify(origin);
    if (!found.has(key)) found.set(key, origin);
  };
  for (const path of paths) {
    const unread = /^\/unread\/(\d+)$/.exec(path);
    const at = unread ? disclosure.unread[Number(unread[1])]?.at : undefined;
    if (at) put(at);
    for (const origin of originsOf(disclosure.provenance, path)) put(origin);
  }
  return [...found.values()];
}

function sorted(disclosure: Disclosure, findings: Finding[]): Finding[] {
  if (findings.length < 2) return findings;
  const order = documentOrder(disclosure);
  const key = new Map(findings.map((finding) => [finding, order(finding)]));
  return findings.sort(
    (a, b) => compareKeys(key.get(a) ?? [], key.get(b) ?? []) || RANK[a.severity] - RANK[b.severity],
  );
}

function compareKeys(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? -1) - (b[i] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}
