package org.callosum.server.calls;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.callosum.floor.EndedBy;
import org.callosum.floor.Explanation;
import org.callosum.floor.FloorEvent;
import org.callosum.kernel.id.OfferId;
import org.callosum.voice.VoiceEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import tools.jackson.databind.json.JsonMapper;

/// Reads the log of a call: every line that concerns it carries its interaction's id, whatever thread wrote it.
class CallLogTest {
    private static final long NOW = 1_000_000L;

    private final Logger room = (Logger) LoggerFactory.getLogger("org.callosum.server.calls");
    private final Lines lines = new Lines();
    private final List<ILoggingEvent> log = lines.heard;
    private final @org.jspecify.annotations.Nullable Level before = room.getLevel();

    /// Keeps lines with the marks of the thread that wrote them.
    private static final class Lines extends AppenderBase<ILoggingEvent> {
        private final List<ILoggingEvent> heard = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            event.prepareForDeferredProcessing();
            heard.add(event);
        }
    }

    @BeforeEach
    void listen() {
        lines.setContext(room.getLoggerContext());
        lines.start();
        room.setLevel(Level.DEBUG);
        room.addAppender(lines);
    }

    @AfterEach
    void stop() {
        room.detachAppender(lines);
        room.setLevel(before);
    }

    private static void await(String what, BooleanSupplier holds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private List<String> words() {
        return log.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void everyLineOfACallCarriesItsIdOnWhateverThreadAndNoneTellsWhoCalled() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var house = new House(threads, () -> NOW, Flows.straight("billing"));
            house.centre.useVoice(house.voice);
            house.rings();
            await("the call waits", () -> words().contains("Now Waiting"));
            var offer = new OfferId(house.interaction(), 1);
            var why = new Explanation(1, "longest-idle", 0, null, 1, 0);
            house.floor(new FloorEvent.OfferMade(offer, House.AMY, House.BILLING, NOW + 20_000, why, NOW));
            house.floor(new FloorEvent.OfferAccepted(offer, House.AMY, House.BILLING, 4_000, NOW));
            await("the call talks", () -> words().contains("Now Talking"));
            house.floor(new FloorEvent.ConversationEnded(
                    house.interaction(), House.AMY, House.BILLING, EndedBy.AGENT, NOW));
            house.leaves();
            await("the call is over", () -> words().stream().anyMatch(line -> line.contains("is over: handled")));

            assertThat(words())
                    .containsSubsequence(
                            "Arrived by trunk at entry point 5",
                            "Now Waiting",
                            "Now Talking",
                            "Now Over",
                            "Call of entry point 5 is over: handled");
            assertThat(log)
                    .allSatisfy(line -> assertThat(line.getMDCPropertyMap())
                            .containsEntry("interaction", house.interaction().toString()));
            assertThat(words()).noneMatch(line -> line.contains("85212345678"));
        }
    }

    @Test
    void whatFailsOnAnotherThreadIsMarkedTooAndTwoCallsAreToldApart() {
        var house = new House(Flows.straight("billing")) {
            @Override
            public CompletableFuture<Caller> caller(EntryPoint entry, String number) {
                return CompletableFuture.supplyAsync(() -> {
                    throw new IllegalStateException("the database is away");
                });
            }
        };
        house.rings();
        await("the first call waits", () -> words().contains("Now Waiting"));
        var first = house.interaction();
        house.leaves();
        house.rings();
        await(
                "the second call waits",
                () -> !house.interaction().equals(first)
                        && words().stream().filter("Now Waiting"::equals).count() == 2);
        for (var call : List.of(first, house.interaction())) {
            assertThat(log)
                    .filteredOn(line ->
                            call.toString().equals(line.getMDCPropertyMap().get("interaction")))
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .containsSubsequence(
                            "Arrived by trunk at entry point 5",
                            "The customer behind the call could not be looked up; it goes on without",
                            "Now Waiting");
        }
    }

    @Test
    void aJsonLogHasTheInteractionAsAFieldOfItsOwn() {
        var house = new House(Flows.straight("billing"));
        house.rings();
        var context = new LoggerContext();
        context.putObject(Environment.class.getName(), new StandardEnvironment());
        var encoder = new StructuredLogEncoder();
        encoder.setContext(context);
        encoder.setFormat("logstash");
        encoder.start();
        var line = new String(encoder.encode(log.getFirst()), StandardCharsets.UTF_8);
        var read = JsonMapper.builder().build().readTree(line);
        assertThat(read.path("interaction").asString())
                .isEqualTo(house.interaction().toString());
        assertThat(read.path("message").asString()).isEqualTo("Arrived by trunk at entry point 5");
        assertThat(read.path("level").asString()).isEqualTo("DEBUG");
        assertThat(Objects.requireNonNull(read.get("@timestamp")).asString()).isNotEmpty();
    }

    @Test
    void theThreadThatBroughtAnEventKeepsNoMark() {
        var house = new House(Flows.straight("billing"));
        house.rings();
        house.hears(new VoiceEvent.Digit(House.CUSTOMER, '1', VoiceEvent.DigitSource.RFC4733));
        assertThat(org.slf4j.MDC.get("interaction")).isNull();
    }
}
