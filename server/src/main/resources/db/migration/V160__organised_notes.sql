-- Organised notes (DSK-04, DSK-07, DSK-08; decision 0190): a note of a contact may be a filled-in template. Its words stand in `text`
-- like those of any other note, so that whatever reads, searches, tells or forgets notes knows it.
alter table interaction_note
    add column form            text,
    add column form_version    int,
    add column answers         jsonb not null default '{}',
    add column answers_version int   not null default 0,
    add column stamps          jsonb not null default '{}';
comment on column interaction_note.form is 'code of the template; null: a free note';
comment on column interaction_note.stamps is 'by item: when it was last answered, and by whom';
drop index interaction_note_draft;
create unique index interaction_note_draft on interaction_note (interaction_id, author_id) where draft and form is null;
create unique index interaction_note_form on interaction_note (interaction_id, form) where form is not null;
create index interaction_note_at on interaction_note (tenant_id, at);

-- What templates were answered with where the answer is a code: counted in Insight, and left when the contact is forgotten.
create table noted_value (
    note_id        bigint      not null,
    item           text        not null,
    value          text        not null,
    tenant_id      bigint      not null references tenant,
    client_id      bigint      not null references client,
    form           text        not null,
    interaction_id bigint,
    queue_id       bigint,
    at             timestamptz not null,
    primary key (note_id, item, value)
);
create index noted_value_at on noted_value (tenant_id, form, at);
create index noted_value_interaction on noted_value (interaction_id) where interaction_id is not null;
call guard_table('noted_value');
comment on column noted_value.interaction_id is 'null once the customer was forgotten or the contact''s words have expired';
comment on column noted_value.at is 'when the contact arrived';

-- Which template for which contact.
create table note_rules (
    client_id bigint primary key references client,
    tenant_id bigint not null references tenant,
    rules     jsonb  not null,
    version   int    not null
);
call guard_table('note_rules');
