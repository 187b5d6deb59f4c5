-- Who is there: finance authorities, units, people, projects, and who holds which role where.
--
-- A unit is one thing through the years; what it is called, under whom it stands and which code it has are terms with a
-- first and a last day. Days are text, 2026-12-31: a day of the calendar in Beijing, not a moment.

-- 示例租户: invented people with one-click log-ins.
alter table tenant add column demonstration boolean not null default false;

-- What a tenant set by itself: how long a password holds, how long the trail is kept. Values as JSON.
create table setting (
  tenant_id integer not null references tenant (id),
  name text not null,
  value text not null,
  set_at timestamptz not null,
  set_by text not null,
  primary key (tenant_id, name)
);
--! distribute setting

-- Counts the changes of the tree below, so that a copy held in memory knows when it is old.
create table organisation_head (
  tenant_id integer not null references tenant (id),
  revision bigint not null,
  primary key (tenant_id)
);
--! distribute organisation_head

-- 财政部门: province, city, county, township.
create table authority (
  tenant_id integer not null references tenant (id),
  id uuid not null,
  parent_id uuid,
  name text not null,
  -- Administrative division, six digits; null where it has none of its own.
  adcode text,
  -- id of a place profile.
  place_id text,
  valid_from text not null check (valid_from ~ '^\d{4}-\d{2}-\d{2}$'),
  valid_to text check (valid_to ~ '^\d{4}-\d{2}-\d{2}$'),
  primary key (tenant_id, id),
  foreign key (tenant_id, parent_id) references authority (tenant_id, id)
);
--! distribute authority

create table unit (
  tenant_id integer not null references tenant (id),
  id uuid not null,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
--! distribute unit

-- What a unit is from a day to a day. The terms of a unit do not overlap and have no gaps; the last one has no end while
-- the unit exists.
create table unit_term (
  tenant_id integer not null,
  unit_id uuid not null,
  valid_from text not null check (valid_from ~ '^\d{4}-\d{2}-\d{2}$'),
  valid_to text check (valid_to ~ '^\d{4}-\d{2}-\d{2}$'),
  name text not null,
  -- 单位代码 (预算管理一体化).
  code text,
  -- 'department': 主管部门 (一级预算单位). 'unit': 基层预算单位.
  kind text not null check (kind in ('department', 'unit')),
  parent_id uuid,
  authority_id uuid not null,
  -- Document that ordered what the term begins with: 文号.
  basis text,
  primary key (tenant_id, unit_id, valid_from),
  foreign key (tenant_id, unit_id) references unit (tenant_id, id),
  foreign key (tenant_id, parent_id) references unit (tenant_id, id),
  foreign key (tenant_id, authority_id) references authority (tenant_id, id)
);
--! distribute unit_term
create index unit_term_parent on unit_term (tenant_id, parent_id);
create index unit_term_code on unit_term (tenant_id, code);

-- 合并, 分立: which units went on as which, from which day.
create table unit_succession (
  tenant_id integer not null,
  predecessor_id uuid not null,
  successor_id uuid not null,
  from_day text not null check (from_day ~ '^\d{4}-\d{2}-\d{2}$'),
  kind text not null check (kind in ('merge', 'split')),
  -- Document that ordered it: 文号.
  basis text,
  primary key (tenant_id, predecessor_id, successor_id),
  foreign key (tenant_id, predecessor_id) references unit (tenant_id, id),
  foreign key (tenant_id, successor_id) references unit (tenant_id, id)
);
--! distribute unit_succession
create index unit_succession_back on unit_succession (tenant_id, successor_id);

create table project (
  tenant_id integer not null,
  id uuid not null,
  unit_id uuid not null,
  -- 项目编码; null until it is given.
  code text,
  name text not null,
  -- 项目类别, as the place names it.
  category text,
  from_year integer not null,
  to_year integer,
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, unit_id) references unit (tenant_id, id)
);
--! distribute project
create index project_of_unit on project (tenant_id, unit_id);
create unique index project_code on project (tenant_id, code) where code is not null;

create table person (
  tenant_id integer not null references tenant (id),
  id uuid not null,
  name text not null,
  -- 工号, where the office has such; finds a person again on import.
  staff_number text,
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id)
);
--! distribute person
create unique index person_staff_number on person (tenant_id, staff_number) where staff_number is not null;

-- A role of a person at a unit, at an authority, or, for the administrators, in the tenant (both null).
create table assignment (
  tenant_id integer not null,
  id uuid not null,
  person_id uuid not null,
  role text not null,
  unit_id uuid,
  authority_id uuid,
  from_day text not null check (from_day ~ '^\d{4}-\d{2}-\d{2}$'),
  -- Last day; null while it holds.
  to_day text check (to_day ~ '^\d{4}-\d{2}-\d{2}$'),
  -- The assignment that is stood in for: a deputy for a period.
  deputy_for uuid,
  primary key (tenant_id, id),
  check (unit_id is null or authority_id is null),
  foreign key (tenant_id, person_id) references person (tenant_id, id),
  foreign key (tenant_id, unit_id) references unit (tenant_id, id),
  foreign key (tenant_id, authority_id) references authority (tenant_id, id),
  foreign key (tenant_id, deputy_for) references assignment (tenant_id, id)
);
--! distribute assignment
create index assignment_of_person on assignment (tenant_id, person_id);
create index assignment_deputies on assignment (tenant_id, deputy_for);
create index assignment_at_authority on assignment (tenant_id, authority_id);
create index assignment_at_unit on assignment (tenant_id, unit_id);

-- What an assignment is for: the departments a desk (财政业务科) is in charge of, the objects a third party was given.
create table assignment_item (
  tenant_id integer not null,
  assignment_id uuid not null,
  kind text not null check (kind in ('unit', 'project', 'document')),
  item_id uuid not null,
  primary key (tenant_id, assignment_id, kind, item_id),
  foreign key (tenant_id, assignment_id) references assignment (tenant_id, id)
);
--! distribute assignment_item
