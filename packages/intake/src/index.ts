export { isArchive } from '@jizhun/documents/archive';
export { createIntake, type Intake, type IntakeOptions } from './intake.ts';
export type { IntakeResult, NamedResult, OpenResult, Refusal, UnpackedFile, UnpackResult } from './result.ts';
