-- A document belongs to a unit, or to the finance authority at large (null). The same file may be with two units, which
-- know nothing of each other.
alter table document add column unit_id uuid;
alter table document add constraint document_unit_fkey foreign key (tenant_id, unit_id) references unit (tenant_id, id);
alter table document drop constraint document_tenant_id_sha256_key;
create unique index document_once_at_large on document (tenant_id, sha256) where unit_id is null;
create unique index document_once_in_unit on document (tenant_id, sha256, unit_id) where unit_id is not null;
create index document_of_unit on document (tenant_id, unit_id);
