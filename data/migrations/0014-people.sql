-- Accounts that have spoken to the agent: whose they are (several channels may belong to one person), and where a private
-- message reaches them.
create table account (
  channel text not null,
  id text not null,
  primary_channel text not null,
  primary_id text not null,
  name text,
  chat text,
  first_at integer not null,
  last_at integer not null,
  primary key (channel, id)
) strict;
create index account_by_primary on account (primary_channel, primary_id);
-- One-time codes that link an account to a person; only their hash is kept.
create table link_code (
  hash text primary key,
  primary_channel text not null,
  primary_id text not null,
  expires_at integer not null
) strict;
-- Roles given in chat; they stand over those of the settings.
create table given_role (
  channel text not null,
  id text not null,
  role text not null,
  at integer not null,
  primary key (channel, id)
) strict;
