-- A script asks a service of the house beside the talk: asked, answered, or not (decision 0184).
alter table script_event drop constraint script_event_type_check;
alter table script_event add constraint script_event_type_check
    check (type in ('shown', 'reply', 'free-answer', 'filled', 'accepted', 'declined', 'passed-over', 'case', 'disposition',
                    'skipped', 'jumped', 'back', 'closed', 'left', 'fault', 'asked', 'answered', 'unanswered'));
comment on column script_event.detail is
    'what an offer is for, or why it was passed over; the names of what an answered look-up filled';
