create table proposal (
  id text primary key,
  account_id text not null,
  version integer not null,
  nonce text not null,
  hash text not null,
  state text not null,
  expires_at integer not null,
  body text not null,
  decided_by text,
  decided_at integer,
  -- the process that sends the order, so that another one does not settle it meanwhile
  executor_pid integer
) strict;
create index proposal_by_state on proposal (account_id, state);
