-- Answers of language models to questions that do not depend on time; the key is a hash of everything that was asked.
create table llm_answer (
  key text primary key,
  at integer not null,
  answer text not null
) strict;
create index llm_answer_at on llm_answer (at);
-- Tokens and cost by day (UTC), person, link and model. usd sums the calls whose price is known; the others are counted.
create table llm_usage (
  day text not null,
  channel text not null,
  person_id text not null,
  link text not null,
  model text not null,
  calls integer not null,
  input_tokens integer not null,
  output_tokens integer not null,
  usd real not null,
  unpriced_calls integer not null,
  primary key (day, channel, person_id, link, model)
) strict;
