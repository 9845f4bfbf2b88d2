-- What a person changed: who, what, why, and what came of it. No customer's value is in it.
create table desk_action (
    id        integer primary key autoincrement,
    at        integer not null,
    who       text    not null,
    operation text    not null,
    arguments text    not null,
    why       text    not null,
    result    text    not null
);

-- A run of dead letters that are sent again. "stored" says that the stored payload is sent and nothing is mapped.
create table replay (
    id        integer primary key autoincrement,
    who       text    not null,
    why       text    not null,
    selection text    not null,
    stored    integer not null,
    state     text    not null,
    letters   integer not null,
    begun_at  integer not null,
    ended_at  integer
);

-- Each dead letter of a run: the code it had, and what came of it. Its outcome is null until it has one.
create table replayed (
    arrival  integer not null,
    position integer not null,
    sub      integer not null,
    replay   integer not null,
    letter   integer not null,
    code     text    not null,
    outcome  text,
    new_code text,
    at       integer,
    primary key (arrival, position, sub, replay)
) without rowid;
create index replayed_outcome on replayed (replay, outcome);

alter table kept add column replay integer;
create index kept_replaying on kept (feed, id) where state = 'replaying';
-- Everything that a summary of the open dead letters reads.
create index kept_dead on kept (code, feed, event, last_at) where state = 'dead';

-- The attempts of an event that was accepted later: what was kept of it is gone by then.
create table past_attempts (
    arrival  integer not null,
    position integer not null,
    sub      integer not null,
    history  text    not null,
    primary key (arrival, position, sub)
) without rowid;

-- The format and the columns of an arrival, so that its records can be read when its file is gone.
create table arrival_shape (
    arrival integer not null primary key,
    shape   text    not null
);
