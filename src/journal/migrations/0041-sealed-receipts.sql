-- What `muster verify` could not see before: an answer that was changed or taken away, and the end of the access log cut off.

-- A keyed seal over the whole row. Answers of before have none, and verify says so.
alter table receipts add column seal bytea not null default '\x';
-- How many answers the county has given: one that is taken away is missed.
alter table heads add column receipts bigint not null default 0;
update heads h set receipts = (select count(*) from receipts r where r.tenant = h.tenant);

-- Where each county's access log ends.
create table access_log_ends (tenant text primary key, number bigint not null, hash bytea not null);
insert into access_log_ends select distinct on (tenant) tenant, number, hash from access_log order by tenant, number desc;
alter table access_log_ends enable row level security;
alter table access_log_ends force row level security;
create policy access_log_ends_door on access_log_ends using (tenant = (select muster_tenant()) and (select muster_scope()) = 'door');
grant select, insert, update on access_log_ends to muster_app;
