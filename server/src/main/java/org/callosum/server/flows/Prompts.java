package org.callosum.server.flows;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.callosum.server.flows.audio.SoundReader;
import org.callosum.server.flows.audio.UnreadableSound;
import org.callosum.server.flows.speech.Speech;
import org.callosum.server.flows.speech.SpeechFailed;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.editing.Remembered;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Language;
import org.callosum.server.platform.text.Text;
import org.callosum.voice.Sound;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// What flows play: shipped clips, and what a site has uploaded or had spoken in their place. The client's own comes
/// first, then the house's, then the shipped one.
@Service
@Transactional
public class Prompts {
    static final List<String> LANGUAGES = List.of("en", "zh-Hans", "zh-Hant");

    /// Spoken texts kept per tenant: at some 8 kB per second of speech, a few hundred megabytes at most.
    private static final int MOST_SPOKEN = 5_000;

    private final PromptRepository repository;
    private final ShippedPrompts shipped;
    private final Speech speech;
    private final Tenancy tenancy;
    private final Ids ids;
    private final Audit audit;

    /// Bounded by the number of tenants; each is read whole, since a house has few clips of its own.
    private final Map<Long, Remembered<Map<String, Sound>>> own = new ConcurrentHashMap<>();

    Prompts(PromptRepository repository, ShippedPrompts shipped, Speech speech, Tenancy tenancy, Ids ids, Audit audit) {
        this.repository = repository;
        this.shipped = shipped;
        this.speech = speech;
        this.tenancy = tenancy;
        this.ids = ids;
        this.audit = audit;
    }

