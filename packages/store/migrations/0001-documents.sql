-- Files, what was read in them, and what is wrong with them.
--
-- Every table but `tenant` has tenant_id first in its key, no trigger, no default that depends on time or chance, and
-- refers only within the tenant, so that the same statements run on a distributed PostgreSQL. A line `--! distribute T`
-- or `--! reference T` tells the migrator to spread table T where such an engine is at work; see docs/running.md.

create table tenant (
  id integer primary key,
  name text not null,
  created_at timestamptz not null
);
--! reference tenant

-- The file as it came. Office files are packed already: kept uncompressed, so that parts of it can be read by position.
create table file (
  tenant_id integer not null references tenant (id),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  byte_count bigint not null,
  media_type text not null,
  content bytea not null,
  added_at timestamptz not null,
  primary key (tenant_id, sha256)
);
alter table file alter column content set storage external;
--! distribute file

-- A file in the list of a tenant. The same bytes stand there once; a removed one keeps its row.
create table document (
  tenant_id integer not null,
  id uuid not null,
  sha256 text not null,
  name text not null,
  example boolean not null,
  added_at timestamptz not null,
  deleted_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, sha256),
  foreign key (tenant_id, sha256) references file (tenant_id, sha256)
);
--! distribute document
create index document_listed on document (tenant_id, added_at desc, id) where deleted_at is null;

-- What the reader made of it. JSON is kept as text: the order of its keys is part of a public interface, and a text may
-- hold \u0000, which jsonb refuses.
create table reading (
  tenant_id integer not null,
  document_id uuid not null,
  reader_version text not null,
  read_at timestamptz not null,
  disclosure text not null,
  notices text not null,
  title text,
  unit_name text,
  place_id text,
  place_adcode text,
  place_name text,
  fiscal_year integer,
  sheet_count integer not null,
  indicator_count integer not null,
  table_count integer not null,
  amount_fen bigint,
  unread_count integer not null,
  notice text,
  primary key (tenant_id, document_id),
  foreign key (tenant_id, document_id) references document (tenant_id, id) on delete cascade
);
--! distribute reading

-- What the rules made of that reading; the findings themselves stand in `finding`.
create table report (
  tenant_id integer not null,
  document_id uuid not null,
  rules_version text not null,
  checked_at timestamptz not null,
  source text not null,
  unchecked text not null,
  suppressed text not null,
  error_count integer not null,
  warning_count integer not null,
  info_count integer not null,
  unchecked_count integer not null,
  primary key (tenant_id, document_id),
  foreign key (tenant_id, document_id) references document (tenant_id, id) on delete cascade
);
--! distribute report

create table finding (
  tenant_id integer not null,
  document_id uuid not null,
  seq integer not null,
  rule text not null,
  severity text not null check (severity in ('error', 'warning', 'info')),
  message text not null,
  content text not null,
  primary key (tenant_id, document_id, seq),
  foreign key (tenant_id, document_id) references document (tenant_id, id) on delete cascade
);
--! distribute finding
create index finding_by_rule on finding (tenant_id, rule, severity);
