-- What is written about a contact after a connector was told of it is told as well (decision 0190): each part once.
alter table connector_outbox
    add column told_notes    bigint[],
    add column told_revision int,
    add column part          text;
create unique index connector_outbox_part on connector_outbox (connector_id, part) where part is not null;
comment on column connector_outbox.told_notes is 'ids of the notes that a contact''s first telling held';
comment on column connector_outbox.told_revision is 'of the results that it held';
comment on column connector_outbox.part is 'of a later telling: the note, or the corrected results; null: a contact''s first, or somebody wrote it';

create index interaction_disposition_corrected on interaction_disposition (tenant_id, at) where revision > 1;
