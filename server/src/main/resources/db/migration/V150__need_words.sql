-- Words in an agent's notes that hint at a type of need (NEED-00).
alter table need_type add column words text[] not null default '{}';
comment on column need_type.words is 'looked for in what the agent writes, whatever the case; a hint, never a mark';
