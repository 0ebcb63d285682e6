create table conversation_message (
  sequence integer primary key,
  channel text not null,
  person_id text not null,
  at integer not null,
  body text not null
) strict;
create index conversation_by_person on conversation_message (channel, person_id, sequence);
create table preference (
  channel text not null,
  person_id text not null,
  name text not null,
  value text not null,
  primary key (channel, person_id, name)
) strict;
