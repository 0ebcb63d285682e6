-- Every configuration of a strategy that was ever evaluated: a result counts only with the number of its trials.
create table trial (
  key text primary key,
  at integer not null,
  strategy text not null,
  symbol text not null,
  timeframe text not null,
  parameters text not null,
  terms text not null,
  from_at integer not null,
  until_at integer not null,
  data_hash text not null,
  daily_sharpe real not null,
  days integer not null
) strict;

create index trial_of on trial (strategy, symbol, timeframe);
