-- What an event failed alone, while the target took others: an outage is not its fault and uses nothing up.
alter table kept add column failures integer not null default 0;
alter table kept add column failing_millis integer not null default 0;
