-- Messages on their way to people: written first, sent by the channel when it can, tried again, and given up at last.
create table outgoing (
  id integer primary key,
  channel text not null,
  chat text not null,
  -- What makes two messages one: the second with the same key is not written.
  key text unique,
  priority text not null,
  body text not null,
  created_at integer not null,
  next_at integer not null,
  tries integer not null default 0,
  state text not null check (state in ('waiting', 'sent', 'dead')),
  error text
) strict;
create index outgoing_waiting on outgoing (channel, state, next_at);
-- Where the card of a proposal stands, and in which state it was shown there last.
create table card_copy (
  channel text not null,
  chat text not null,
  message_id text not null,
  proposal_id text not null,
  version integer not null,
  state text not null,
  language text not null,
  primary key (channel, chat, message_id)
) strict;
create index card_copy_by_proposal on card_copy (proposal_id);
-- Questions behind buttons that are too long for a channel's button.
create table button_question (
  hash text primary key,
  question text not null
) strict;
