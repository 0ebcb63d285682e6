-- What a language model was asked, what it answered, what became of it. Rows are added, never changed.
create table model_call (
  id text primary key,
  at integer not null,
  account_id text not null,
  -- snapshot, prompt, answers, decisions: canonical JSON; its sha256 stands in the decision row of the ledger
  body text not null
) strict;
create table decision_outcome (
  decision_id text primary key,
  at integer not null,
  account_id text not null,
  body text not null
) strict;
-- What was learned from a closed trade or a proposal that came to nothing; one for each source.
create table lesson (
  source text primary key,
  at integer not null,
  account_id text not null,
  body text not null
) strict;
create trigger model_call_no_update before update on model_call begin select raise(abort, 'decisions are append-only'); end;
create trigger model_call_no_delete before delete on model_call begin select raise(abort, 'decisions are append-only'); end;
create trigger decision_outcome_no_update before update on decision_outcome begin select raise(abort, 'outcomes are append-only'); end;
create trigger decision_outcome_no_delete before delete on decision_outcome begin select raise(abort, 'outcomes are append-only'); end;
create trigger lesson_no_update before update on lesson begin select raise(abort, 'lessons are append-only'); end;
create trigger lesson_no_delete before delete on lesson begin select raise(abort, 'lessons are append-only'); end;
