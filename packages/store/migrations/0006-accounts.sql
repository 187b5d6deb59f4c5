-- How people get in: passwords, identities of an identity provider, sessions.

-- Names to log in with are unique over all tenants, and lead to one. Spread to every node, it refers to nothing.
create table login_name (
  -- Lower case.
  name text primary key,
  tenant_id integer not null,
  person_id uuid not null
);
--! reference login_name

-- As login_name, for identities of an identity provider (OIDC): whom the provider calls so, belongs to one tenant.
create table identity_name (
  issuer text not null,
  subject text not null,
  tenant_id integer not null,
  person_id uuid not null,
  primary key (issuer, subject)
);
--! reference identity_name

create table account (
  tenant_id integer not null,
  person_id uuid not null,
  login_name text not null,
  -- Argon2id in its own notation; null where a person comes only by an identity provider.
  password_hash text,
  password_set_at timestamptz,
  -- Set by an administrator: to be changed at the next log-in.
  must_change boolean not null,
  failed_count integer not null,
  locked_until timestamptz,
  disabled_at timestamptz,
  last_login_at timestamptz,
  primary key (tenant_id, person_id),
  unique (tenant_id, login_name),
  foreign key (tenant_id, person_id) references person (tenant_id, id)
);
--! distribute account

-- Digests of passwords that were, so that none is taken again too soon.
create table former_password (
  tenant_id integer not null,
  person_id uuid not null,
  seq integer not null,
  password_hash text not null,
  set_at timestamptz not null,
  primary key (tenant_id, person_id, seq),
  foreign key (tenant_id, person_id) references person (tenant_id, id)
);
--! distribute former_password

-- A person as an identity provider (OIDC) knows them: bound by an administrator or by the person while logged in, never
-- by an e-mail address.
create table identity (
  tenant_id integer not null,
  -- Names the identity in addresses.
  id uuid not null,
  issuer text not null,
  subject text not null,
  person_id uuid not null,
  linked_at timestamptz not null,
  linked_by text not null,
  primary key (tenant_id, id),
  unique (tenant_id, issuer, subject),
  foreign key (tenant_id, person_id) references person (tenant_id, id)
);
--! distribute identity
create index identity_of_person on identity (tenant_id, person_id);

create table session (
  tenant_id integer not null,
  -- SHA-256 of the token, given out once: whoever reads the database cannot use it.
  token_hash text not null check (token_hash ~ '^[0-9a-f]{64}$'),
  -- Names the session in lists and addresses.
  id uuid not null,
  person_id uuid not null,
  how text not null check (how in ('password', 'oidc', 'demonstration')),
  started_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  address text not null,
  agent text not null,
  ended_at timestamptz,
  ended_how text check (ended_how in ('logout', 'timeout', 'password', 'administrator', 'replaced')),
  primary key (tenant_id, token_hash),
  foreign key (tenant_id, person_id) references person (tenant_id, id)
);
--! distribute session
create unique index session_id on session (tenant_id, id);
create index session_of_person on session (tenant_id, person_id, started_at);
create index session_live on session (tenant_id, last_seen_at) where ended_at is null;
