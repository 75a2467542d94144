-- What a look showed besides persons, in how many rows it is written down, and where it came from.

-- `households`: households, or a building's code for all its doors. `continues`: the row that began this answer, where
-- it named more than one row holds. `source`: the address that asked. Rows from before have none of them, and their
-- hashes do not cover them.
alter table access_log
  add column households text[] not null default '{}',
  add column continues bigint,
  add column source text not null default '';
create index access_log_households on access_log using gin (households);
create index access_log_at on access_log (at);
create index access_log_continues on access_log (continues) where continues is not null;
