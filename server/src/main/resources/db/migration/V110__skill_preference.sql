-- How gladly an agent should get what needs the skill (RTG-09), in the same cell as the level: the matrix stays the
-- only place where either is entered.
alter table skill_assessment add column preference text not null default 'ordinary'
    check (preference in ('first', 'ordinary', 'reserve'));
