import type { Intake } from '@jizhun/intake';
import type { Documents, Glance, Idempotency, Store, Tokens, Webhooks } from '@jizhun/store';
import type { Audit, Audits } from './audit/audit.ts';
import { createSources, type SourceServices, type Sources } from './documents/sources.ts';
import { createWorkshop, type Workshop, type WorkshopServices } from './documents/workshop.ts';
import { createImports, type Imports } from './import/imports.ts';
import { createTenantJobs, type TenantJobs } from './jobs/jobs.ts';
import { jobKinds } from './jobs/kinds.ts';
import { createRunner, type Runner } from './jobs/runner.ts';
import { createOrganisation, type Organisation } from './organisation/organisation.ts';

/** What operations of the people of one tenant work with. Nothing in here reaches another tenant. */
export interface TenantServices {
  tenant: number;
  documents: Documents;
  /** Reads and checks files, and stores what came of it. */
  workshop: Workshop;
  /** Unpacks archives, and reads what was written into copies of files. */
  intake: Pick<Intake, 'unpack' | 'read'>;
  /** Opens stored files as they came. */
  sources: Sources;
  /** What happened, and what vouches for it. */
  audit: Audit;
  /** Authorities, units, projects, people, roles. */
  organisation: Organisation;
  /** Long work, beside the requests. */
  jobs: TenantJobs;
  /** What a first page shows. */
  glance: Glance;
  /** With what other programs sign in. */
  tokens: Tokens;
  /** Who is told what happens. */
  webhooks: Webhooks;
  /** Answers kept for writes that carry a key. */
  idempotency: Idempotency;
  /** Lists of units, people and projects on their way in. */
  imports: Imports;
}

/** The services of each tenant, made when they are first asked for. */
export interface Tenants {
  of(tenant: number): TenantServices;
  /** What works on the jobs of all tenants, once it is started. */
  runner: Runner;
}

/** What the services of every tenant are made of. */
export interface TenantParts {
  store: Pick<
    Store,
    | 'documents'
    | 'glance'
    | 'organisation'
    | 'jobs'
    | 'tenantsWithJobs'
    | 'kind'
    | 'tokens'
    | 'webhooks'
    | 'idempotency'
    | 'importLists'
  >;
  audits: Pick<Audits, 'of'>;
  intake: WorkshopServices['intake'] & SourceServices['intake'] & TenantServices['intake'];
  versions: WorkshopServices['versions'] & { opener: string };
  newId(): string;
  now(): Date;
  /** Hears of errors that are ours. */
  log(error: unknown): void;
}

export function createTenants(parts: TenantParts): Tenants {
  const { store, audits, intake, versions, newId, now, log } = parts;
  const made = new Map<number, TenantServices>();
  const make = (tenant: number): TenantServices => {
    const documents = store.documents(tenant);
    const organisation = createOrganisation(store.organisation(tenant), now);
    return {
      tenant,
      documents,
      intake,
      workshop: createWorkshop({ documents, intake, versions, newId }),
      sources: createSources({ documents, intake, version: versions.opener }),
      audit: audits.of(tenant),
      organisation,
      jobs: createTenantJobs(store.jobs(tenant), runner, newId),
      glance: store.glance(tenant),
      tokens: store.tokens(tenant),
      webhooks: store.webhooks(tenant),
      idempotency: store.idempotency(tenant),
      imports: createImports({ lists: store.importLists(tenant), organisation, intake, newId, now }),
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
