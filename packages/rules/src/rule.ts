import type { Arithmetic, Disclosure, Fix, JsonPointer, Severity, Subject } from '@jizhun/model';
import type { DisclosureIndex } from './disclosure-index.ts';
import type { Broken, Identity } from './identity.ts';

/**
 * What a rule looks at: one cell, an indicator, a goal sheet, a table, a whole file, several files. It is shown no more:
 * `sheet` and `indicator` see one goal sheet at a time, `table` one table, `cell` one sheet, then one table at a time,
 * then what found no place. That is why an edit asks only the rules whose part it changed (see document-check.ts).
 */
export type Scope = 'cell' | 'indicator' | 'sheet' | 'table' | 'disclosure' | 'across';

/** A place's profile may override numbers, words and switches. */
export type ParameterValue = number | string | boolean;

export interface Parameter<V extends ParameterValue = ParameterValue> {
  /** What it settles, in Chinese. */
  title: string;
  /** The national default. */
  default: V;
}

export type Parameters = Readonly<Record<string, Parameter>>;

type Widened<V> = V extends number ? number : V extends string ? string : V extends boolean ? boolean : never;

/** The values in force for one disclosure: the profile's, else the rule's defaults. */
export type Values<P extends Parameters> = { readonly [K in keyof P]: Widened<P[K]['default']> };

/** A small disclosure that shows a rule at work. */
export interface Example {
  /** In Chinese: what it shows. */
  title: string;
  /** One, except for rules across files. All of it is invented. */
  disclosures: readonly Disclosure[];
  /** What a place states for the rule, where the example needs it: parameters by name. */
  parameters?: Readonly<Record<string, ParameterValue>>;
}

export interface WrongExample extends Example {
  /** What the first finding must be about. */
  subject: Partial<Subject>;
}

/** What everyone may know of a rule; nothing of it runs. */
export interface RuleText {
  /** kebab-case, the name of the rule's file: `half-over-full`. */
  id: string;
  /** Short Chinese title. */
  title: string;
  /** Severity where the finding itself gives no lower one. */
  severity: Severity;
  scope: Scope;
  /** Why this is looked at, for the person who filled in the form. */
  why: string;
  /** Regulations with document number; articles only where certain. */
  basis: readonly string[];
  parameters: Parameters;
  examples: { wrong: readonly WrongExample[]; right: readonly Example[] };
}

/** One finding as a rule words it; origins, rule id and severity are the engine's. */
export interface Draft {
  /** Lower than the rule's own where the case is ambiguous. */
  severity?: Severity;
  /** What is printed and what is wrong. */
  message: string;
  subject: Subject;
  /** The values concerned, the odd one first. */
  paths: JsonPointer[];
  expected?: string;
  actual?: string;
  arithmetic?: Arithmetic;
  /** What to do. */
  advice?: string;
  /** Instead of the rule's first basis. */
  basis?: string;
  fix?: Fix;
  others?: { document: number; paths: JsonPointer[] }[];
  /** Not said where a sum that does not hold already blames the same figure: one cause, one finding. */
  yields?: true;
}

/** One side of a comparison is not there, or cannot be read. */
export class Missing {
  /** In Chinese: what is missing. */
  readonly what: string;
  constructor(what: string) {
    this.what = what;
  }
}

export function missing(what: string): Missing {
  return new Missing(what);
}

/** A rule that looks at one disclosure by itself. */
export interface SingleRule extends RuleText {
  kind: 'single';
  find(index: DisclosureIndex, values: Values<Parameters>): Iterable<Draft | Missing>;
}

/**
 * A rule that states identities (勾稽关系). All identities of all rules are weighed together, so that one wrong figure
 * that breaks five of them is one finding (see identity.ts).
 */
export interface IdentityRule extends RuleText {
  kind: 'identity';
  find(index: DisclosureIndex, values: Values<Parameters>): Iterable<Identity | Missing>;
  report(broken: Broken, index: DisclosureIndex): Draft;
}

/**
 * A rule whose facts lie each in one sheet or table, and which judges them, or tells them, together: a slip that one
 * hand made in ten sheets is one finding. After an edit only the facts of the edited part are looked for again.
 */
