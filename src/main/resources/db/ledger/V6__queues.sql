-- A message of a queue: how often it was received, and the lane in which its order counts (null where it does not).
alter table arrival add column receives integer not null default 0;
alter table arrival add column lane text;
create index arrival_message_open on arrival (opened_at) where kind = 'message' and state <> 'moved';

-- What waits in a lane is sent in the order in which it came: only the first of each lane is taken.
alter table kept add column lane text;
create index kept_lane on kept (lane, arrival, position, sub) where lane is not null and state in ('retry', 'pending');
