-- A desk phone at a fixed address: it is rung there without ever registering.
alter table device add column address text;
comment on column device.address is 'SIP address on the house''s own network, an IP literal; null: where the phone has registered';
