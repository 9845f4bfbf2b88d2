-- What came in otherwise than as a file cannot be read again: its events wait here as "pending", and are sent from here.
-- The kind of an arrival is file, request (HTTP) or message (a queue).
alter table arrival add column kind text not null default 'file';

-- Requests are many and files are few: what concerns files alone must not look at every request.
create index arrival_file on arrival (id) where kind = 'file';
create index arrival_file_opened on arrival (feed, opened_at) where kind = 'file';
create index arrival_to_report on arrival (id) where reported_at is not null and final = 0;

-- Pending events come back in order of their due time, together with retries.
drop index kept_due;
create index kept_due on kept (account, due_at) where state in ('retry', 'pending');
