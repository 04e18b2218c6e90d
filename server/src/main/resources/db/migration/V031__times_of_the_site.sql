-- An account that chose no time zone reads times in that of the house's site. Nobody had been asked so far: `UTC` was
-- what an account got by itself.

alter table account alter column time_zone set default '';
set local callosum.upkeep = 'on';
update account set time_zone = '' where time_zone = 'UTC';
set local callosum.upkeep = 'off';
comment on column account.time_zone is 'empty: that of the house''s first site';
