-- Which process sends a message now, and until when (UTC ms) no other may: one that died frees it as time passes.
alter table outgoing add column leased_by text;
alter table outgoing add column leased_until integer not null default 0;
-- Whose approvals a copy of a card shows, as JSON.
alter table card_copy add column approvals text not null default '[]';
-- When a question was last put behind a button (UTC ms), so that old ones can go.
alter table button_question add column at integer not null default 0;
update button_question set at = unixepoch() * 1000;
-- What a room that many share was told, by the key of the alert: one that is for several persons is shown there once.
create table room_alert (
  room text not null,
  key text not null,
  -- When it happened, UTC ms.
  at integer not null,
  primary key (room, key, at)
) strict;
