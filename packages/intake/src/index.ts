export { createIntake, type Intake, type IntakeOptions } from './intake.ts';
export type { IntakeResult, NamedResult, OpenResult, Refusal } from './result.ts';
