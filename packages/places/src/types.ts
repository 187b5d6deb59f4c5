import type { IndicatorKind, Severity } from '@jizhun/model';

/**
 * How a value is known. `verified`: read in a public source or on a printed form. `unverified`: known by heart only; what
 * rests on it may be advice (info), never an error or a warning.
 */
export type Certainty = 'verified' | 'unverified';

/** A value of a place's profile with its legal reference, as rules and pages use it. */
export interface Parameter<T> {
  value: T;
  /** First fiscal year in which it holds. */
  from: number;
  /** Legal reference in Chinese, as it is shown: 《…》（财预〔2021〕101号）. */
  basis: string;
  certainty: Certainty;
  /** id of the profile that states it: `jiangsu`, `national`. */
  place: string;
}

/** A value as a profile states it: holds from a fiscal year on, until a later entry of the same parameter or `until`. */
export interface Dated<T> {
  value: T;
  from: number;
  /** Last fiscal year in which it holds. */
  until?: number;
  basis: string;
  certainty: Certainty;
  /** Holds only for units of the place's own level (省级), not for the places below it. */
  ownLevel?: true;
}

/** A second-level class of indicators as the place prints it. */
export interface Level2 {
  name: string;
  /** Other wordings of the same class. */
  aliases: readonly string[];
  kind: IndicatorKind;
}

/** A first-level class of indicators as the place prints it. */
export interface Level1 {
  name: string;
  aliases: readonly string[];
  group: 'decision' | 'process' | 'duty' | 'cost' | 'output' | 'benefit' | 'satisfaction';
  level2: readonly Level2[];
}

/** The classes of indicators for one scope, in printed order. */
export interface Taxonomy {
  department: readonly Level1[];
  project: readonly Level1[];
}

/** First-level weights in points; `execution` is 预算执行率, which a goal does not set. */
export interface Weights {
  cost: number;
  output: number;
  benefit: number;
  satisfaction: number;
  execution: number;
}

/** A day of the year that something is due. */
export interface MonthDay {
  month: number;
  day: number;
  /** Years after the fiscal year (self-evaluation: 1). */
  yearOffset: number;
}

/** A round of the year: who collects what of which period, and when it is due. */
export interface Round {
  id: 'first-submission' | 'control-number' | 'second-submission' | 'approval' | 'monitoring' | 'self-evaluation';
  /** 一上, 绩效运行监控 … */
  name: string;
  opens?: MonthDay;
  due?: MonthDay;
  /** Last month that the round's figures cover (monitoring: 7). */
  throughMonth?: number;
  /** Legal reference and certainty of this round; the list as a whole is as sure as its least sure member. */
  basis: string;
  certainty: Certainty;
}

/** A clock that the law starts with an event. */
export interface Clock {
  id: 'approve-departments' | 'approve-subordinates' | 'publish-budget' | 'publish-final-account';
  /** What must be done. */
  name: string;
  /** What starts it. */
  after: string;
  days: number;
  /** Legal reference and certainty of this clock. */
  basis: string;
  certainty: Certainty;
}

/** One desk of the review route, in the order of the route. */
export interface Desk {
  id: string;
  name: string;
}

/** A rule that the form itself prints, as an identity that can be checked. */
export interface PrintedRule {
  id: 'project-expenditure-equals-tasks';
  /** What the form says, in our words. */
  meaning: string;
}

/** A limit on the length of a text of the sheet. */
export interface TextLimit {
  /** Label as printed. */
  label: string;
  scope: 'department' | 'project';
  /** Characters, blanks not counted. */
  min?: number;
  max?: number;
}

/** Switches of the scoring algorithm (field terms: 自评得分). */
export interface Scoring {
  /** 全年执行数 ÷ this. */
  executionDenominator: 'adjusted' | 'initial';
  /** 反向指标 beyond its target: w × A/B, or w × max(0, 1 − (B − A)/A). */
  negativeIndicator: 'ratio' | 'deviation';
  /** 等于 not met: marks by relative deviation, or none. */
  equality: 'deviation' | 'none';
  /** Three bands of 定性 indicators: lower bounds in percent. */
  qualitativeBands: readonly [number, number, number];
  /** Lower bounds of 优, 良, 中. */
  grades: readonly [number, number, number];
  /** Where the marks of an absent 满意度 go. */
  withoutSatisfaction: 'benefit' | 'rebase';
  /** 超额完成 by more than this share asks for a reason (0.3 = 30 %). */
  overAchievementShare: number;
  /** Deductions for over-achievement: from this ratio of actual to target on, this share of the marks. */
  overAchievementLadder: readonly { from: number; deduct: number }[];
  /** A score below full marks needs a reason. */
  reasonBelowFull: boolean;
}

