import type { Severity } from '@jizhun/model';

/** The columns as migrations/ makes them: what Kysely checks our queries against. */
export interface Tables {
  tenant: { id: number; name: string; created_at: Date };
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
  audit_checkpoint: { tenant_id: number; seq: number; at: Date; sha256: string; sm3: string };
}

/** The tables whose rows belong to a tenant: all but the list of tenants itself. */
export const TENANT_TABLES: ReadonlySet<string> = new Set<Exclude<keyof Tables, 'tenant'>>([
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
]);
