-- Findings that a person answered for: they stay in the report with the reason, but no longer count. A row is only
-- ended, never removed. It belongs to a document, that is to a file with certain bytes: another version of the file is
-- another document, to which nothing is carried over.

create table suppression (
  tenant_id integer not null,
  document_id uuid not null,
  -- Counts within the document, given by the program.
  seq integer not null,
  rule text not null,
  fingerprint text not null,
  -- What the finding said, for the record.
  about text not null,
  reason text not null,
  author text not null,
  at timestamptz not null,
  -- The bytes of the file that it was given for.
  version text not null check (version ~ '^[0-9a-f]{64}$'),
  -- The last day on which it holds: 2026-12-31.
  expires text check (expires ~ '^\d{4}-\d{2}-\d{2}$'),
  ended_at timestamptz,
  ended_by text,
  ended_how text check (ended_how in ('withdrawn', 'expired')),
  primary key (tenant_id, document_id, seq),
  foreign key (tenant_id, document_id) references document (tenant_id, id) on delete cascade
);
--! distribute suppression
create index suppression_running on suppression (tenant_id, expires) where ended_at is null and expires is not null;