export interface GatheredRule extends RuleText {
  kind: 'gathered';
  scope: Exclude<Scope, 'disclosure' | 'across'>;
  find(index: DisclosureIndex, values: Values<Parameters>): Iterable<object>;
  gather(facts: readonly object[], values: Values<Parameters>): Iterable<Draft | Missing>;
}

/** A rule over several disclosures; a draft stands at the document to be corrected. */
export interface AcrossRule extends RuleText {
  kind: 'across';
  find(indexes: readonly DisclosureIndex[], values: Values<Parameters>): Iterable<{ document: number; draft: Draft }>;
}

export type Rule = SingleRule | IdentityRule | GatheredRule | AcrossRule;

interface SingleDefinition<P extends Parameters, F> extends RuleText {
  parameters: P;
  /** Facts: pure, without words for people. */
  find(index: DisclosureIndex, values: Values<P>): Iterable<F | Missing>;
  /** Words, arithmetic, places of a fact. */
  report(fact: F, index: DisclosureIndex, values: Values<P>): Draft;
}

/** Joins `find` (facts) and `report` (words) of a rule over one disclosure. */
export function defineRule<const P extends Parameters, F extends object>(
  definition: SingleDefinition<P, F>,
): SingleRule {
  const { find, report, ...text } = definition;
  return {
    ...text,
    kind: 'single',
    *find(index, given) {
      // The engine fills in a value for every parameter that the rule declares, of the type of its default.
      const values = given as Values<P>;
      for (const fact of find(index, values)) yield fact instanceof Missing ? fact : report(fact, index, values);
    },
  };
}

interface GatheredDefinition<P extends Parameters, F, G> extends RuleText {
  scope: GatheredRule['scope'];
  parameters: P;
  /** Facts of what the rule is shown: one sheet or one table, by its scope. */
  find(index: DisclosureIndex, values: Values<P>): Iterable<F>;
  /** What the facts of all sheets or tables, in their order, come to. */
  gather(facts: readonly F[], values: Values<P>): Iterable<G | Missing>;
  /** Words, arithmetic, places of what was gathered. */
  report(gathered: G, values: Values<P>): Draft;
}

/** Joins `find`, `gather` and `report` of a rule that tells the facts of many sheets or tables together. */
export function defineGathered<const P extends Parameters, F extends object, G extends object>(
  definition: GatheredDefinition<P, F, G>,
): GatheredRule {
  const { find, gather, report, ...text } = definition;
  return {
    ...text,
    kind: 'gathered',
    find: (index, given) => find(index, given as Values<P>),
    *gather(facts, given) {
      const values = given as Values<P>;
      // The engine gives back what `find` gave.
      for (const one of gather(facts as readonly F[], values)) {
        yield one instanceof Missing ? one : report(one, values);
      }
    },
  };
}

interface IdentityDefinition<P extends Parameters> extends RuleText {
  parameters: P;
  find(index: DisclosureIndex, values: Values<P>): Iterable<Identity | Missing>;
  report(broken: Broken, index: DisclosureIndex): Draft;
}

/** A rule made of identities. */
export function defineIdentities<const P extends Parameters>(definition: IdentityDefinition<P>): IdentityRule {
  const { find, ...rest } = definition;
  return { ...rest, kind: 'identity', find: (index, values) => find(index, values as Values<P>) };
}

interface AcrossDefinition<P extends Parameters, F> extends RuleText {
  parameters: P;
  find(indexes: readonly DisclosureIndex[], values: Values<P>): Iterable<F>;
  report(fact: F, indexes: readonly DisclosureIndex[]): { document: number; draft: Draft };
}

/** Joins `find` and `report` of a rule over several disclosures. */
export function defineAcross<const P extends Parameters, F extends object>(
  definition: AcrossDefinition<P, F>,
): AcrossRule {
  const { find, report, ...text } = definition;
  return {
    ...text,
    kind: 'across',
    *find(indexes, values) {
      for (const fact of find(indexes, values as Values<P>)) yield report(fact, indexes);
    },
  };
}
