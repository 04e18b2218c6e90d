-- The device an agent chose at the last sign-in; without one, the agent's usual device.
create table desk_device (
    agent_id  bigint primary key references agent,
    tenant_id bigint not null references tenant,
    device    text   not null check (device in ('browser', 'phone'))
);
call guard_table('desk_device');
