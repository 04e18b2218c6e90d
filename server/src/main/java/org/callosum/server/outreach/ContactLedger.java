package org.callosum.server.outreach;

import java.time.Clock;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.callosum.server.customers.ConsentNoted;
import org.callosum.server.customers.Customers;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Changes;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What a customer said about being contacted, what was done, and what each client allows.
@Service
@Transactional
class ContactLedger {
    private static final List<String> KINDS = List.of("given", "withdrawn", "blocked", "unblocked");
    private static final int SHOWN = 100;
    private static final int EXPORTED = 10_000;
    private static final double MOST_POINTS = 1_000;

    private final OutreachRepository repository;
    private final Customers customers;
    private final Ids ids;
    private final Audit audit;
    private final Clock clock;

    ContactLedger(OutreachRepository repository, Customers customers, Ids ids, Audit audit, Clock clock) {
        this.repository = repository;
        this.customers = customers;
        this.ids = ids;
        this.audit = audit;
        this.clock = clock;
    }

    // ---- one customer

    /// Points within each window, and the cap.
    record Pressure(String window, double points, double cap) {}

    /// The panel on the customer's record.
    ///
    /// @param timeZone theirs; null: the client's, which is `zoneInForce`
    /// @param index the harassment index: the largest share of a cap, above 1 is too much
    record Contacts(
            boolean blocked,
            @Nullable String timeZone,
            String zoneInForce,
            double index,
            List<Pressure> pressure,
            List<ConsentChange> consents,
            List<ContactAttempt> attempts) {}

    @Transactional(readOnly = true)
    public Contacts of(long customer) {
        var rules = repository.rules(client(customer));
        var now = clock.instant();
        var past = repository.past(customer, now);
        var pressure = new ArrayList<Pressure>();
        var index = 0.0;
        for (var window : ContactRules.Window.values()) {
            var points = past.stream()
                    .filter(one -> one.at().isAfter(now.minus(window.length)))
                    .mapToInt(ContactRules.Past::weight)
                    .sum();
            var cap = rules.caps().getOrDefault(window, 0);
            pressure.add(new Pressure(window.name().toLowerCase(java.util.Locale.ROOT), points / 10.0, cap / 10.0));
            index = cap == 0 ? index : Math.max(index, (double) points / cap);
        }
        return new Contacts(
                repository.blocked(customer),
                repository.ownZone(customer),
                repository.zone(customer).getId(),
                Math.round(index * 1_000) / 1_000.0,
                pressure,
                repository.consents(customer),
                repository.attempts(customer, SHOWN));
    }

    /// All that is kept, for the customer who asks.
    public List<ContactAttempt> export(long customer) {
        client(customer);
        audit.record("contacts-exported", "customer", customer);
        return repository.attempts(customer, EXPORTED);
    }

    public Contacts zone(long customer, @Nullable String zone) {
        var client = client(customer);
        if (zone != null) {
            var fields = new Fields();
            fields.zone("timeZone", zone);
            fields.check();
        }
        repository.zone(customer, client, zone);
        audit.record("contact-zone-changed", "customer", customer);
        return of(customer);
    }

    public Contacts said(long customer, ConsentChange said) {
        var client = client(customer);
        var fields = new Fields();
        var kind = said.kind();
        fields.oneOf("kind", kind, KINDS);
        var whole = "blocked".equals(kind) || "unblocked".equals(kind);
        var channel = whole ? "all" : Objects.requireNonNullElse(said.channel(), "all");
        var scope = whole ? "all" : Objects.requireNonNullElse(said.scope(), "all");
        if (!channel.equals("all") && Channel.of(channel) == null) {
            fields.add("channel", "unknown");
        }
        if (!scope.equals("all") && Purpose.of(scope) == null) {
            fields.add("scope", "unknown");
        }
        fields.required("source", said.source(), 60);
        fields.length("proof", said.proof(), 500);
        fields.check();
        repository.said(
                ids.next(),
                customer,
                client,
                new ConsentChange(null, null, channel, scope, kind, said.source(), said.proof(), null),
                clock.instant());
        audit.record("consent-" + kind, "customer", customer, Map.of("channel", channel, "scope", scope));
        if (!whole && scope.equals("all")) {
            customers.noteConsent(customer, channel, "given".equals(kind));
        }
        return of(customer);
    }

