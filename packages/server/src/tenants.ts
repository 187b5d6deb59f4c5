import type { UnitLine } from '@jizhun/lifecycle';
import type { Documents, Store } from '@jizhun/store';
import type { Audit, Audits } from './audit/audit.ts';
import { createSources, type SourceServices, type Sources } from './documents/sources.ts';
import { createWorkshop, type Workshop, type WorkshopServices } from './documents/workshop.ts';
import { createTenantJobs, type TenantJobs } from './jobs/jobs.ts';
import { jobKinds } from './jobs/kinds.ts';
import { createRunner, type Runner } from './jobs/runner.ts';

/** Where the units of a tenant stand today. */
export interface Organisation {
  tree(): Promise<{
    /** A unit with those above it; undefined where there is none such in this tenant. */
    lineOf(unit: string): UnitLine | undefined;
  }>;
}

/** What operations of the people of one tenant work with. Nothing in here reaches another tenant. */
export interface TenantServices {
  tenant: number;
  documents: Documents;
  /** Reads and checks files, and stores what came of it. */
  workshop: Workshop;
  /** Opens stored files as they came. */
  sources: Sources;
  /** What happened, and what vouches for it. */
  audit: Audit;
  organisation: Organisation;
  /** Long work, beside the requests. */
  jobs: TenantJobs;
}

/** The services of each tenant, made when they are first asked for. */
export interface Tenants {
  of(tenant: number): TenantServices;
  /** What works on the jobs of all tenants, once it is started. */
  runner: Runner;
}

/** What the services of every tenant are made of. */
export interface TenantParts {
  store: Pick<Store, 'documents' | 'jobs' | 'tenantsWithJobs' | 'kind'>;
  audits: Pick<Audits, 'of'>;
  organisation(tenant: number): Organisation;
  intake: WorkshopServices['intake'] & SourceServices['intake'];
  versions: WorkshopServices['versions'] & { opener: string };
  newId(): string;
  now(): Date;
  /** Hears of errors that are ours. */
  log(error: unknown): void;
}

export function createTenants(parts: TenantParts): Tenants {
  const { store, audits, organisation, intake, versions, newId, now, log } = parts;
  const made = new Map<number, TenantServices>();
  const make = (tenant: number): TenantServices => {
    const documents = store.documents(tenant);
    return {
      tenant,
      documents,
      workshop: createWorkshop({ documents, intake, versions, newId }),
      sources: createSources({ documents, intake, version: versions.opener }),
      audit: audits.of(tenant),
      organisation: organisation(tenant),
      jobs: createTenantJobs(store.jobs(tenant), runner, newId),
    };
  };
  const of = (tenant: number) => {
    let services = made.get(tenant);
    if (services === undefined) {
      services = make(tenant);
      made.set(tenant, services);
    }
    return services;
  };
  const runner = createRunner({ store, kinds: jobKinds, services: of, worker: newId(), now, log });
  return { of, runner };
}
