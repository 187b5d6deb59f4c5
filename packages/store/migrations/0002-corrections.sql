-- What people put right in a reading: an overlay, which never changes the reading itself. Rows are only added; one that
-- is taken back gets the time of that, and stays.

create table correction (
  tenant_id integer not null,
  document_id uuid not null,
  -- Counts within the document, given by the program.
  seq integer not null,
  -- Corrections made in one step are taken back in one step: the seq of the first of them.
  change integer not null,
  path text not null,
  -- What was read there and what stands there, as JSON: text, number or null.
  from_value text not null,
  to_value text not null,
  author text not null,
  reason text,
  at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_by text,
  primary key (tenant_id, document_id, seq),
  foreign key (tenant_id, document_id) references document (tenant_id, id) on delete cascade
);
--! distribute correction
