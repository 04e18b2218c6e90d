-- What callers of a number hear before anybody answers (CON-22): a prompt of the house, as early media.
alter table entry_point add column ring_back text;
comment on column entry_point.ring_back is 'code of a prompt; null: the network''s own ringing tone';