/** Alert bounds of 双监控 as ratios of actual to what is due by then. */
export interface Alerts {
  red: number;
  yellow: number;
  blue: number;
}

/** The shape of project codes. */
export interface CodeFormat {
  /** Source of a regular expression over the whole code. */
  pattern: string;
  /** In Chinese: how such a code is built. */
  meaning: string;
}

/** Everything that a place settles. Keys are stable: rules name them. */
export interface Parameters {
  /** Classes of indicators as printed. */
  taxonomy: Taxonomy;
  /** Whether 成本 is a first level of its own (财预〔2021〕101号) or stands under 产出. */
  costFirstLevel: boolean;
  /** Kinds that every goal sheet of a project must have. */
  requiredKinds: readonly IndicatorKind[];
  /** Kinds that must be there for a project of building or informatisation. */
  requiredKindsForConstruction: readonly IndicatorKind[];
  /** First-level groups that a project's sheet must have. */
  requiredGroups: readonly Level1['group'][];
  /** First-level groups that a department's sheet must have. */
  requiredGroupsForDepartment: readonly Level1['group'][];
  /** Whether each indicator needs a target for the half-year besides the year's. */
  interimRequired: boolean;
  /** Whether each indicator needs a target for the whole period besides the year's. */
  cycleRequired: boolean;
  /** Whether indicators carry weights when the goal is set. */
  weightsAtGoal: boolean;
  /** What the weights of a goal sheet add up to. */
  weightTotal: number;
  /** First-level weights with cost as a first level. */
  weights: Weights;
  /** First-level weights without cost as a first level. */
  weightsWithoutCost: Weights;
  /** Sensible number of third-level indicators. */
  indicatorCount: { min: number; max: number };
  /** Rules that the form prints. */
  printedRules: readonly PrintedRule[];
  textLimits: readonly TextLimit[];
  rounds: readonly Round[];
  clocks: readonly Clock[];
  desks: readonly Desk[];
  scoring: Scoring;
  alerts: Alerts;
  projectCode: CodeFormat | null;
}

export type RuleParameterValue = number | string | boolean;

/** A profile as its folder states it. What it does not state is that of the place above. */
export interface ProfileSource {
  /** Name of the folder: `hebei-kaiping`. */
  id: string;
  /** Six digits; the nation has none. */
  adcode?: string;
  name: string;
  parameters: { readonly [K in keyof Parameters]?: readonly Dated<Parameters[K]>[] };
  /** Severity of a rule where it differs from the rule's own, by rule id. */
  severity?: Readonly<Record<string, readonly Dated<Severity>[]>>;
  /** Rules that do not hold here, with the reason as basis; `false` switches one on again. */
  disabledRules?: Readonly<Record<string, readonly Dated<boolean>[]>>;
  /** Parameters of rules: rule id → name → value. */
  ruleParameters?: Readonly<Record<string, Readonly<Record<string, readonly Dated<RuleParameterValue>[]>>>>;
}

/** A profile resolved for a place and a fiscal year: every parameter has a value, each with its own reference. */
export interface Profile extends Readonly<{ [K in keyof Parameters]: Parameter<Parameters[K]> }> {
  /** The nearest place that has a folder: `national` where no other has. */
  readonly id: string;
  readonly adcode?: string;
  readonly name: string;
  /** The year it was resolved for; undefined: the latest of each. */
  readonly fiscalYear?: number;
  /** ids of the profiles that took part, the nearest first. */
  readonly lineage: readonly string[];
  readonly severity: Readonly<Record<string, Parameter<Severity>>>;
  readonly disabledRules: readonly string[];
  readonly ruleParameters: Readonly<Record<string, Readonly<Record<string, Parameter<RuleParameterValue>>>>>;
}
