import { archiveJob } from '../documents/archive-job.ts';
import { readAgain } from '../documents/read-again.ts';
import type { TenantServices } from '../tenants.ts';
import type { AnyJobKind } from './kind.ts';

/** All kinds of long work. */
export const jobKinds: readonly AnyJobKind<TenantServices>[] = [archiveJob, readAgain];
