-- The durable record of every record's fate. Plain SQL, so that another database can follow.

create table account (
    name        text    not null primary key,
    fingerprint text    not null,
    epoch       integer not null
);

-- One appearance of a source object. The counters are committed with the outcomes that they count.
create table arrival (
    id                  integer primary key,
    feed                text    not null,
    account             text    not null,
    hash                blob    not null,
    name                text    not null,
    size                integer not null,
    state               text    not null,
    mark                integer not null default 0,
    settled_to          integer not null default 0,
    records             integer not null default 0,
    bytes               integer not null default 0,
    mapping             text,
    fault               text,
    reports             integer not null default 0,
    final               integer not null default 0,
    opened_at           integer not null,
    read_at             integer,
    reported_at         integer,
    moved_at            integer
);
create unique index arrival_open on arrival (feed, hash) where state <> 'moved';

-- One row for each outcome, in the order of the file. "subs" is how many events the record became.
create table record (
    arrival      integer not null,
    position     integer not null,
    sub          integer not null,
    subs         integer not null,
    state        text    not null,
    at           integer not null,
    attempts     integer not null,
    receipt      text,
    delivery_key blob,
    payload_hash blob,
    primary key (arrival, position, sub)
) without rowid;

-- Who owns a delivery key: an accepted event, or one that still may be; the state of its record says whether it still
-- does. The newest owners in the order of their outcomes, and then in sorted runs that are written once.
create table new_key_owner (
    id       integer primary key,
    key      blob    not null,
    arrival  integer not null,
    position integer not null,
    sub      integer not null
);
create table key_owner (
    run      integer not null,
    key      blob    not null,
    arrival  integer not null,
    position integer not null,
    sub      integer not null,
    primary key (run, key)
) without rowid;
create table key_run (
    run    integer primary key,
    filter blob    not null
);

-- Raw record and payload, only of what is not accepted.
create table kept (
    id           integer primary key autoincrement,
    arrival      integer not null,
    position     integer not null,
    sub          integer not null,
    account      text    not null,
    feed         text    not null,
    event        text,
    state        text    not null,
    code         text,
    cause        text,
    faults       text,
    raw          blob,
    payload      blob,
    delivery_key blob,
    payload_hash blob,
    answer       text,
    http_status  integer,
    attempts     integer not null,
    history      text,
    mapping      text,
    first_at     integer not null,
    last_at      integer not null,
    due_at       integer,
    sending      integer not null default 0,
    reported_in  integer,
    handed_on_at integer
);
create unique index kept_record on kept (arrival, position, sub);
create index kept_due on kept (account, due_at) where state = 'retry';
create index kept_dead_key on kept (delivery_key) where state = 'dead';
create index kept_to_hand_on on kept (id) where state = 'dead' and handed_on_at is null;

-- Counts by arrival, state and code: what status, audit and the report read.
create table tally (
    arrival integer not null,
    state   text    not null,
    code    text    not null,
    n       integer not null,
    primary key (arrival, state, code)
) without rowid;

-- Events that the target may have seen more than once, and why.
create table possible_duplicate (
    arrival  integer not null,
    position integer not null,
    sub      integer not null,
    cause    text    not null,
    at       integer not null,
    primary key (arrival, position, sub, cause)
) without rowid;

-- What a second process reads: who runs on this ledger and how it does.
create table heartbeat (
    name  text    not null primary key,
    value text    not null,
    at    integer not null
);
