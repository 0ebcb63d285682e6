-- A search for good settings of a model: one row for each trial, whatever became of it, so that a search goes on where it
-- had come to and every trial counts.
create table study (
  name text primary key,
  at integer not null,
  -- what is searched and how, as canonical JSON: a name stands for one search
  description text not null
) strict;
create table study_trial (
  study text not null references study (name),
  number integer not null,
  configuration text not null,
  state text not null check (state in ('running', 'complete', 'pruned', 'failed')),
  loss real,
  steps text not null default '[]',
  fault text,
  began_at integer not null,
  ended_at integer,
  primary key (study, number)
) strict, without rowid;
