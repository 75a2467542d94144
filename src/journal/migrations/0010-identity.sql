-- Identity: counties, set-up links, sessions, second-factor steps, and the access log.

-- Counties of this house, public and known before anybody is: which tenant a log-in means.
create table counties (tenant text primary key, name text not null, opened_at bigint not null);

-- One-time links that found a county; only a digest of the secret is kept.
create table setup_links (digest text primary key, until bigint not null, used_at bigint);

create table sessions (
  tenant text not null, session text not null, account text not null, strength smallint not null check (strength in (1, 2)), via text not null,
  device text not null, begun_at bigint not null, used_at bigint not null, until bigint not null,
  primary key (tenant, session));
create index sessions_account on sessions (account);

-- The last time step whose code an account has used: a code is good once.
create table factor_steps (tenant text not null, account text not null, step bigint not null, primary key (tenant, account));

-- Who looked at whom. Each row's hash covers the one before it.
create table access_log (
  tenant text not null, number bigint not null, at bigint not null, account text not null, roles text[] not null, session text not null, what text not null,
  area text collate "C" not null, unit text, persons text[] not null, more integer not null, previous bytea not null, hash bytea not null,
  primary key (tenant, number));
create index access_log_persons on access_log using gin (persons);
create index access_log_account on access_log (account, number);

create function refuse_change() returns trigger language plpgsql as $$ begin raise exception 'rows of % are only added', tg_table_name; end $$;
create trigger access_log_only_added before update or delete on access_log for each row execute function refuse_change();
create trigger access_log_never_emptied before truncate on access_log for each statement execute function refuse_change();

alter table sessions enable row level security;
alter table sessions force row level security;
alter table factor_steps enable row level security;
alter table factor_steps force row level security;
alter table access_log enable row level security;
alter table access_log force row level security;

create policy sessions_door on sessions using (tenant = (select current_setting('muster.tenant', true)) and (select current_setting('muster.scope', true)) = 'door');
create policy factor_steps_door on factor_steps using (tenant = (select current_setting('muster.tenant', true)) and (select current_setting('muster.scope', true)) = 'door');
-- Read by the auditor of an area, and by each person where it is about themselves.
create policy access_log_read on access_log for select using (tenant = (select current_setting('muster.tenant', true)) and (
  (select current_setting('muster.scope', true)) = 'door' or area ^@ any ((select string_to_array(coalesce(current_setting('muster.audits', true), ''), ',', ''))::text[]) or persons @> array[(select nullif(current_setting('muster.person', true), ''))]));
create policy access_log_added on access_log for insert with check (tenant = (select current_setting('muster.tenant', true)) and (select current_setting('muster.scope', true)) = 'door');

grant select, insert on counties to muster_app;
grant select, insert, update on setup_links to muster_app;
grant select, insert, update, delete on sessions to muster_app;
grant select, insert, update on factor_steps to muster_app;
grant select, insert on access_log to muster_app;
