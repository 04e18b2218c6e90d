package org.callosum.server.telephony;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Changes;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.editing.Listing;
import org.callosum.server.platform.editing.Remembered;
import org.callosum.server.platform.id.Ids;
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

/// The numbers customers dial, and what each leads to.
@Service
@Transactional
public class EntryPoints {
    private static final Comparator<EntryPoint> BY_NUMBER = Comparator.comparing(each -> String.valueOf(each.number()));

    private final EntryPointRepository repository;
    private final HomeCountries countries;
    private final Tenancy tenancy;
    private final Ids ids;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final Remembered<Map<String, Dialled>> numbers =
            new Remembered<>("numbers", Duration.ofSeconds(10), System::nanoTime, this::read);

    EntryPoints(
            EntryPointRepository repository,
            HomeCountries countries,
            Tenancy tenancy,
            Ids ids,
            Audit audit,
            ApplicationEventPublisher events) {
        this.repository = repository;
        this.countries = countries;
        this.tenancy = tenancy;
        this.ids = ids;
        this.audit = audit;
        this.events = events;
    }

    /// What a number leads to, as a carrier or phone dialled it: with or without `+`, as world-wide or national number.
    /// From memory, over all tenants; of two tenants with one number the older has it.
    @Transactional(propagation = Propagation.SUPPORTS)
    public @Nullable Dialled byNumber(String dialled) {
        return numbers.value().get(key(dialled));
    }

    /// From memory.
    @Transactional(propagation = Propagation.SUPPORTS)
    public @Nullable Dialled byId(long id) {
        return numbers.value().get("#" + id);
    }

    /// The client's own number that its calls show: its oldest active one. From memory.
    @Transactional(propagation = Propagation.SUPPORTS)
    public @Nullable Dialled ofClient(long tenant, long client) {
        return numbers.value().get("client " + tenant + "/" + client);
    }

    @Transactional(readOnly = true)
    public Optional<EntryPoint> find(long id) {
        return repository.find(id);
    }

    @Transactional(readOnly = true)
    public List<EntryPoint> all() {
        return repository.all();
    }

    @Transactional(readOnly = true)
    public EntryPoint one(long id) {
        return repository.find(id).orElseThrow(() -> Problems.notFound("entry-point", id));
    }

    @Transactional(readOnly = true)
    public Page<EntryPoint> page(PageQuery query, @Nullable Long client) {
        var some = all().stream()
                .filter(each -> client == null || client.toString().equals(each.clientId()))
                .toList();
        return Listing.of(
                query,
                some,
                each -> each.number() + " " + each.name() + " " + each.flowCode(),
                Map.of("number", BY_NUMBER, "name", BY_NUMBER));
    }

    public EntryPoint create(EntryPoint given) {
        var wanted = check(given, 0, null);
        var id = ids.next();
        repository.insert(id, wanted);
        var after = repository.find(id).orElseThrow();
        audit.record("entry-point-created", "entry-point", id, Changes.of(after));
        tell();
        return after;
    }

    public EntryPoint change(long id, EntryPoint given) {
        var before = repository.find(id).orElseThrow(() -> Problems.notFound("entry-point", id));
        var wanted = check(given, id, before);
        if (!repository.update(id, Objects.requireNonNullElse(wanted.version(), -1), wanted)) {
            throw Problems.editConflict(before);
        }
        var after = repository.find(id).orElseThrow();
        audit.record("entry-point-changed", "entry-point", id, Changes.between(before, after));
        tell();
        return after;
    }

    public void delete(long id) {
        var before = repository.find(id).orElseThrow(() -> Problems.notFound("entry-point", id));
        if (repository.onWidgetSite(id)) {
            throw Problems.refused("entry-point-on-widget");
        }
        repository.delete(id);
        audit.record("entry-point-deleted", "entry-point", id, Changes.of(before));
        tell();
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public void edited(TelephonyChanged changed) {
        if (changed.kind() == TelephonyChanged.Kind.ENTRY_POINTS) {
            numbers.forget();
        }
    }

    private void tell() {
        events.publishEvent(new TelephonyChanged(Tenancy.current().tenantId(), TelephonyChanged.Kind.ENTRY_POINTS));
    }

    private Map<String, Dialled> read() {
        var byKey = new HashMap<String, Dialled>();
        for (var tenant : tenancy.tenants()) {
            tenancy.asSystem(tenant.id(), () -> {
                for (var entry : repository.dialled()) {
                    byKey.put("#" + entry.entryPointId(), entry);
                    byKey.putIfAbsent("client " + tenant.id() + "/" + entry.clientId(), entry);
                    byKey.putIfAbsent(key(entry.number()), entry);
                    var home = countries.of(entry.clientId());
                    var code = "+" + home.callingCode();
                    if (code.length() > 1 && entry.number().startsWith(code)) {
                        var national = entry.number().substring(code.length());
                        byKey.putIfAbsent(home.trunkPrefix() + national, entry);
                        byKey.putIfAbsent(national, entry);
                    }
                }
            });
        }
        return Map.copyOf(byKey);
    }

    /// Digits decide; whether a `+` or `00` stands before them depends on the carrier.
    private static String key(String dialled) {
        var digits = dialled.replaceAll("[^0-9#]", "");
        return digits.startsWith("00") ? digits.substring(2) : digits;
    }

    private EntryPoint check(EntryPoint given, long id, @Nullable EntryPoint before) {
        var fields = new Fields();
        fields.name("name", given.name());
        var client = fields.id("clientId", given.clientId());
        if (client != 0 && !repository.clientExists(client)) {
            fields.add("clientId", "unknown");
        } else if (before != null && !Objects.equals(before.clientId(), given.clientId())) {
            fields.add("clientId", "cannot-change");
        }
        fields.code("flowCode", given.flowCode());
        fields.oneOf("language", given.language(), List.of("en", "zh-Hans", "zh-Hant"));
        if (fields.optionalId("calendarId", given.calendarId()) instanceof Long calendar
                && !repository.calendarExists(calendar)) {
            fields.add("calendarId", "unknown");
        }
        var ringBack = given.ringBack() == null || given.ringBack().isBlank() ? null : given.ringBack();
        if (ringBack != null) {
            fields.code("ringBack", ringBack);
        }
        var number = PhoneNumbers.normalise(given.number(), countries.of(client));
        if (number == null) {
            fields.add("number", given.number() == null ? "required" : "not-a-number");
        } else if (repository.numberTaken(number, id)) {
            fields.add("number", "taken");
        }
        fields.check();
        return new EntryPoint(
                given.id(),
                given.version(),
                number,
                given.name(),
                given.clientId(),
                given.flowCode(),
                given.language(),
                given.calendarId(),
                given.widget(),
                given.active(),
                ringBack);
    }
}
