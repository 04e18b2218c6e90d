package org.callosum.server.telephony;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Changes;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.editing.Listing;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The dialling plan of each client: rules, limits, and the question what would happen to a number.
@Service
@Transactional
public class DiallingRules {
    /// A plus alone would open the whole world; whoever wants that writes down each part of it.
    private static final Pattern PREFIX = Pattern.compile("\\+[1-9][0-9]{0,14}|[0-9]{1,6}");

    private static final Comparator<DiallingRule> BY_PREFIX =
            Comparator.comparing(each -> String.valueOf(each.prefix()));
    private static final Comparator<DiallingRule> BY_ORDER =
            Comparator.comparing(each -> Objects.requireNonNullElse(each.order(), 0));

    private final DiallingRepository repository;
    private final HomeCountries countries;
    private final Ids ids;
    private final Audit audit;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    DiallingRules(
            DiallingRepository repository,
            HomeCountries countries,
            Ids ids,
            Audit audit,
            Clock clock,
            ApplicationEventPublisher events) {
        this.repository = repository;
        this.countries = countries;
        this.ids = ids;
        this.audit = audit;
        this.clock = clock;
        this.events = events;
    }

    @Transactional(readOnly = true)
    public DiallingRule one(long id) {
        return repository.find(id).orElseThrow(() -> Problems.notFound("dialling-rule", id));
    }

    @Transactional(readOnly = true)
    public Page<DiallingRule> page(PageQuery query, @Nullable Long client) {
        var some = repository.all().stream()
                .filter(each -> client == null || client.toString().equals(each.clientId()))
                .toList();
        return Listing.of(
                query,
                some,
                each -> each.prefix() + " " + each.name(),
                Map.of("prefix", BY_PREFIX, "order", BY_ORDER, "name", BY_PREFIX));
    }

    /// What the rules say about a number, limits left aside.
    @Transactional(readOnly = true)
    public DiallingPlan.Verdict check(long client, String number) {
        if (repository.limits(client).isEmpty()) {
            throw Problems.notFound("client", client);
        }
        var known = countries.all();
        return new DiallingPlan(repository.plan(client), countries.of(client), known.all(), known.neverAnywhere())
                .check(number);
    }

    public DiallingRule create(DiallingRule wanted) {
        check(wanted, 0, null);
        var id = ids.next();
        repository.insert(id, wanted);
        var after = repository.find(id).orElseThrow();
        audit.record("dialling-rule-created", "dialling-rule", id, Changes.of(after));
        tell();
        return after;
    }

    public DiallingRule change(long id, DiallingRule wanted) {
        var before = repository.find(id).orElseThrow(() -> Problems.notFound("dialling-rule", id));
        check(wanted, id, before);
        if (!repository.update(id, Objects.requireNonNullElse(wanted.version(), -1), wanted)) {
            throw Problems.editConflict(before);
        }
        var after = repository.find(id).orElseThrow();
        audit.record("dialling-rule-changed", "dialling-rule", id, Changes.between(before, after));
        tell();
        return after;
    }

    public void delete(long id) {
        var before = repository.find(id).orElseThrow(() -> Problems.notFound("dialling-rule", id));
        repository.delete(id);
        audit.record("dialling-rule-deleted", "dialling-rule", id, Changes.of(before));
        tell();
    }

    @Transactional(readOnly = true)
    public List<DiallingLimits> limits() {
        return repository.limits().stream().map(this::shown).toList();
    }

    public DiallingLimits limit(DiallingLimits wanted) {
        var fields = new Fields();
        var client = fields.id("clientId", wanted.clientId());
        var known = client == 0 ? null : repository.limits(client).orElse(null);
        if (client != 0 && known == null) {
            fields.add("clientId", "unknown");
        }
        fields.requiredRange("concurrent", wanted.concurrent(), 0, 10_000);
        fields.requiredRange("perDay", wanted.perDay(), 0, 10_000_000);
        if (wanted.country() != null) {
            fields.oneOf(
                    "country",
                    wanted.country(),
                    countries.all().all().stream().map(Country::code).toList());
        }
        fields.check();
        var before = shown(Objects.requireNonNull(known));
        var country = wanted.country() == null ? Objects.requireNonNullElse(before.country(), "") : wanted.country();
        repository.put(
                client, country, Objects.requireNonNull(wanted.concurrent()), Objects.requireNonNull(wanted.perDay()));
        var after = shown(repository.limits(client).orElseThrow());
        audit.record("dialling-limits-changed", "client", client, Changes.between(before, after));
        tell();
        return after;
    }

    private DiallingLimits shown(DiallingRepository.Limits limits) {
        var code = countries.country(limits.country(), limits.zone().getId()).code();
        return new DiallingLimits(
                Long.toString(limits.client()),
                code.isEmpty() ? null : code,
                limits.concurrent(),
                limits.perDay(),
                repository.today(limits.client(), LocalDate.ofInstant(clock.instant(), limits.zone())));
    }

    private void tell() {
        events.publishEvent(new TelephonyChanged(Tenancy.current().tenantId(), TelephonyChanged.Kind.DIALLING_PLAN));
    }

    private void check(DiallingRule wanted, long id, @Nullable DiallingRule before) {
        var fields = new Fields();
        var client = fields.id("clientId", wanted.clientId());
        if (client != 0 && repository.limits(client).isEmpty()) {
            fields.add("clientId", "unknown");
        } else if (before != null && !Objects.equals(before.clientId(), wanted.clientId())) {
            fields.add("clientId", "cannot-change");
        }
        fields.name("name", wanted.name());
        fields.requiredRange("minDigits", wanted.minDigits(), 1, 15);
        fields.requiredRange("maxDigits", wanted.maxDigits(), 1, 15);
        if (Objects.requireNonNullElse(wanted.minDigits(), 1) > Objects.requireNonNullElse(wanted.maxDigits(), 15)) {
            fields.add("maxDigits", "below-minimum");
        }
        fields.present("allowed", wanted.allowed());
        fields.range("order", wanted.order(), 0, 10_000);
        if (fields.optionalId("trunkId", wanted.trunkId()) instanceof Long trunk && !repository.trunkExists(trunk)) {
            fields.add("trunkId", "unknown");
        }
        var prefix = wanted.prefix();
        if (prefix == null || prefix.isBlank()) {
            fields.add("prefix", "required");
        } else if (!PREFIX.matcher(prefix).matches()) {
            fields.add("prefix", "wrong-prefix");
        } else if (repository.prefixTaken(client, prefix, id)) {
            fields.add("prefix", "taken");
        }
        fields.check();
    }
}