    /// What a caller hears, from memory: in this language, else in English; null when there is neither.
    @Transactional(propagation = Propagation.SUPPORTS)
    public @Nullable Sound audio(long tenant, long client, String code, String language) {
        var clips = own.computeIfAbsent(
                        tenant,
                        id -> new Remembered<>("prompts", Duration.ofSeconds(10), System::nanoTime, () -> readOwn(id)))
                .value();
        for (var tried : tried(language)) {
            var found = clips.get(client + "/" + code + "/" + tried);
            if (found == null) {
                found = clips.get("/" + code + "/" + tried);
            }
            if (found == null) {
                found = shipped.sound(code, tried);
            }
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /// Speaks a text, or takes it from what was spoken before. It may take seconds.
    ///
    /// @throws SpeechFailed as [Speech#speak]
    @Transactional(propagation = Propagation.SUPPORTS)
    public Sound spoken(long tenant, String text, String language) throws SpeechFailed {
        var voices = speech.voices(language);
        if (voices.isEmpty()) {
            throw new SpeechFailed("speech-not-configured", "No voice speaks " + language);
        }
        return spoken(tenant, text, language, voices.getFirst());
    }

    private Sound spoken(long tenant, String text, String language, String voice) throws SpeechFailed {
        var digest = digest(voice + "\n" + text);
        var known = tenancy.asSystem(tenant, () -> repository.spoken(digest));
        if (known.isPresent()) {
            return known.get();
        }
        // outside a transaction: a connection is not held while a program speaks
        var sound = speech.speak(text, voice);
        tenancy.asSystem(tenant, () -> repository.keep(digest, voice, sound, MOST_SPOKEN));
        return sound;
    }

    @Transactional(readOnly = true)
    public List<Prompt> all() {
        var clips = new HashMap<Long, List<PromptRepository.Clip>>();
        repository
                .clips()
                .forEach(clip -> clips.computeIfAbsent(clip.prompt(), _ -> new ArrayList<>())
                        .add(clip));
        var prompts = new ArrayList<Prompt>();
        var edited = new HashSet<String>();
        for (var row : repository.all()) {
            if (row.client() == null) {
                edited.add(row.code());
            }
            prompts.add(prompt(row, clips.getOrDefault(row.id(), List.of())));
        }
        shipped.all().forEach((code, texts) -> {
            if (!edited.contains(code)) {
                prompts.add(new Prompt(0, code, null, name(code, texts), texts, audio(code, null, List.of())));
            }
        });
        prompts.sort(java.util.Comparator.comparing((Prompt each) -> String.valueOf(each.code())));
        return prompts;
    }

    /// The codes that a flow of a client may name; null for what any client has.
    @Transactional(readOnly = true)
    public Set<String> codes(@Nullable Long client) {
        var codes = new HashSet<>(shipped.all().keySet());
        repository.all().stream()
                .filter(row ->
                        row.client() == null || client == null || row.client().equals(client))
                .forEach(row -> codes.add(row.code()));
        return codes;
    }

    @Transactional(readOnly = true)
    public boolean clientExists(long client) {
        return repository.clientExists(client);
    }

    /// One as the list shows it: the house's or a client's own, else the shipped one.
    @Transactional(readOnly = true)
    public Prompt find(String code, @Nullable Long client) {
        return all().stream()
                .filter(each -> code.equals(each.code())
                        && Objects.equals(each.clientId(), client == null ? null : client.toString()))
                .findFirst()
                .orElseThrow(() -> Problems.notFound("prompt", code));
    }

    /// Makes a prompt.
    public Prompt create(Prompt wanted) {
        var client = check(wanted);
        var code = Objects.requireNonNull(wanted.code());
        if (repository.find(code, client).isPresent()
                || (client == null && shipped.all().containsKey(code))) {
            throw Problems.field("code", "taken");
        }
        return write(wanted, code, client, 0);
    }

    /// Gives one new texts; a shipped one becomes the house's own with it.
    ///
    /// @param version of the texts that were edited; another one is an edit conflict
    public Prompt change(String code, @Nullable Long client, Prompt wanted) {
        var before = find(code, client);
        check(new Prompt(wanted.version(), code, wanted.clientId(), wanted.name(), wanted.texts(), wanted.audio()));
        var version = Objects.requireNonNullElse(wanted.version(), -1);
        if (!Objects.equals(before.version(), version)) {
            throw Problems.editConflict(before);
        }
        return write(wanted, code, client, version);
    }

    private Prompt write(Prompt wanted, String code, @Nullable Long client, int version) {
        var texts = Objects.requireNonNull(wanted.texts());
        var row = row(code, client, texts);
        if (!repository.texts(row.id(), version, texts)) {
            throw Problems.editConflict(find(code, client));
        }
        audit.record("prompt-changed", "prompt", code, Map.of("client", client == null ? "" : client.toString()));
        return one(code, client);
    }

    private @Nullable Long check(Prompt wanted) {
        var fields = new Fields();
        fields.code("code", wanted.code());
        var client = fields.optionalId("clientId", wanted.clientId());
        if (client != null && !repository.clientExists(client)) {
            fields.add("clientId", "unknown");
        }
        var texts = wanted.texts();
        if (texts == null || texts.isEmpty()) {
            fields.add("texts", "required");
        } else {
            fields.length("texts", texts.en(), 2_000);
            fields.length("texts", texts.zhHans(), 2_000);
            fields.length("texts", texts.zhHant(), 2_000);
        }
        fields.check();
        return client;
    }

    /// The sound as the list shows it: the house's or a client's own, else the shipped one.
    @Transactional(readOnly = true)
    public Optional<Sound> sound(String code, String language, @Nullable Long client) {
        language(language);
        var found = repository.find(code, client).flatMap(row -> repository.sound(row.id(), language));
        return found.isPresent() ? found : Optional.ofNullable(shipped.sound(code, language));
    }

    /// @param name of the file: it tells bare µ-law
    public Prompt upload(String code, String language, @Nullable Long client, byte[] file, String name) {
        language(language);
        Sound sound;
        try {
            sound = SoundReader.read(file, name);
        } catch (UnreadableSound unreadable) {
            throw Problems.invalid("sound-unreadable", Map.of("what", String.valueOf(unreadable.getMessage())));
        }
        return put(code, language, client, "upload", sound);
    }

    /// Has a text spoken and keeps it as the prompt's sound. Not in one transaction: speaking may take seconds.
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public Sound speech(String language, @Nullable String text, @Nullable String voice) {
        language(language);
        var fields = new Fields();
        fields.required("text", text, 2_000);
        var voices = speech.voices(language);
        if (speech.configured() && voice != null && !voices.contains(voice)) {
            fields.add("voice", "no-such-voice");
        }
        fields.check();
        if (!speech.configured() || voices.isEmpty()) {
            throw Problems.refused("speech-not-configured");
        }
        try {
            return spoken(
                    Tenancy.current().tenantId(),
                    Objects.requireNonNull(text).strip(),
                    language,
                    voice == null ? voices.getFirst() : voice);
        } catch (SpeechFailed failed) {
            throw Problems.refused("speech-failed", Map.of("what", String.valueOf(failed.getMessage())));
        }
    }

    /// Puts a sound in place.
    public Prompt put(String code, String language, @Nullable Long client, String source, Sound sound) {
        var row = row(code, client, null);
        repository.put(row, language, source, sound);
        audit.record(
                "prompt-sound-changed",
                "prompt",
                code,
                Map.of("language", language, "source", source, "millis", sound.durationMillis()));
        forgetAfterCommit();
        return one(code, client);
    }

    /// Back to the shipped clip, or to silence where there is none.
    public void remove(String code, String language, @Nullable Long client) {
        language(language);
        var removed = repository
                .find(code, client)
                .map(row -> repository.remove(row.id(), language))
                .orElse(false);
        if (!removed) {
            throw Problems.notFound("prompt-sound", code + "/" + language);
        }
        audit.record("prompt-sound-removed", "prompt", code, Map.of("language", language));
        forgetAfterCommit();
    }

    private PromptRepository.Row row(String code, @Nullable Long client, @Nullable Text texts) {
        var found = repository.find(code, client);
        if (found.isPresent()) {
            return found.get();
        }
        var wording = texts == null ? shipped.all().get(code) : texts;
        if (wording == null) {
            throw Problems.notFound("prompt", code);
        }
        if (client != null && !repository.clientExists(client)) {
            throw Problems.notFound("client", client);
        }
        repository.insert(ids.next(), code, client, wording);
        return repository.find(code, client).orElseThrow();
    }

    private Prompt one(String code, @Nullable Long client) {
        var row = repository.find(code, client).orElseThrow();
        return prompt(
                row,
                repository.clips().stream()
                        .filter(clip -> clip.prompt() == row.id())
                        .toList());
    }

    private Prompt prompt(PromptRepository.Row row, List<PromptRepository.Clip> clips) {
        return new Prompt(
                row.version(),
                row.code(),
                row.client() == null ? null : row.client().toString(),
                name(row.code(), row.texts()),
                row.texts(),
                audio(row.code(), row.client(), clips));
    }

    private List<Prompt.Audio> audio(String code, @Nullable Long client, List<PromptRepository.Clip> clips) {
        var audio = new ArrayList<Prompt.Audio>();
        for (var language : LANGUAGES) {
            var own = clips.stream()
                    .filter(clip -> clip.language().equals(language))
                    .findFirst();
            if (own.isPresent()) {
                audio.add(
                        new Prompt.Audio(language, own.get().source(), own.get().millis()));
            } else {
                var sound = shipped.sound(code, language);
                if (sound != null) {
                    audio.add(new Prompt.Audio(language, "shipped", sound.durationMillis()));
                }
            }
        }
        return List.copyOf(audio);
    }

    private Map<String, Sound> readOwn(long tenant) {
        return tenancy.asSystem(tenant, () -> {
            var byKey = new HashMap<String, Sound>();
            var rows = new HashMap<Long, PromptRepository.Row>();
            repository.all().forEach(row -> rows.put(row.id(), row));
            for (var clip : repository.clips()) {
                var row = rows.get(clip.prompt());
                if (row != null) {
                    repository
                            .sound(row.id(), clip.language())
                            .ifPresent(sound -> byKey.put(
                                    (row.client() == null ? "" : row.client().toString()) + "/" + row.code() + "/"
                                            + clip.language(),
                                    sound));
                }
            }
            return Map.copyOf(byKey);
        });
    }

    private void forgetAfterCommit() {
        var tenant = Tenancy.current().tenantId();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                var known = own.get(tenant);
                if (known != null) {
                    known.forget();
                }
            }
        });
    }

    private static List<String> tried(String language) {
        return switch (language) {
            case "zh-Hant" -> List.of("zh-Hant", "zh-Hans", "en");
            case "zh-Hans" -> List.of("zh-Hans", "zh-Hant", "en");
            case "en" -> List.of("en");
            default -> List.of(language, "en");
        };
    }

    private static String name(String code, Text texts) {
        var language = Tenancy.languageOfAccount();
        var said = texts.in(language == null ? Language.EN : language);
        return said.isEmpty() ? code : said.length() > 60 ? said.substring(0, 59) + "…" : said;
    }

    private static void language(String language) {
        if (!LANGUAGES.contains(language)) {
            throw Problems.field("language", "not-a-language");
        }
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("SHA-256 is part of every JDK", missing);
        }
    }
}
