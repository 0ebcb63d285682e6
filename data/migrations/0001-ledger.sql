-- The ledger is the audit log: rows are added, never changed, and each names the hash of the one before.
create table ledger (
  sequence integer primary key,
  at integer not null,
  account_id text not null,
  actor_channel text not null,
  actor_id text not null,
  kind text not null,
  body text not null,
  previous_hash text not null,
  hash text not null unique
) strict;
create index ledger_by_kind on ledger (account_id, kind, sequence);
create trigger ledger_no_update before update on ledger begin select raise(abort, 'the ledger is append-only'); end;
create trigger ledger_no_delete before delete on ledger begin select raise(abort, 'the ledger is append-only'); end;
