package org.callosum.server.customers;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Changes;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.erasure.Eraser;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problem;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.callosum.server.telephony.Country;
import org.callosum.server.telephony.HomeCountries;
import org.callosum.server.telephony.PhoneNumbers;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The customers of each client. Numbers are kept in one spelling ([PhoneNumbers]), so that a caller is
/// recognised however
/// the carrier writes them.
@Service
@Transactional
public class Customers {
    private static final List<String> KINDS = List.of("mobile", "home", "work", "other");
    private static final List<String> LANGUAGES = List.of("en", "zh-Hans", "zh-Hant");
    private static final List<String> CHANNELS = List.of("call", "sms", "email", "app");
    private static final Pattern EMAIL = Pattern.compile("[^\\s@<>\"]{1,64}@[^\\s@<>\"]{1,250}");
    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]|24:00");
    private static final int MOST_NUMBERS = 20;
    private static final int FEWEST_SEARCHED_DIGITS = 3;

    private final CustomerRepository repository;
    private final HomeCountries countries;
    private final ObjectProvider<OpenCases> cases;
    private final ObjectProvider<Eraser> erasers;
    private final Ids ids;
    private final Audit audit;
    private final Clock clock;
    private final JsonMapper json;
    private final ApplicationEventPublisher events;

    Customers(
            CustomerRepository repository,
            HomeCountries countries,
            ObjectProvider<OpenCases> cases,
            ObjectProvider<Eraser> erasers,
            Ids ids,
            Audit audit,
            Clock clock,
            JsonMapper json,
            ApplicationEventPublisher events) {
        this.repository = repository;
        this.countries = countries;
        this.cases = cases;
        this.erasers = erasers;
        this.ids = ids;
        this.audit = audit;
        this.clock = clock;
        this.json = json;
        this.events = events;
    }

    /// Finds by name (also by its Chinese reading), member level, email, order number or part of a
    /// number (from three digits on).
    @Transactional(readOnly = true)
    public Page<Customer> page(PageQuery query, @Nullable Long client) {
        return page(query, CustomerFilter.of(client));
    }

    @Transactional(readOnly = true)
    Page<Customer> page(PageQuery query, CustomerFilter filter) {
        var typed = query.q() == null ? "" : query.q();
        var digits = typed.replaceAll("[^0-9]", "");
        var words = typed.replaceAll("[0-9+() ./-]", "");
        // a national number is stored without its trunk prefix
        var searched = digits.startsWith("0") ? digits.substring(1) : digits;
        return repository.page(
                query, words.isEmpty() && searched.length() >= FEWEST_SEARCHED_DIGITS ? searched : "", filter);
    }

    @Transactional(readOnly = true)
    public Optional<Customer> find(long id) {
        return repository.find(id);
    }

    /// Whose number this is at a client: among several, the one for whom it is the primary number, then
    /// the oldest.
    @Transactional(readOnly = true)
    public Optional<Customer> byNumber(long client, String number) {
        var normalised = PhoneNumbers.normalise(number, countries.of(client));
        return normalised == null
                ? Optional.empty()
                : repository.byNumber(client, normalised).stream().findFirst();
    }

    /// A number as the records of a client have it.
    ///
    /// @return null: it is no number
    @Transactional(readOnly = true)
    public @Nullable String normalised(long client, String number) {
        return PhoneNumbers.normalise(number, countries.of(client));
    }

    @Transactional(readOnly = true)
    public Optional<CustomerAtAGlance> atAGlance(long id) {
        return repository
                .find(id)
                .filter(customer -> customer.erasedAt() == null)
                .map(this::glance);
    }

    @Transactional(readOnly = true)
    public Optional<CustomerAtAGlance> atAGlanceByNumber(long client, String number) {
        return byNumber(client, number).map(this::glance);
    }

    /// Whose numbers these are at a client, asked together: [#byNumber] for each.
    ///
    /// @return only those that are known
    @Transactional(readOnly = true)
    public Map<String, Customer> byNumbers(long client, Collection<String> numbers) {
        var country = countries.of(client);
        var asked = new HashMap<String, List<String>>();
        for (var number : numbers) {
            var normalised = PhoneNumbers.normalise(number, country);
            if (normalised != null) {
                asked.computeIfAbsent(normalised, _ -> new ArrayList<>()).add(number);
            }
        }
        var known = new HashMap<String, Customer>();
        for (var normalised : repository.knownNumbers(client, asked.keySet())) {
            repository.byNumber(client, normalised).stream()
                    .findFirst()
                    .ifPresent(customer ->
                            asked.getOrDefault(normalised, List.of()).forEach(number -> known.put(number, customer)));
        }
        return known;
    }

    @Transactional(readOnly = true)
    public Map<Long, String> names(Collection<Long> customers) {
        return repository.names(customers);
    }

    public Customer create(Customer given) {
        var wanted = check(given, null);
        var id = ids.next();
        repository.insert(id, wanted);
        tellConsent(id, null, wanted);
        audit.record("customer-created", "customer", id);
        return repository.find(id).orElseThrow();
    }

    public Customer change(long id, Customer given) {
        var before = existing(id);
        living(Optional.of(before), id);
        var wanted =
                check(Tenancy.current().may(Right.CUSTOMERS_VALUE) ? given : given.ranked(before.valueRank()), before);
        if (!repository.update(id, Objects.requireNonNullElse(wanted.version(), -1), wanted)) {
            throw Problems.editConflict(before);
        }
        var after = existing(id);
        var changes = Changes.between(before, after);
        if (!changes.isEmpty()) {
            repository.changed(ids.next(), id, Long.parseLong(Objects.requireNonNull(after.clientId())), changes);
            tellConsent(id, before.consent(), after);
            audit.record("customer-changed", "customer", id, Map.of("fields", List.copyOf(changes.keySet())));
        }
        return after;
    }

    private void tellConsent(long id, Customer.@Nullable Consent before, Customer after) {
        var old = Objects.requireNonNullElse(before, Customer.Consent.NONE);
        var now = Objects.requireNonNullElse(after.consent(), Customer.Consent.NONE);
        var client = Long.parseLong(Objects.requireNonNull(after.clientId()));
        tellConsent(id, client, "call", old.phone(), now.phone());
        tellConsent(id, client, "sms", old.sms(), now.sms());
        tellConsent(id, client, "email", old.email(), now.email());
    }

    private void tellConsent(long id, long client, String channel, @Nullable Boolean before, @Nullable Boolean after) {
        if (!Objects.equals(before, after) && (after != null || Boolean.TRUE.equals(before))) {
            events.publishEvent(new ConsentNoted(id, client, channel, Boolean.TRUE.equals(after)));
        }
    }

    /// Shows on the record what the customer said elsewhere about a way of contact.
    ///
    /// @param channel `call`, `sms`, `email`, or `all` of them; others are not on the record
    public void noteConsent(long id, String channel, boolean given) {
        var customer = existing(id);
        var consent = Objects.requireNonNullElse(customer.consent(), Customer.Consent.NONE);
        repository.consent(
                id,
                switch (channel) {
                    case "call" -> new Customer.Consent(given, consent.sms(), consent.email());
                    case "sms" -> new Customer.Consent(consent.phone(), given, consent.email());
                    case "email" -> new Customer.Consent(consent.phone(), consent.sms(), given);
                    case "all" -> new Customer.Consent(given, given, given);
                    default -> consent;
                });
    }

    /// Takes one edit back: each of its fields gets its old value again, provided that nobody has
    /// changed it since.
    public Customer takeBack(long id, long change) {
        var now = existing(id);
        var edit = repository.changes(id).stream()
                .filter(each -> each.id().equals(Long.toString(change)))
                .findFirst()
                .orElseThrow(() -> Problems.notFound("customer-change", change));
        var tree = (ObjectNode) json.valueToTree(now);
        var since = new ArrayList<Problem.Field>();
        edit.changes().properties().forEach(field -> {
            var current = tree.path(field.getKey());
            var was = field.getValue().path("new");
            var absent = current.isMissingNode() || current.isNull();
            if (absent ? !was.asString("").isEmpty() || was.isArray() : !current.equals(was)) {
                since.add(new Problem.Field(field.getKey(), "changed-since"));
            }
            var old = field.getValue().path("old");
            tree.set(field.getKey(), old.isString() && old.asString().isEmpty() ? json.nullNode() : old);
        });
        if (!since.isEmpty()) {
            throw Problems.refused("customer-changed-since", Map.of(), since);
        }
        return change(id, json.treeToValue(tree, Customer.class));
    }

    @Transactional(readOnly = true)
    public List<CustomerChange> history(long id) {
        existing(id);
        var all = repository.changes(id);
        if (!Tenancy.current().may(Right.CUSTOMERS_VALUE)) {
            all.forEach(each -> ((ObjectNode) each.changes()).remove("valueRank"));
        }
        return all;
    }

    /// Forgets a customer in every room, in one transaction. Figures stay as they are.
    ///
    /// @param reason for the audit log, in which no customer may be named
    public void erase(long id, @Nullable String reason) {
        var customer = existing(id);
        if (customer.mergedInto() != null) {
            erase(Long.parseLong(customer.mergedInto()), reason); // one person: both records go
            return;
        }
        var fields = new Fields();
        fields.required("reason", reason, 200);
        if (reason != null && namesThem(reason, customer)) {
            fields.add("reason", "names-the-customer");
        }
        fields.check();
        forget(id, customer, Objects.requireNonNull(reason).strip());
    }

    /// Customers whom nobody has heard of since an instant, as the client's retention has it.
    ///
    /// @return how many were forgotten
    public int eraseLastSeenBefore(long client, Instant before) {
        var old = repository.lastSeenBefore(client, before);
        old.forEach(id -> forget(id, existing(id), "retention"));
        return old.size() + repository.forgetChanges(client, before);
    }

    private void forget(long id, Customer customer, String reason) {
        var client = Long.parseLong(Objects.requireNonNull(customer.clientId()));
        var home = countries.of(client);
        var numbers = Objects.requireNonNullElse(customer.numbers(), List.<Customer.Number>of()).stream()
                .map(Customer.Number::number)
                .filter(Objects::nonNull)
                .flatMap(number -> PhoneNumbers.spellings(number, home).stream())
                .collect(Collectors.toSet());
        var erasure = new Eraser.Erasure(Tenancy.current().tenantId(), client, id, numbers);
        var done = new LinkedHashMap<String, Object>();
        done.put("reason", reason);
        erasers.orderedStream().forEach(eraser -> done.put(eraser.room(), eraser.erase(erasure)));
        done.put("customers", repository.erase(id, clock.instant()));
        audit.record("customer-erased", "customer", id, done);
    }

    private static boolean namesThem(String reason, Customer customer) {
        var said = reason.toLowerCase(Locale.ROOT);
        var digits = said.replaceAll("[^0-9]", "");
        var name = String.valueOf(customer.name()).toLowerCase(Locale.ROOT);
        return (!name.isBlank() && said.contains(name))
                || Objects.requireNonNullElse(customer.numbers(), List.<Customer.Number>of()).stream()
                        .map(number -> String.valueOf(number.number()).replaceAll("[^0-9]", ""))
                        .anyMatch(number ->
                                number.length() > 5 && digits.contains(number.substring(number.length() - 6)));
    }

    private Customer existing(long id) {
        return repository.find(id).orElseThrow(() -> Problems.notFound("customer", id));
    }

    /// The client of a customer who can be worked with: neither erased nor merged into another.
    public static long living(Optional<Customer> found, long id) {
        var customer = found.orElseThrow(() -> Problems.notFound("customer", id));
        if (customer.erasedAt() != null) {
            throw Problems.refused("customer-erased");
        }
        if (customer.mergedInto() != null) {
            throw Problems.refused("customer-merged");
        }
        return Long.parseLong(Objects.requireNonNull(customer.clientId()));
    }

    /// How much work with a customer is still open.
    @Transactional(readOnly = true)
    public int openCases(long id) {
        return cases.stream().findFirst().map(room -> room.of(id)).orElse(0);
    }

    /// The same, of one type.
    @Transactional(readOnly = true)
    public int openCases(long id, String type) {
        return cases.stream().findFirst().map(room -> room.of(id, type)).orElse(0);
    }

    private CustomerAtAGlance glance(Customer customer) {
        var id = Long.parseLong(Objects.requireNonNull(customer.id()));
        var figures = repository.figures(id);
        return new CustomerAtAGlance(
                Objects.requireNonNull(customer.id()),
                Objects.requireNonNull(customer.name()),
                Objects.requireNonNull(customer.language()),
                customer.valueRank(),
                customer.memberLevel(),
                openCases(id),
                figures.lastAt(),
                figures.contacts());
    }

    /// @return the customer with numbers in the stored spelling and exactly one of them primary
    private Customer check(Customer given, @Nullable Customer before) {
        var fields = new Fields();
        var client = fields.id("clientId", given.clientId());
        if (client != 0 && !repository.clientExists(client)) {
            fields.add("clientId", "unknown");
        } else if (before != null && !Objects.equals(before.clientId(), given.clientId())) {
            fields.add("clientId", "cannot-change");
        }
        return tidied(fields, given, client, countries.of(client));
    }

    /// What a record needs beyond its client.
    ///
    /// @param fields to which what is wrong is added, and which are then checked
    @Transactional(propagation = Propagation.SUPPORTS, noRollbackFor = Problem.class) // a wrong row of many spoils none
    Customer tidied(Fields fields, Customer given, long client, Country home) {
        fields.required("name", given.name(), 200);
        fields.oneOf("language", given.language() == null ? "en" : given.language(), LANGUAGES);
        fields.range("valueRank", given.valueRank(), 0, 5);
        fields.length("memberLevel", given.memberLevel(), 60);
        fields.length("notes", given.notes(), 10_000);
        fields.length("email", given.email(), 254);
        if (filled(given.email())
                && !EMAIL.matcher(String.valueOf(given.email()).strip()).matches()) {
            fields.add("email", "not-an-email");
        }
        if (filled(given.preferredChannel())) {
            fields.oneOf("preferredChannel", given.preferredChannel(), CHANNELS);
        }
        if (filled(given.preferredFrom()) != filled(given.preferredTo())) {
            fields.add(filled(given.preferredFrom()) ? "preferredTo" : "preferredFrom", "required");
        }
        time(fields, "preferredFrom", given.preferredFrom());
        time(fields, "preferredTo", given.preferredTo());
        if (given.customerSince() != null
                && (given.customerSince().getYear() < 1800
                        || given.customerSince().isAfter(LocalDate.now(clock).plusDays(1)))) {
            fields.add("customerSince", "not-a-day-before");
        }
        if (fields.optionalId("preferredAgentId", given.preferredAgentId()) instanceof Long agent
                && !repository.serves(agent, client)) {
            fields.add("preferredAgentId", "unknown");
        }
        var numbers = Objects.requireNonNullElse(given.numbers(), List.<Customer.Number>of());
        fields.count("numbers", numbers, MOST_NUMBERS);
        var stored = new ArrayList<Customer.Number>();
        var seen = new HashSet<String>();
        var primary = numbers.stream()
                .filter(number -> Boolean.TRUE.equals(number.primary()))
                .count();
        if (primary > 1) {
            fields.add("numbers", "one-primary");
        }
        for (var i = 0; i < numbers.size(); i++) {
            var number = numbers.get(i);
            var at = "numbers[" + i + "]";
            var kind = number.kind() == null ? "other" : number.kind();
            fields.oneOf(at + ".kind", kind, KINDS);
            var normalised = PhoneNumbers.normalise(number.number(), home);
            if (normalised == null) {
                fields.add(at + ".number", "not-a-number");
            } else if (!seen.add(normalised)) {
                fields.add(at + ".number", "twice");
            } else {
                stored.add(new Customer.Number(
                        normalised, kind, primary == 0 ? i == 0 : Boolean.TRUE.equals(number.primary())));
            }
        }
        fields.check();
        return new Customer(
                given.id(),
                given.version(),
                given.clientId(),
                given.name(),
                stored,
                given.language() == null ? "en" : given.language(),
                given.valueRank(),
                given.consent(),
                given.memberLevel() == null || given.memberLevel().isBlank()
                        ? null
                        : given.memberLevel().strip(),
                given.notes() == null || given.notes().isBlank() ? null : given.notes(),
                given.preferredAgentId(),
                blankIsNone(given.email()),
                blankIsNone(given.preferredChannel()),
                blankIsNone(given.preferredFrom()),
                blankIsNone(given.preferredTo()),
                given.customerSince(),
                null,
                null,
                null);
    }

    private static boolean filled(@Nullable String text) {
        return text != null && !text.isBlank();
    }

    private static @Nullable String blankIsNone(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static void time(Fields fields, String name, @Nullable String value) {
        if (value != null && !value.isBlank() && !TIME.matcher(value).matches()) {
            fields.add(name, "wrong-time");
        }
    }
}
