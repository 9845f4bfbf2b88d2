-- The events that wait for a person to say what becomes of them: few, among many that wait for a retry or are dead.
create index kept_parked on kept (feed, event) where state = 'ambiguous';
