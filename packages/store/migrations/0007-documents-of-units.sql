-- A document belongs to a unit, or to a finance authority itself. The same file may be with several of them, who know
-- nothing of each other. One from before there were units belongs to neither, until it is given to an authority.
alter table document add column unit_id uuid;
alter table document add column authority_id uuid;
alter table document add constraint document_unit_fkey foreign key (tenant_id, unit_id) references unit (tenant_id, id);
alter table document add constraint document_authority_fkey
  foreign key (tenant_id, authority_id) references authority (tenant_id, id);
alter table document add constraint document_one_owner check (unit_id is null or authority_id is null);
alter table document drop constraint document_tenant_id_sha256_key;
create unique index document_once_at_large on document (tenant_id, sha256) where unit_id is null and authority_id is null;
create unique index document_once_in_unit on document (tenant_id, sha256, unit_id) where unit_id is not null;
create unique index document_once_in_authority on document (tenant_id, sha256, authority_id) where authority_id is not null;
create index document_of_owner on document (tenant_id, unit_id, authority_id);
