export { applyBaseline, baselineOf, knownFinding } from './baseline.ts';
export { checkDisclosures } from './check.ts';
export { type Checker, createChecker } from './checker.ts';
export { formatArithmetic } from './format.ts';
export { catalogueFiles } from './pages.ts';
export type { RuleProfile } from './place-parameters.ts';
export {
  type Answer,
  addSuppressions,
  isDay,
  parseBaseline,
  parseSuppressions,
  printBaseline,
  printSuppressions,
  RecordFileError,
} from './record-files.ts';
export type {
  AcrossRule,
  Example,
  IdentityRule,
  Parameter,
  ParameterValue,
  Rule,
  RuleText,
  Scope,
  SingleRule,
  WrongExample,
} from './rule.ts';
export { rules } from './rules/index.ts';
export type { CheckOptions } from './settings.ts';
export { exampleText, type RuleSummary, ruleSummary } from './summary.ts';
export { applySuppressions, type Run } from './suppression.ts';
