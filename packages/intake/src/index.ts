export { createIntake, type Intake, type IntakeOptions } from './intake.ts';
export type { IntakeResult, Refusal } from './result.ts';
