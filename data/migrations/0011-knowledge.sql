-- Entries of glossaries that a person brought, each with where it comes from and under which terms: data, never instructions.
create table imported_entry (
  id text primary key,
  at integer not null,
  collection text not null,
  body text not null
) strict;
create index imported_entry_of on imported_entry (collection);
-- Which generation of a search index answers. A new one is written beside it into tables of its own, then this row is flipped.
create table knowledge_index (
  name text primary key,
  generation integer not null,
  embedder text,
  dimensions integer not null,
  -- raised by every change, so that what another process holds in memory is read anew
  version integer not null,
  at integer not null
) strict;
-- Latent semantic factors by the hash of the texts that they were learnt from; numbers are little-endian float32.
create table lsa_factors (
  key text primary key,
  at integer not null,
  tokens text not null,
  rank integer not null,
  idf blob not null,
  projection blob not null
) strict;
-- What people asked and the glossary does not hold.
create table coverage_gap (
  term text primary key,
  times integer not null,
  last_at integer not null
) strict;
