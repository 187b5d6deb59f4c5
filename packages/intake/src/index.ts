export { createIntake, type Intake, type IntakeOptions } from './intake.ts';
export type { IntakeResult, NamedResult, Refusal } from './result.ts';
