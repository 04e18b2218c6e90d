package org.callosum.server.flows;

import java.time.Duration;
import org.callosum.server.flows.speech.Espeak;
import org.callosum.server.flows.speech.Speech;
import org.callosum.server.platform.system.Speaker;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SpeechConfiguration {
    /// espeak-ng where the machine has it. Looked for once, at the start.
    @Bean
    @ConditionalOnMissingBean
    Speech speech() {
        return Espeak.found(System.getenv("PATH"), Duration.ofSeconds(20));
    }

    /// For the system page.
    @Bean
    Speaker speaker(Speech speech) {
        return new Speaker() {
            @Override
            public boolean configured() {
                return speech.configured();
            }

            @Override
            public @Nullable String program() {
                return speech.program();
            }
        };
    }
}
