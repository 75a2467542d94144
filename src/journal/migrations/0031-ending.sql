-- A key that was destroyed must be gone from the disk too, not only from the table: its row's remains are cleared after some dozens and not after a fifth of the keyring.
alter table keyring set (autovacuum_vacuum_threshold = 50, autovacuum_vacuum_scale_factor = 0);
