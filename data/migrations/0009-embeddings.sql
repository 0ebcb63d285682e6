-- Texts as numbers, as a provider made them: each text is asked for once. The key is a hash of the text and of whoever made
-- the vector; columns of numbers are little-endian float32.
create table embedding (
  key text primary key,
  at integer not null,
  vector blob not null
) strict;
