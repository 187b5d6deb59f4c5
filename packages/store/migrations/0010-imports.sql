-- Lists of units, people and projects on their way in: what was read from the file, and what was settled about it. Kept
-- for a day; what came of it is in the trail.
create table import_list (
  tenant_id integer not null references tenant (id),
  id uuid not null,
  kind text not null check (kind in ('units', 'people', 'projects')),
  file_name text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  -- The tables of the file, and what was said on opening it. JSON.
  content text not null,
  -- Columns and decisions. JSON.
  settings text not null,
  person_id uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  applied_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, person_id) references person (tenant_id, id)
);
--! distribute import_list
create index import_list_expiry on import_list (tenant_id, expires_at);
