package org.callosum.server.telephony;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Changes;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.editing.Listing;
import org.callosum.server.platform.editing.Remembered;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.keys.MasterKey;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/// Lines to carriers and other telephone systems. Passwords are sealed under the installation's master key and never
/// told.
@Service
@Transactional
public class Trunks {
    private static final Comparator<Trunk> BY_CODE = Comparator.comparing(each -> String.valueOf(each.code()));
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|[0-9a-fA-F:]{2,39}");

    private final TrunkRepository repository;
    private final MasterKey masterKey;
    private final LineStates states;
    private final Tenancy tenancy;
    private final Ids ids;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final Remembered<List<Line>> lines =
            new Remembered<>("trunks", Duration.ofSeconds(10), System::nanoTime, this::read);

    /// An active trunk as the voice engine needs it, password open.
    ///
    /// @param name its id: what the engine calls it in settings and events
    public record Line(long tenantId, String name, Trunk trunk, String password) {
        @Override
        public String toString() {
            return "Line[" + name + "]"; // no password in a log
        }
    }

    Trunks(
            TrunkRepository repository,
            MasterKey masterKey,
            LineStates states,
            Tenancy tenancy,
            Ids ids,
            Audit audit,
            ApplicationEventPublisher events) {
        this.repository = repository;
        this.masterKey = masterKey;
        this.states = states;
        this.tenancy = tenancy;
        this.ids = ids;
        this.audit = audit;
        this.events = events;
    }

    /// The active trunks of all tenants, from memory.
    @Transactional(propagation = Propagation.SUPPORTS)
    public List<Line> lines() {
        return lines.value();
    }

    /// The trunk that trusts this address; null: none does. From memory; the older trunk wins.
    @Transactional(propagation = Propagation.SUPPORTS)
    public @Nullable Line bySource(InetAddress source) {
        for (var line : lines.value()) {
            for (var network : Objects.requireNonNull(line.trunk().sources())) {
                var parsed = Network.of(network);
                if (parsed != null && parsed.holds(source)) {
                    return line;
                }
            }
        }
        return null;
    }

    @Transactional(readOnly = true)
    public Trunk one(long id) {
        return withState(repository.find(id).orElseThrow(() -> Problems.notFound("trunk", id)));
    }

    @Transactional(readOnly = true)
    public Page<Trunk> page(PageQuery query) {
        return Listing.of(
                query,
                repository.all().stream().map(this::withState).toList(),
                each -> each.code() + " " + each.name() + " " + each.host(),
                Map.of("code", BY_CODE, "name", Comparator.comparing(each -> String.valueOf(each.name()))));
    }

    public Trunk create(Trunk given) {
        var wanted = check(given, 0);
        var id = ids.next();
        repository.insert(id, wanted);
        password(id, given);
        var after = repository.find(id).orElseThrow();
        audit.record("trunk-created", "trunk", id, Changes.of(after));
        tell();
        return withState(after);
    }

    public Trunk change(long id, Trunk given) {
        var before = repository.find(id).orElseThrow(() -> Problems.notFound("trunk", id));
        var wanted = check(given, id);
        if (!repository.update(id, Objects.requireNonNullElse(wanted.version(), -1), wanted)) {
            throw Problems.editConflict(withState(before));
        }
        password(id, given);
        var after = repository.find(id).orElseThrow();
        audit.record("trunk-changed", "trunk", id, Changes.between(before, after));
        if (given.password() != null) {
            audit.record("trunk-password-changed", "trunk", id);
        }
        tell();
        return withState(after);
    }