    /// What was ticked on the customer's record is a word like any other.
    @EventListener
    public void noted(ConsentNoted noted) {
        repository.said(
                ids.next(),
                noted.customer(),
                noted.client(),
                new ConsentChange(
                        null, null, noted.channel(), "all", noted.given() ? "given" : "withdrawn", "record", "", null),
                clock.instant());
    }

    @Transactional(readOnly = true)
    public long clientOf(long customer) {
        return client(customer);
    }

    private long client(long customer) {
        var client = repository.client(customer);
        if (client == null) {
            throw Problems.notFound("customer", customer);
        }
        return client;
    }

    // ---- the clients' limits

    @Transactional(readOnly = true)
    public List<ContactLimits> limits() {
        return repository.limits();
    }

    @Transactional(readOnly = true)
    public ContactLimits limits(long client) {
        if (!repository.clientExists(client)) {
            throw Problems.notFound("client", client);
        }
        return repository.limits(client);
    }

    public ContactLimits limit(ContactLimits wanted) {
        var fields = new Fields();
        var client = fields.id("clientId", wanted.clientId());
        if (client != 0 && !repository.clientExists(client)) {
            fields.add("clientId", "unknown");
        }
        points(fields, "perDay", wanted.perDay());
        points(fields, "perWeek", wanted.perWeek());
        points(fields, "perMonth", wanted.perMonth());
        points(fields, "callPoints", wanted.callPoints());
        points(fields, "smsPoints", wanted.smsPoints());
        points(fields, "emailPoints", wanted.emailPoints());
        points(fields, "appPoints", wanted.appPoints());
        fields.requiredRange("gapMinutes", wanted.gapMinutes(), 0, 30 * 24 * 60);
        fields.range("inboundWaiting", wanted.inboundWaiting(), 0, 10_000);
        fields.range("inboundSeconds", wanted.inboundSeconds(), 0, 86_400);
        fields.range("outboundMinutes", wanted.outboundMinutes(), 0, 60);
        hours(fields, "weekday", wanted.weekdayFrom(), wanted.weekdayTo());
        hours(fields, "weekend", wanted.weekendFrom(), wanted.weekendTo());
        purposes(fields, "consentNeeded", wanted.consentNeeded());
        purposes(fields, "exempt", wanted.exempt());
        fields.check();
        var before = repository.limits(client);
        if (!repository.put(client, Objects.requireNonNullElse(wanted.version(), 0), wanted)) {
            throw Problems.editConflict(before);
        }
        var after = repository.limits(client);
        audit.record("contact-limits-changed", "client", client, Changes.between(before, after));
        return after;
    }

    private static void points(Fields fields, String field, @Nullable Double points) {
        if (points == null) {
            fields.add(field, "required");
        } else if (!(points >= 0 && points <= MOST_POINTS)) {
            fields.add(field, "not-between", Map.of("min", 0, "max", (int) MOST_POINTS));
        }
    }

    private static void hours(Fields fields, String day, @Nullable String from, @Nullable String to) {
        if (from == null && to == null) {
            return;
        }
        var start = time(from);
        var end = "24:00".equals(to) ? LocalTime.MAX : time(to);
        if (start == null) {
            fields.add(day + "From", "wrong-time");
        }
        if (end == null) {
            fields.add(day + "To", "wrong-time");
        } else if (start != null && !start.isBefore(end)) {
            fields.add(day + "To", "below-minimum");
        }
    }

    private static @Nullable LocalTime time(@Nullable String text) {
        try {
            return text == null || !text.matches("\\d\\d:\\d\\d") ? null : LocalTime.parse(text);
        } catch (DateTimeParseException wrong) {
            return null;
        }
    }

    private static void purposes(Fields fields, String field, @Nullable List<String> codes) {
        for (var code : Objects.requireNonNullElse(codes, List.<String>of())) {
            fields.oneOf(field, code, Purpose.CODES);
        }
    }
}
