package org.callosum.server.flows;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import org.callosum.flow.FlowEffect;
import org.callosum.flow.FlowInput;
import org.callosum.flow.FlowStep;
import org.callosum.flow.TrialWorld;
import org.callosum.kernel.LocaleText;
import org.callosum.server.platform.text.Text;
import org.callosum.server.queues.Calendar;
import org.callosum.server.queues.Calendars;
import org.jspecify.annotations.Nullable;

/// The world of a trial: the site's hours, queues and prompts, and for the rest what its tester supposes.
final class SupposedWorld implements TrialWorld {
    static final List<String> DIALS = List.of("answered", "busy", "no-answer", "failed");
    private static final Hours ALWAYS = new Hours(true, "unknown");
    private static final long SHORTEST_MILLIS = 500;
    /// How fast people read aloud: some 15 letters a second, or 4 to 5 characters.
    private static final long LETTER_MILLIS = 65;

    private static final long CHARACTER_MILLIS = 220;

    private final TrialWish.Situation supposed;
    private final Calendars calendars;
    private final BiFunction<String, Set<String>, String> intents;
    private final ScriptVocabulary vocabulary;
    private final Map<String, Prompt> prompts = new HashMap<>();
    private final Map<String, org.callosum.server.queues.Queue> queues = new HashMap<>();
    private final Map<String, Calendar> hours = new HashMap<>();

    /// @param intents what a customer means by a text, among these wishes; empty when that is not sure
    /// @param client whose prompts come before the house's, whose queues are meant; null for any
    SupposedWorld(
            TrialWish.Situation supposed,
            @Nullable Long client,
            List<Prompt> prompts,
            List<org.callosum.server.queues.Queue> queues,
            Calendars calendars,
            BiFunction<String, Set<String>, String> intents,
            ScriptVocabulary vocabulary) {
        this.supposed = supposed;
        this.vocabulary = vocabulary;
        this.calendars = calendars;
        this.intents = intents;
        var own = client == null ? null : client.toString();
        for (var prompt : prompts) {
            if (prompt.clientId() == null) {
                this.prompts.putIfAbsent(String.valueOf(prompt.code()), prompt);
            } else if (prompt.clientId().equals(own)) {
                this.prompts.put(String.valueOf(prompt.code()), prompt);
            }
        }
        for (var queue : queues) {
            if (Boolean.TRUE.equals(queue.active()) && (own == null || own.equals(queue.clientId()))) {
                this.queues.put(String.valueOf(queue.code()), queue);
            }
        }
        calendars.all().forEach(each -> hours.put(String.valueOf(each.code()), each));
    }

    @Override
    public Hours hours(String calendar, long atMillis) {
        var known = hours.get(calendar);
        return known == null ? ALWAYS : at(Long.parseLong(Objects.requireNonNull(known.id())), atMillis);
    }

    private Hours at(long calendar, long atMillis) {
        var answer = calendars.isOpen(calendar, Instant.ofEpochMilli(atMillis));
        return new Hours(answer.open(), answer.reason());
    }

    @Override
    public @Nullable Queue queue(String code, long atMillis) {
        var known = queues.get(code);
        if (known == null) {
            return null;
        }
        var own = known.calendarId();
        return new Queue(
                own == null ? ALWAYS : at(Long.parseLong(own), atMillis),
                known.treatmentFlow(),
                Boolean.TRUE.equals(supposed.queueFull()));
    }

    @Override
    public @Nullable LocaleText page(String code) {
        return vocabulary.page(code);
    }

    @Override
    public @Nullable LocaleText wording(String clip) {
        var prompt = prompts.get(clip);
        var texts = prompt == null ? null : prompt.texts();
        if (texts == null || texts.isEmpty()) {
            return null;
        }
        var words = new LinkedHashMap<String, String>();
        put(words, "en", texts.en());
        put(words, "zh-Hans", texts.zhHans());
        put(words, "zh-Hant", texts.zhHant());
        return new LocaleText(words);
    }

    private static void put(Map<String, String> words, String language, @Nullable String text) {
        if (text != null) {
            words.put(language, text);
        }
    }

    @Override
    public long millis(FlowEffect.Part part, String language) {
        return switch (part) {
            case FlowEffect.Part.Clip(var code) -> {
                var prompt = prompts.get(code);
                yield prompt == null || prompt.audio() == null
                        ? SHORTEST_MILLIS
                        : prompt.audio().stream()
                                .filter(each -> each.language().equals(language))
                                .mapToLong(Prompt.Audio::millis)
                                .findFirst()
                                .orElse(spoken(prompt.texts()));
            }
            case FlowEffect.Part.Text(var text) -> spoken(text);
        };
    }

    private static long spoken(@Nullable Text text) {
        var words = text == null ? null : text.en() != null ? text.en() : text.zhHans();
        return words == null ? SHORTEST_MILLIS : spoken(words);
    }

    private static long spoken(String text) {
        long millis = text.codePoints()
                .mapToLong(each -> Character.isIdeographic(each) ? CHARACTER_MILLIS : LETTER_MILLIS)
                .sum();
        return Math.max(SHORTEST_MILLIS, millis);
    }

    @Override
    public Looked lookup(FlowEffect.Lookup lookup) {
        var fields = new LinkedHashMap<String, String>();
        if (supposed.lookupFields() != null) {
            fields.putAll(supposed.lookupFields());
        }
        return new Looked(Objects.requireNonNullElse(supposed.lookupStatus(), 200), fields);
    }

    @Override
    public String intent(String text, Set<String> among) {
        return intents.apply(text, among);
    }

    @Override
    public Place place() {
        int position = Objects.requireNonNullElse(supposed.position(), 2);
        return new Place(
                position,
                Math.max(position, Objects.requireNonNullElse(supposed.waiting(), position)),
                Objects.requireNonNullElse(supposed.agents(), 3),
                Objects.requireNonNullElse(supposed.fromMinutes(), 2),
                Objects.requireNonNullElse(supposed.toMinutes(), 4));
    }

    @Override
    public boolean callsBack(String number) {
        return !number.isBlank() && !Boolean.FALSE.equals(supposed.callsBack());
    }

    @Override
    public FlowInput.DialOutcome dial(FlowStep.Target target) {
        return FlowTrials.outcome(supposed.dial());
    }
}
