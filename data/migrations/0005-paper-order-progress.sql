-- What the simulated venue remembers of an order beside its fills: since when it waits, the best price of a trailing stop.
alter table paper_order add column progress text not null default '{}';
