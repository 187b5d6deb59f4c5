/** The database: started, migrated, asked. Everything in it belongs to a tenant. */
export type {
  Derive,
  DocumentContent,
  DocumentRow,
  Documents,
  NewChange,
  NewDocument,
  OriginalFile,
  ReadingSummary,
  StaleDocument,
  StoredCorrection,
  StoredReading,
  StoredReport,
} from './documents.ts';
export { DatabaseFailure, type DatabaseFailureCode } from './failure.ts';
export { BUILT_IN_TENANT, openStore, type Store, type StoreOptions } from './store.ts';
