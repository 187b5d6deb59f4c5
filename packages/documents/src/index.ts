export { isArchive } from './archive/detect.ts';
export { type ArchivedFile, type OpenedFile, openDocuments, unpackArchive } from './archive/open.ts';
export { defaultLimits, type Limits } from './limits.ts';
export { openDocument } from './open.ts';
export { DocumentRefused, type RefusalCode } from './refusal.ts';
