-- How well each person knows each term of the glossary: the box of spaced repetition and when the term is asked next.
create table quiz_card (
  channel text not null,
  person_id text not null,
  entry_id text not null,
  box integer not null,
  due_at integer not null,
  asked integer not null,
  answered_right integer not null,
  primary key (channel, person_id, entry_id)
) strict;
-- The latest question of each person, with the answer once there is one.
create table quiz_question (
  channel text not null,
  person_id text not null,
  at integer not null,
  body text not null,
  primary key (channel, person_id)
) strict;
