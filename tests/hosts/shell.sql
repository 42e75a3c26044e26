.mode list
.nullvalue NULL
SELECT sqlite_version();
.read tests/hosts/queries.sql
