-- When an arrival is looked at next for outcomes that were kept long enough: not before "look_at", unless the ages that
-- are set are other ones by then.
create table retention (
    arrival integer not null primary key,
    look_at integer not null,
    ages    text    not null
);
