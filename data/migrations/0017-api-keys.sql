-- Keys of programs that use the HTTP API: what each may do. Only the hash of a key is kept.
create table api_key (
  hash text primary key,
  name text not null,
  scopes text not null,
  made_by text not null,
  made_at integer not null,
  revoked_at integer
) strict;
create unique index api_key_in_use on api_key (name) where revoked_at is null;
