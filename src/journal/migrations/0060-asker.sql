-- Two roles: muster_app writes, muster_asker asks and can never become the other. What a question may see of the fixed
-- tables is the asker's policy alone; the door's policies hold for the door's role alone. Policies of views follow from
-- each view (src/journal/policies.ts) and are made anew where their text changed.
alter table view_versions add column if not exists walls text;

do $$ declare p record; begin
  -- The door's: whatever a role says of itself by a setting, only this role passes.
  for p in select tablename, policyname from pg_policies where schemaname = 'public'
      and tablename in ('heads', 'journal', 'receipts', 'due', 'vault', 'keyring', 'lookups', 'sessions', 'factor_steps', 'access_log_ends')
      and policyname = tablename || '_door' loop
    execute format('alter policy %I on %I to muster_app', p.policyname, p.tablename);
  end loop;
  for p in select tablename, policyname from pg_policies where schemaname = 'public' and policyname in ('log_tiles_added', 'log_checkpoints_added', 'access_log_added') loop
    execute format('alter policy %I on %I to muster_app', p.policyname, p.tablename);
  end loop;
  -- The asker's.
  for p in select tablename, policyname from pg_policies where schemaname = 'public' and policyname in ('vault_asker', 'keyring_asker', 'lookups_asker', 'heads_asker', 'receipts_own') loop
    execute format('alter policy %I on %I to muster_asker', p.policyname, p.tablename);
  end loop;
end $$;

-- These had one policy for both: one each now.
drop policy access_log_read on access_log;
create policy access_log_door on access_log for select to muster_app
  using (tenant = (select muster_tenant()) and (select muster_scope()) = 'door');
create policy access_log_read on access_log for select to muster_asker
  using (tenant = (select muster_tenant()) and (select muster_scope()) = 'asker' and (
    area ^@ any ((select string_to_array(coalesce(current_setting('muster.audits', true), ''), ',', ''))::text[])
    or persons @> array[(select nullif(current_setting('muster.person', true), ''))]));

grant select on house, view_versions, heads, receipts, vault, keyring, lookups, access_log, log_tiles, log_checkpoints, counties to muster_asker;
