export { defaultLimits, type Limits } from './limits.ts';
export { openDocument } from './open.ts';
export { DocumentRefused, type RefusalCode } from './refusal.ts';
