-- Who spoke when, and what it adds up to: one row for each conversation of an agent, a fact that is appended when the
-- conversation is over. Segments are packed: nobody asks for one of them alone, and a row each would be most of the database.

create table speech (
    id                        bigint generated always as identity primary key,
    tenant_id                 bigint      not null references tenant,
    client_id                 bigint      not null references client,
    interaction_id            bigint      not null,
    agent_id                  bigint      not null,
    began_at                  timestamptz not null,
    conversation_millis       bigint      not null,
    silence_millis            bigint      not null,
    silences                  int         not null,
    longest_silence_millis    bigint      not null,
    overtalk_millis           bigint      not null,
    customer_speech_millis    bigint      not null,
    customer_interruptions    int         not null,
    customer_syllables        int         not null,
    customer_raised_millis    bigint      not null,
    customer_raised_times     int         not null,
    agent_speech_millis       bigint      not null,
    agent_interruptions       int         not null,
    agent_syllables           int         not null,
    agent_raised_millis       bigint      not null,
    agent_raised_times        int         not null,
    customer_segments         int[]       not null,
    agent_segments            int[]       not null,
    segments_left_out         int         not null
);
create index speech_interaction on speech (interaction_id);
create index speech_agent on speech (agent_id, began_at);
call guard_table('speech', 'select, insert, update');
comment on column speech.customer_segments is 'from, to, from, to … in ms after began_at; emptied with the recording, the sums stay';
