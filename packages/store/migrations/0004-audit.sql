-- What happened, by whom and when: a trail to which rows are only ever added, in the transaction of the change itself.
-- Every row carries the digest of the one before it, so that a row that is altered, dropped or put in between shows; see
-- docs/audit.md. Times, numbers and digests are given by the program.

create table event (
  tenant_id integer not null references tenant (id),
  -- Counts within the tenant, from 1, without gaps.
  seq bigint not null,
  at timestamptz not null,
  -- Who: a person, or the program itself.
  actor text not null,
  -- From where: a network address, or the name of the part of the program.
  origin text not null,
  operation text not null,
  subject_kind text not null,
  subject_id text not null,
  -- JSON as it was digested; null where there was, or is, nothing.
  before text,
  after text,
  reason text,
  sha256 text not null,
  sm3 text not null,
  primary key (tenant_id, seq)
);
--! distribute event
create index event_of_subject on event (tenant_id, subject_kind, subject_id, seq);

-- The last row of each trail: held while a row is added, and tells when the last rows were dropped.
create table audit_head (
  tenant_id integer not null references tenant (id),
  seq bigint not null,
  sha256 text not null,
  sm3 text not null,
  primary key (tenant_id)
);
--! distribute audit_head

-- Digests set down from time to time. A trail rewritten from some row on agrees with itself, but not with these; the
-- copies kept outside the database are the ones that count.
create table audit_checkpoint (
  tenant_id integer not null references tenant (id),
  seq bigint not null,
  at timestamptz not null,
  sha256 text not null,
  sm3 text not null,
  primary key (tenant_id, seq)
);
--! distribute audit_checkpoint
