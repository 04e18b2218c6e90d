package org.callosum.server.flows;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Text;
import org.callosum.voice.Sound;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class PromptRepository {
    private final JdbcClient database;

    PromptRepository(JdbcClient database) {
        this.database = database;
    }

    record Row(long id, int version, @Nullable Long client, String code, Text texts) {}

    /// Sound without its samples: lists need only its length.
    record Clip(long prompt, String language, String source, int millis) {}

    List<Row> all() {
        return database.sql("select * from prompt order by code, client_id nulls first")
                .query(PromptRepository::row)
                .list();
    }

    Optional<Row> find(String code, @Nullable Long client) {
        return database.sql(
                        "select * from prompt where code = :code and client_id is not distinct from cast(:client as bigint)")
                .param("code", code)
                .param("client", client)
                .query(PromptRepository::row)
                .optional();
    }

    List<Clip> clips() {
        return database.sql("select prompt_id, language, source, length(samples) / 8 as millis from prompt_audio")
                .query((row, _) -> new Clip(
                        row.getLong("prompt_id"),
                        row.getString("language"),
                        row.getString("source"),
                        row.getInt("millis")))
                .list();
    }

    Optional<Sound> sound(long prompt, String language) {
        return database.sql("select law, samples from prompt_audio where prompt_id = :prompt and language = :language")
                .param("prompt", prompt)
                .param("language", language)
                .query((row, _) -> sound(row))
                .optional();
    }

    boolean clientExists(long client) {
        return database.sql("select exists (select from client where id = :id)")
                .param("id", client)
                .query(Boolean.class)
                .single();
    }

    void insert(long id, String code, @Nullable Long client, Text texts) {
        database.sql("""
                        insert into prompt (id, tenant_id, client_id, code, texts)
                        values (:id, :tenant, :client, :code, cast(:texts as jsonb))
                        on conflict (tenant_id, client_id, code) do nothing""")
                .param("id", id)
                .param("tenant", Tenancy.current().tenantId())
                .param("client", client)
                .param("code", code)
                .param("texts", texts.json())
                .update();
    }

    /// @return false when somebody else was faster
    boolean texts(long id, int version, Text texts) {
        return database.sql("""
                        update prompt set texts = cast(:texts as jsonb), version = version + 1
                         where id = :id and version = :version""")
                        .param("id", id)
                        .param("version", version)
                        .param("texts", texts.json())
                        .update()
                == 1;
    }

    void put(Row prompt, String language, String source, Sound sound) {
        database.sql("""
                        insert into prompt_audio (tenant_id, client_id, prompt_id, language, source, law, samples)
                        values (:tenant, :client, :prompt, :language, :source, :law, :samples)
                        on conflict (prompt_id, language) do update
                           set source = :source, law = :law, samples = :samples, made_at = now()""")
                .param("tenant", Tenancy.current().tenantId())
                .param("client", prompt.client())
                .param("prompt", prompt.id())
                .param("language", language)
                .param("source", source)
                .param("law", law(sound))
                .param("samples", sound.samples())
                .update();
    }

    boolean remove(long prompt, String language) {
        return database.sql("delete from prompt_audio where prompt_id = :prompt and language = :language")
                        .param("prompt", prompt)
                        .param("language", language)
                        .update()
                == 1;
    }

    Optional<Sound> spoken(byte[] digest) {
        return database.sql("update spoken_text set used_at = now() where digest = :digest returning law, samples")
                .param("digest", digest)
                .query((row, _) -> sound(row))
                .optional();
    }

    /// Keeps what was spoken, and of more than `most` forgets what was used longest ago.
    void keep(byte[] digest, String voice, Sound sound, int most) {
        database.sql("""
                        insert into spoken_text (tenant_id, digest, voice, law, samples)
                        values (:tenant, :digest, :voice, :law, :samples) on conflict do nothing""")
                .param("tenant", Tenancy.current().tenantId())
                .param("digest", digest)
                .param("voice", voice)
                .param("law", law(sound))
                .param("samples", sound.samples())
                .update();
        database.sql("""
                        delete from spoken_text where digest in (
                               select digest from spoken_text order by used_at desc offset :most)""").param("most", most).update();
    }

    private static String law(Sound sound) {
        return switch (sound.law()) {
            case MU -> "mu";
            case A -> "a";
        };
    }

    private static Sound sound(ResultSet row) throws SQLException {
        var samples = row.getBytes("samples");
        return "a".equals(row.getString("law")) ? Sound.ofALaw(samples) : Sound.ofMuLaw(samples);
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                row.getLong("id"),
                row.getInt("version"),
                Rows.longOrNull(row, "client_id"),
                row.getString("code"),
                Rows.text(row, "texts"));
    }
}
