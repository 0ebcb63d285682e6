-- What a market looked like on each of its days, as the days up to one of them teach it: kinds of days (centres of
-- clusters) and a place for every day. Columns of numbers are little-endian float64.
create table market_memory (
  key text primary key,
  at integer not null,
  symbol text not null,
  until_at integer not null,
  facts text not null
) strict;
create index market_memory_of on market_memory (symbol, at);
create table market_cluster (
  memory text not null references market_memory (key) on delete cascade,
  cluster integer not null,
  days integer not null,
  centre blob not null,
  primary key (memory, cluster)
) strict, without rowid;
create table market_day (
  memory text not null references market_memory (key) on delete cascade,
  open_at integer not null,
  cluster integer not null,
  place blob not null,
  primary key (memory, open_at)
) strict, without rowid;
