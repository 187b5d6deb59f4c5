-- Long work: kept here, so that it survives the end of the program, and taken by one worker at a time.

create table job (
  tenant_id integer not null references tenant (id),
  id uuid not null,
  kind text not null,
  -- JSON.
  input text not null,
  state text not null check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  attempts integer not null,
  most_attempts integer not null,
  -- Not before then: a retry waits a while.
  due_at timestamptz not null,
  -- Who has it, and until when without a sign of life.
  worker text,
  lease_until timestamptz,
  cancel_asked boolean not null,
  done_count integer not null,
  total_count integer,
  -- What is being done, in Chinese.
  doing text,
  -- JSON.
  result text,
  -- Why it failed, in Chinese, with what to do.
  problem text,
  -- Whose it is: a person, or null for work of the program itself.
  person_id uuid,
  created_by text not null,
  created_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  primary key (tenant_id, id)
);
--! distribute job
create index job_waiting on job (tenant_id, due_at) where state in ('waiting', 'running');
create index job_newest on job (tenant_id, created_at desc, id);

-- The file that a job works on; gone with the job's good end.
create table job_file (
  tenant_id integer not null,
  job_id uuid not null,
  content bytea not null,
  primary key (tenant_id, job_id),
  foreign key (tenant_id, job_id) references job (tenant_id, id) on delete cascade
);
--! distribute job_file
