/** The database: started, migrated, asked. Everything in it belongs to a tenant. */
export type {
  Account,
  Accounts,
  Credentials,
  Doors,
  NewSession,
  Session,
  SessionEnd,
  SessionHow,
  Settings,
  StoredIdentity,
} from './accounts/types.ts';
export { type AuditEvent, type Checkpoint, type Deed, PROGRAM, type Stamp } from './audit/event.ts';
export { checkpointLine, exportTrail, readCheckpoints, readExport, TrailFileError } from './audit/export.ts';
export type { Trail, TrailQuery } from './audit/trail.ts';
export { breakWords, type Verification, verifyTrail } from './audit/verify.ts';
export { BackupError } from './backup/form.ts';
export { restoreStore } from './backup/restore-store.ts';
export type { NewSuppression, StoredSuppression } from './documents/suppressions.ts';
export type {
  Derive,
  DocumentContent,
  DocumentPlace,
  DocumentRow,
  Documents,
  NewChange,
  NewDocument,
  OriginalFile,
  Readable,
  ReadingSummary,
  StaleDocument,
  StoredCorrection,
  StoredReading,
  StoredReport,
} from './documents/types.ts';
export { ownerOf } from './embedded/index.ts';
export { DatabaseFailure, type DatabaseFailureCode } from './failure.ts';
export type { EndingRole, FirstFew, Glance } from './glance/glance.ts';
export type { ImportList, ImportLists } from './imports/imports.ts';
export type { Inspection } from './inspect.ts';
export type { FirstWrite, Idempotency, KeptAnswer, WriteKey } from './interface/idempotency.ts';
export type { NewToken, StoredToken, Tokens } from './interface/tokens.ts';
export type { DeliveryRow, DueDelivery, NewWebhook, StoredWebhook, Webhooks } from './interface/webhooks.ts';
export type { JobEnd, JobProgress, JobQuery, JobRow, JobState, Jobs, Lease, NewJob } from './jobs/types.ts';
export type { Change, ChangeOf, NewUnit, SplitUnit } from './organisation/changes.ts';
export type { Organisation } from './organisation/index.ts';
export type {
  AccountState,
  AssignmentsQuery,
  NamedAssignment,
  Page,
  PageQuery,
  PeopleQuery,
  PersonRow,
  ProjectRow,
  ProjectsQuery,
} from './organisation/lists.ts';
export { OrganisationRefusal, type RefusalCode, type Refused } from './organisation/refusal.ts';
export type { Tree, UnitHistory, UnitOnDay } from './organisation/tree.ts';
export type { Authority, Person, Project, Succession, Unit, UnitKind, UnitTerm } from './organisation/types.ts';
export { BUILT_IN_TENANT, openStore, type Store, type StoreOptions, type Upgrade } from './store.ts';
export type { Tenant, TenantList } from './tenants.ts';
