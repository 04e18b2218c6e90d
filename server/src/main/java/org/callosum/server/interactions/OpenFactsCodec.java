package org.callosum.server.interactions;

import org.callosum.kernel.id.QueueId;
import org.callosum.measures.facts.OpenFacts;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/// What is open, as text. It need not stay readable: a build with another layout folds the journal again.
final class OpenFactsCodec {
    private static final Logger LOG = LoggerFactory.getLogger(OpenFactsCodec.class);

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addModule(new SimpleModule().addKeyDeserializer(QueueId.class, new QueueKey()))
            .build();

    private OpenFactsCodec() {}

    /// A map's key is written by its `toString`, which is the number.
    private static final class QueueKey extends KeyDeserializer {
        @Override
        public Object deserializeKey(String key, DeserializationContext context) {
            return new QueueId(Long.parseLong(key));
        }
    }

    static String write(OpenFacts open) {
        return JSON.writeValueAsString(open);
    }

    /// @return null if this build cannot read it
    static @Nullable OpenFacts read(String text) {
        try {
            return JSON.readValue(text, OpenFacts.class);
        } catch (JacksonException fault) {
            LOG.warn("What was open cannot be read, the journal is folded again: {}", fault.getOriginalMessage());
            return null;
        }
    }
}