    public void delete(long id) {
        var before = repository.find(id).orElseThrow(() -> Problems.notFound("trunk", id));
        if (repository.inRules(id)) {
            throw Problems.refused("trunk-in-use");
        }
        repository.delete(id);
        audit.record("trunk-deleted", "trunk", id, Changes.of(before));
        tell();
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public void edited(TelephonyChanged changed) {
        if (changed.kind() == TelephonyChanged.Kind.TRUNKS) {
            lines.forget();
        }
    }

    private void password(long id, Trunk given) {
        var password = given.password();
        if (password != null) {
            repository.password(
                    id,
                    password.isEmpty()
                            ? null
                            : masterKey.seal(password.getBytes(StandardCharsets.UTF_8), "trunk " + id));
        }
    }

    private List<Line> read() {
        var all = new ArrayList<Line>();
        for (var tenant : tenancy.tenants()) {
            tenancy.asSystem(tenant.id(), () -> {
                for (var trunk : repository.all()) {
                    if (Boolean.TRUE.equals(trunk.active())) {
                        var id = Long.parseLong(Objects.requireNonNull(trunk.id()));
                        var sealed = repository.sealedPassword(id);
                        all.add(new Line(
                                tenant.id(),
                                Long.toString(id),
                                trunk,
                                sealed == null
                                        ? ""
                                        : new String(masterKey.open(sealed, "trunk " + id), StandardCharsets.UTF_8)));
                    }
                }
            });
        }
        return List.copyOf(all);
    }

    private Trunk withState(Trunk t) {
        return new Trunk(
                t.id(),
                t.version(),
                t.code(),
                t.name(),
                t.kind(),
                t.host(),
                t.port(),
                t.transport(),
                t.sources(),
                t.username(),
                t.passwordSet(),
                null,
                t.fromDomain(),
                t.codecs(),
                t.srtp(),
                t.maxCalls(),
                t.active(),
                states.trunk(Objects.requireNonNull(t.id())));
    }

    private void tell() {
        events.publishEvent(new TelephonyChanged(Tenancy.current().tenantId(), TelephonyChanged.Kind.TRUNKS));
    }

    private Trunk check(Trunk given, long id) {
        var transport = given.transport() == null ? "udp" : given.transport().toLowerCase(Locale.ROOT);
        var wanted = new Trunk(
                given.id(),
                given.version(),
                given.code(),
                given.name(),
                given.kind() == null ? "ip" : given.kind(),
                given.host() == null ? "" : given.host().strip(),
                given.port() == null ? ("tls".equals(transport) ? 5061 : 5060) : given.port(),
                transport,
                given.sources() == null
                        ? List.of()
                        : given.sources().stream().map(String::strip).distinct().toList(),
                blankToNull(given.username()),
                null,
                null,
                blankToNull(given.fromDomain()),
                given.codecs() == null || given.codecs().isEmpty() ? List.of("pcma", "pcmu") : given.codecs(),
                given.srtp() == null ? "off" : given.srtp(),
                given.maxCalls() == null ? 100 : given.maxCalls(),
                !Boolean.FALSE.equals(given.active()),
                null);
        var fields = new Fields();
        fields.code("code", wanted.code());
        fields.required("name", wanted.name(), 100);
        fields.oneOf("kind", wanted.kind(), List.of("ip", "register"));
        fields.oneOf("transport", wanted.transport(), List.of("udp", "tcp", "tls"));
        fields.oneOf("srtp", wanted.srtp(), List.of("off", "offered", "required"));
        fields.range("port", wanted.port(), 1, 65_535);
        fields.range("maxCalls", wanted.maxCalls(), 1, 10_000);
        fields.length("username", wanted.username(), 100);
        fields.length("password", given.password(), 200);
        fields.length("fromDomain", wanted.fromDomain(), 253);
        var host = Objects.requireNonNull(wanted.host());
        if (!host.isEmpty() && !HOST.matcher(host).matches()) {
            fields.add("host", "not-a-host");
        }
        if ("register".equals(wanted.kind())) {
            if (host.isEmpty()) {
                fields.add("host", "required");
            }
            if (wanted.username() == null) {
                fields.add("username", "required");
            }
        } else if (host.isEmpty() && Objects.requireNonNull(wanted.sources()).isEmpty()) {
            fields.add("sources", "required");
        }
        for (var codec : Objects.requireNonNull(wanted.codecs())) {
            fields.oneOf("codecs", codec, List.of("pcma", "pcmu"));
        }
        var sources = Objects.requireNonNull(wanted.sources());
        fields.count("sources", sources, 50);
        for (var i = 0; i < sources.size(); i++) {
            if (Network.of(sources.get(i)) == null) {
                fields.add("sources[" + i + "]", "not-an-address");
            }
        }
        if (!fields.anyWrong() && repository.codeTaken(Objects.requireNonNull(wanted.code()), id)) {
            fields.add("code", "taken");
        }
        fields.check();
        return wanted;
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
