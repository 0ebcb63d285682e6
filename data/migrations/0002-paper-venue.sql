-- The simulated venue: its own memory of orders by client order id, so that a repeated order is one order.
create table paper_order (
  client_order_id text primary key,
  account_id text not null,
  body text not null,
  state text not null,
  fills text not null
) strict;
