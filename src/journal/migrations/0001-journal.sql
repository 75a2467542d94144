-- The journal and what stands beside it in the same transaction: heads, receipts, the vault with its keyring and lookups, and commands that are due.

-- One row: which house this is. A restored house gets a new epoch, so that a cursor from before is noticed.
create table house (one boolean primary key default true check (one), epoch text not null, begun_at bigint not null);
insert into house (epoch, begun_at) values (replace(gen_random_uuid()::text, '-', ''), (extract(epoch from now()) * 1000)::bigint);

-- The end of each county's chain. Its row is locked by whoever writes, so that one process at a time continues the chain.
create table heads (tenant text primary key, sequence bigint not null, hash bytea not null);

-- The journal. `event` is json and not jsonb: the very text was hashed. `area` is what the command touched, for telling screens.
create table journal (
  tenant text not null, sequence bigint not null, stream text collate "C" not null, version integer not null, event json not null,
  at bigint not null, by text not null, command text not null, area text collate "C", hash bytea not null,
  primary key (tenant, sequence), unique (stream, version, tenant));

-- The lasting answer to each command. `mark` is the journal's end when it was answered.
create table receipts (
  tenant text not null, id text not null, sender text not null, digest bytea not null, mark bigint not null, receipt json not null,
  primary key (tenant, id));
create index receipts_sender on receipts (sender, mark);

-- Sealed bodies; each record's key stands in the keyring, wrapped by the house's master key. Without its keyring row a body is noise.
create table vault (tenant text not null, kind text not null, id text not null, subject text not null, sealed bytea not null, primary key (tenant, kind, id));
create index vault_subject on vault (subject);
create table keyring (tenant text not null, kind text not null, id text not null, subject text not null, wrapped bytea not null, primary key (tenant, kind, id));
create index keyring_subject on keyring (subject);
-- Keyed hashes of phone numbers and names, for finding a record by the whole of one.
create table lookups (tenant text not null, kind text not null, lookup bytea not null, id text not null, primary key (tenant, kind, lookup, id));
-- By the id first: an index that began like the primary key would be mistaken for it while there are no statistics, and walked whole.
create index lookups_id on lookups (id);

-- Commands that follow from events, at once or later; removed when they have their receipt.
create table due (tenant text not null, id text not null, at bigint not null, room text not null, stream text not null, command json not null, primary key (tenant, id));
create index due_at on due (at);

create table view_versions (name text primary key, version integer not null);

create function refuse_rewriting() returns trigger language plpgsql as $$ begin raise exception 'rows of % are only added', tg_table_name; end $$;
create trigger journal_only_added before update or delete on journal for each row execute function refuse_rewriting();
create trigger journal_never_emptied before truncate on journal for each statement execute function refuse_rewriting();

create function muster_tenant() returns text language sql stable parallel safe as $$ select coalesce(current_setting('muster.tenant', true), '') $$;
create function muster_scope() returns text language sql stable parallel safe as $$ select coalesce(current_setting('muster.scope', true), '') $$;

-- Within one large transaction nobody but itself can gather statistics, and the server's own role owns no table.
create function muster_analyze() returns void language plpgsql security definer set search_path = public, pg_temp as $$ declare t text; begin
  for t in select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and pg_relation_size(oid) > 0 loop execute format('analyze %I', t); end loop;
end $$;
revoke execute on function muster_analyze() from public;
grant execute on function muster_analyze() to muster_app;

do $$ declare t text; begin
  foreach t in array array['heads', 'journal', 'receipts', 'due', 'vault', 'keyring', 'lookups'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I using (tenant = (select muster_tenant()) and (select muster_scope()) = ''door'')', t || '_door', t);
  end loop;
  -- A question opens what its rows have shown to be visible; credentials are for the identity desk alone.
  foreach t in array array['vault', 'keyring', 'lookups'] loop
    execute format('create policy %I on %I for select using (tenant = (select muster_tenant()) and (select muster_scope()) = ''asker'' and kind <> ''credential'')', t || '_asker', t);
  end loop;
end $$;

-- Where the county's journal ends, and the answers to one's own commands: part of what a phone is told.
create policy heads_asker on heads for select using (tenant = (select muster_tenant()) and (select muster_scope()) = 'asker');
create policy receipts_own on receipts for select using (tenant = (select muster_tenant()) and (select muster_scope()) = 'asker' and sender = (select nullif(current_setting('muster.person', true), '')));

grant select on house to muster_app;
grant select, insert, update on heads to muster_app;
grant select, insert on journal, receipts to muster_app;
grant select, insert, update, delete on vault, keyring, lookups, due to muster_app;
grant select on view_versions to muster_app;
