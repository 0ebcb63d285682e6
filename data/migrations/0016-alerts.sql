-- What somebody is told: one row for each person, written when it happens and marked when it is on its way.
create table alert (
  id integer primary key,
  at integer not null,
  channel text not null,
  person_id text not null,
  priority text not null,
  kind text not null,
  key text not null,
  body text not null,
  sent_at integer
) strict;
create index alert_by_person on alert (channel, person_id, key, at);
create index alert_unsent on alert (sent_at, at);
-- What people asked to be told; `holds` is what the condition was when it was looked at last.
create table alert_rule (
  id integer primary key,
  channel text not null,
  person_id text not null,
  body text not null,
  holds integer,
  at integer not null
) strict;
-- How far a watcher has come: a row of the ledger, a state that it has told of.
create table watch_mark (
  name text primary key,
  value text not null
) strict;
-- What people said of an answer, with the forecast that they judge, and the links that may say so once.
create table feedback (
  id integer primary key,
  at integer not null,
  channel text not null,
  person_id text not null,
  rated_id text not null,
  rating text not null check (rating in ('good', 'bad')),
  way text not null,
  unique (channel, person_id, rated_id)
) strict;
create table rated (
  id text primary key,
  at integer not null,
  body text not null
) strict;
