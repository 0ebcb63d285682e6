-- The newest row of the ledger by itself: rows that were cut off its end are missed.
create table ledger_head (
  one integer primary key check (one = 1),
  sequence integer not null,
  hash text not null
) strict;
insert into ledger_head (one, sequence, hash)
  select 1, sequence, hash from ledger order by sequence desc limit 1;
create trigger ledger_head_moves after insert on ledger begin
  insert into ledger_head (one, sequence, hash) values (1, new.sequence, new.hash)
    on conflict (one) do update set sequence = excluded.sequence, hash = excluded.hash;
end;
create trigger ledger_head_no_delete before delete on ledger_head begin select raise(abort, 'the ledger is append-only'); end;
