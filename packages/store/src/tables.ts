import type { Severity } from '@jizhun/model';
import type { Generated } from 'kysely';

/** The columns as migrations/ makes them: what Kysely checks our queries against. */
export interface Tables {
  tenant: { id: number; name: string; created_at: Date; demonstration: Generated<boolean> };
  file: {
    tenant_id: number;
    sha256: string;
    byte_count: number;
    media_type: string;
    content: Buffer;
    added_at: Date;
  };
  document: {
    tenant_id: number;
    id: string;
    sha256: string;
    name: string;
    example: boolean;
    added_at: Date;
    deleted_at: Date | null;
    unit_id: string | null;
    authority_id: string | null;
  };
  reading: {
    tenant_id: number;
    document_id: string;
    reader_version: string;
    read_at: Date;
    disclosure: string;
    notices: string;
    title: string | null;
    unit_name: string | null;
    place_id: string | null;
    place_adcode: string | null;
    place_name: string | null;
    fiscal_year: number | null;
    sheet_count: number;
    indicator_count: number;
    table_count: number;
    amount_fen: number | null;
    unread_count: number;
    notice: string | null;
  };
  report: {
    tenant_id: number;
    document_id: string;
    rules_version: string;
    checked_at: Date;
    source: string;
    unchecked: string;
    suppressed: string;
    error_count: number;
    warning_count: number;
    info_count: number;
    unchecked_count: number;
  };
  finding: {
    tenant_id: number;
    document_id: string;
    seq: number;
    rule: string;
    severity: Severity;
    message: string;
    content: string;
  };
  correction: {
    tenant_id: number;
    document_id: string;
    seq: number;
    change: number;
    path: string;
    from_value: string;
    to_value: string;
    author: string;
    reason: string | null;
    at: Date;
    withdrawn_at: Date | null;
    withdrawn_by: string | null;
  };
  suppression: {
    tenant_id: number;
    document_id: string;
    seq: number;
    rule: string;
    fingerprint: string;
    about: string;
    reason: string;
    author: string;
    at: Date;
    version: string;
    expires: string | null;
    ended_at: Date | null;
    ended_by: string | null;
    ended_how: 'withdrawn' | 'expired' | null;
  };
  event: {
    tenant_id: number;
    seq: number;
    at: Date;
    actor: string;
    origin: string;
    operation: string;
    subject_kind: string;
    subject_id: string;
    before: string | null;
    after: string | null;
    reason: string | null;
    sha256: string;
    sm3: string;
  };
  audit_head: { tenant_id: number; seq: number; sha256: string; sm3: string };
  setting: {
    tenant_id: number;
    name: string;
    value: string;
    set_at: Date;
    set_by: string;
  };
  organisation_head: {
    tenant_id: number;
    revision: number;
  };
  authority: {
    tenant_id: number;
    id: string;
    parent_id: string | null;
    name: string;
    adcode: string | null;
    place_id: string | null;
    valid_from: string;
    valid_to: string | null;
  };
  unit: {
    tenant_id: number;
    id: string;
    created_at: Date;
  };
  unit_term: {
    tenant_id: number;
    unit_id: string;
    valid_from: string;
    valid_to: string | null;
    name: string;
    code: string | null;
    kind: 'department' | 'unit';
    parent_id: string | null;
    authority_id: string;
    basis: string | null;
  };
  unit_succession: {
    tenant_id: number;
    predecessor_id: string;
    successor_id: string;
    from_day: string;
    kind: 'merge' | 'split';
    basis: string | null;
  };
  project: {
    tenant_id: number;
    id: string;
    unit_id: string;
    code: string | null;
    name: string;
    category: string | null;
    from_year: number;
    to_year: number | null;
    created_at: Date;
    ended_at: Date | null;
  };
  person: {
    tenant_id: number;
    id: string;
    name: string;
    staff_number: string | null;
    created_at: Date;
    ended_at: Date | null;
  };
  assignment: {
    tenant_id: number;
    id: string;
    person_id: string;
    role: string;
    unit_id: string | null;
    authority_id: string | null;
    from_day: string;
    to_day: string | null;
    deputy_for: string | null;
  };
  assignment_item: {
    tenant_id: number;
    assignment_id: string;
    kind: 'unit' | 'project' | 'document';
    item_id: string;
  };
  login_name: {
    name: string;
    tenant_id: number;
    person_id: string;
  };
  identity_name: {
    issuer: string;
    subject: string;
    tenant_id: number;
    person_id: string;
  };
  account: {
    tenant_id: number;
    person_id: string;
    login_name: string;
    password_hash: string | null;
    password_set_at: Date | null;
    must_change: boolean;
    failed_count: number;
    locked_until: Date | null;
    disabled_at: Date | null;
    last_login_at: Date | null;
  };
  former_password: {
    tenant_id: number;
    person_id: string;
    seq: number;
    password_hash: string;
    set_at: Date;
  };
  identity: {
    tenant_id: number;
    id: string;
    issuer: string;
    subject: string;
    person_id: string;
    linked_at: Date;
    linked_by: string;
  };
  session: {
    tenant_id: number;
    token_hash: string;
    id: string;
    person_id: string;
    how: 'password' | 'oidc' | 'demonstration';
    started_at: Date;
    last_seen_at: Date;
    expires_at: Date;
    address: string;
    agent: string;
    ended_at: Date | null;
    ended_how: 'logout' | 'timeout' | 'password' | 'administrator' | 'replaced' | null;
  };
  job: {
    tenant_id: number;
    id: string;
    kind: string;
    input: string;
    state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
    attempts: number;
    most_attempts: number;
    due_at: Date;
    worker: string | null;
    lease_until: Date | null;
    cancel_asked: boolean;
    done_count: number;
    total_count: number | null;
    doing: string | null;
    result: string | null;
    problem: string | null;
    person_id: string | null;
    created_by: string;
    created_at: Date;
    started_at: Date | null;
    ended_at: Date | null;
  };
  job_file: { tenant_id: number; job_id: string; content: Buffer };
  api_token: {
    tenant_id: number;
    token_hash: string;
    id: string;
    name: string;
    person_id: string;
    scopes: string;
    unit_id: string | null;
    created_at: Date;
    expires_at: Date;
    last_used_at: Date | null;
    revoked_at: Date | null;
    revoked_by: string | null;
  };
  idempotency: {
    tenant_id: number;
    person_id: string;
    key: string;
    request_sha256: string;
    at: Date;
    status: number | null;
    content_type: string | null;
    body: string | null;
  };
  webhook: {
    tenant_id: number;
    id: string;
    url: string;
    secret: string;
    operations: string;
    unit_id: string | null;
    created_at: Date;
    created_by: string;
    told_seq: number;
    stopped_at: Date | null;
  };
  webhook_delivery: {
    tenant_id: number;
    webhook_id: string;
    event_seq: number;
    attempts: number;
    due_at: Date;
    delivered_at: Date | null;
    given_up_at: Date | null;
    outcome: string | null;
  };
  import_list: {
    tenant_id: number;
    id: string;
    kind: 'units' | 'people' | 'projects';
    file_name: string;
    sha256: string;
    content: string;
    settings: string;
    person_id: string;
    created_at: Date;
    expires_at: Date;
    applied_at: Date | null;
  };
  audit_checkpoint: { tenant_id: number; seq: number; at: Date; sha256: string; sm3: string };
}

/** The tables whose rows belong to a tenant: all but the list of tenants, and those of the names that lead to one. */
export const TENANT_TABLES: ReadonlySet<string> = new Set<
  Exclude<keyof Tables, 'tenant' | 'login_name' | 'identity_name'>
>([
  'file',
  'document',
  'reading',
  'report',
  'finding',
  'correction',
  'suppression',
  'event',
  'audit_head',
  'audit_checkpoint',
  'setting',
  'organisation_head',
  'authority',
  'unit',
  'unit_term',
  'unit_succession',
  'project',
  'person',
  'assignment',
  'assignment_item',
  'account',
  'former_password',
  'identity',
  'session',
  'job',
  'job_file',
  'api_token',
  'idempotency',
  'webhook',
  'webhook_delivery',
  'import_list',
]);
