-- The Merkle log over the leaves in the journal: full tiles and signed checkpoints. Leaves stand in a view (log_leaves) and can be made anew; what was signed cannot.

-- Full tiles only, 256 hashes each: level 0 holds hashes of leaves, each level above the roots of full tiles below. Written once.
create table log_tiles (
  tenant text not null, level smallint not null, tile bigint not null, hashes bytea not null check (length(hashes) = 8192), root bytea not null check (length(root) = 32),
  primary key (tenant, level, tile));
-- Hashes are noise: compressing them costs time and saves nothing.
alter table log_tiles alter column hashes set storage external;

-- Checkpoints as the log signed them. `note` is the signed note without its witnesses; `vkey` the key that checks it, as a line.
create table log_checkpoints (
  tenant text not null, size bigint not null, root bytea not null check (length(root) = 32), note text not null, vkey text not null, at bigint not null,
  primary key (tenant, size));

do $$ declare t text; begin
  foreach t in array array['log_tiles', 'log_checkpoints'] loop
    execute format('create trigger %I before update or delete on %I for each row execute function refuse_rewriting()', t || '_only_added', t);
    execute format('create trigger %I before truncate on %I for each statement execute function refuse_rewriting()', t || '_never_emptied', t);
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    -- Hashes and roots say nothing about anybody: every asker of the county may read them.
    execute format('create policy %I on %I for select using (tenant = (select muster_tenant()) and (select muster_scope()) in (''door'', ''asker''))', t || '_seen', t);
    execute format('create policy %I on %I for insert with check (tenant = (select muster_tenant()) and (select muster_scope()) = ''door'')', t || '_added', t);
  end loop;
end $$;

grant select, insert on log_tiles, log_checkpoints to muster_app;
