-- How other programs speak to us, and we to them.

create table api_token (
  tenant_id integer not null,
  token_hash text not null check (token_hash ~ '^[0-9a-f]{64}$'),
  id uuid not null,
  name text not null,
  -- Acts with the roles of this person, never beyond them.
  person_id uuid not null,
  -- Operations of the permission table that it may use, as JSON.
  scopes text not null,
  -- Only for this unit and those below it; null: wherever the person may.
  unit_id uuid,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  revoked_by text,
  primary key (tenant_id, token_hash),
  foreign key (tenant_id, person_id) references person (tenant_id, id),
  foreign key (tenant_id, unit_id) references unit (tenant_id, id)
);
--! distribute api_token

-- What was answered to a write that carried a key: the same key again gets the same answer, and nothing is done twice.
create table idempotency (
  tenant_id integer not null references tenant (id),
  person_id uuid not null,
  key text not null,
  -- SHA-256 of method, address and body: the same key for something else is refused.
  request_sha256 text not null,
  at timestamptz not null,
  -- Null while it is being worked on.
  status integer,
  content_type text,
  body text,
  primary key (tenant_id, person_id, key)
);
--! distribute idempotency

create table webhook (
  tenant_id integer not null references tenant (id),
  id uuid not null,
  url text not null,
  -- Signs what is sent (HMAC-SHA-256).
  secret text not null,
  -- Operations of the trail that are told, as JSON: ["document.add"].
  operations text not null,
  -- Only what concerns this unit and those below it; null: all.
  unit_id uuid,
  created_at timestamptz not null,
  created_by text not null,
  -- Up to here the trail was looked through.
  told_seq bigint not null,
  stopped_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, unit_id) references unit (tenant_id, id)
);
--! distribute webhook

create table webhook_delivery (
  tenant_id integer not null,
  webhook_id uuid not null,
  -- The row of the trail that is told.
  event_seq bigint not null,
  attempts integer not null,
  due_at timestamptz not null,
  delivered_at timestamptz,
  given_up_at timestamptz,
  -- Status or error of the last attempt.
  outcome text,
  primary key (tenant_id, webhook_id, event_seq),
  foreign key (tenant_id, webhook_id) references webhook (tenant_id, id) on delete cascade
);
--! distribute webhook_delivery
