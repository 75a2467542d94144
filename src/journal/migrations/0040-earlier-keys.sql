-- A record that is written anew gets a new key; the ones before it stay until it is erased, so that an older backup of the data opens with the newest keys.
alter table keyring add column earlier bytea[] not null default '{}';
