-- What the house knows of its surroundings, so that it need not trust them: by which key it was begun, when it last
-- looked at the clock, which of its data was seen to have ended.

-- The master key's fingerprint; filled when the house is first opened with this.
alter table house add column key_print text;

-- One row: when a serving house last looked at the clock, and how often a person has confirmed it.
create table clock_looks (one boolean primary key default true check (one), looked_at bigint, confirmed integer not null default 0, confirmed_at bigint);
insert into clock_looks default values;
grant select, update on clock_looks to muster_app;
grant select on clock_looks to muster_asker;

-- What was seen to have ended, and when first. Only what was seen to have ended a day before, too, is destroyed.
create table ending_looks (tenant text not null, what text not null, ended bigint not null, seen_at bigint not null, primary key (tenant, what, ended));
alter table ending_looks enable row level security;
alter table ending_looks force row level security;
create policy ending_looks_door on ending_looks to muster_app using (tenant = (select muster_tenant()) and (select muster_scope()) = 'door');
grant select, insert, update, delete on ending_looks to muster_app;

-- Backups that were written whole: up to where each county's journal is in one.
create table backups (at bigint not null, epoch text not null, tenant text not null, sequence bigint not null, primary key (at, tenant));
alter table backups enable row level security;
alter table backups force row level security;
create policy backups_door on backups for select to muster_app using (tenant = (select muster_tenant()) and (select muster_scope()) = 'door');
create policy backups_asker on backups for select to muster_asker using (tenant = (select muster_tenant()) and (select muster_scope()) = 'asker');
grant select on backups to muster_app, muster_asker;
