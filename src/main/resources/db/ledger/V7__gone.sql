-- The counts of requests and messages of which nothing is kept any more, added up by feed and account: kind is sum.
create unique index arrival_sum on arrival (feed, account) where kind = 'sum';
