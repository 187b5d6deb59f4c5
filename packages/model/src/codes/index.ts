export type { ClassificationCode } from './classification-code.ts';
export { economicCode, economicCodes } from './economic.ts';
export { functionalCode, functionalCodes } from './functional.ts';
export { procurementCode, procurementCodes } from './procurement.ts';
