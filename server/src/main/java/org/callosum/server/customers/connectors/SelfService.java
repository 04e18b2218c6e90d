package org.callosum.server.customers.connectors;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.callosum.server.customers.Customer;
import org.callosum.server.customers.Customers;
import org.callosum.server.customers.goods.OrderSelfService;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/// What flows and scripts ask at the reserved addresses `https://….callosum.invalid` (decisions 0174, 0200), for the
/// customer of the contact only.
///
/// Orders and goods of the house come first, in a transaction of their own ([OrderSelfService]). An order
/// number that is none of the customer's there is put to the client's order systems that serve callers
/// ([ConnectedOrder]); what is asked at `account.callosum.invalid` to its CRMs ([SpokenAccount]). No
/// transaction is open while those think.
@Service
public class SelfService {
    static final String ORDERS = "https://" + OrderSelfService.HOST + "/";
    static final String ACCOUNT = "https://account.callosum.invalid/";

    /// So much of the look-up's time is left for bringing the answer home.
    private static final long MARGIN_MILLIS = 50;

    private final OrderSelfService own;
    private final Connectors connectors;
    private final ConnectorCalls calls;
    private final Customers customers;
    private final Tenancy tenancy;
    private final Audit audit;
    private final JsonMapper json;
    private final Clock clock;

    /// Whose contact it is.
    ///
    /// @param customer 0: nobody knows
    public record Contact(long tenant, long client, long customer, long interaction) {}

    /// @param status as an HTTP service would say: 200, 404, 409, or 0 where no answer came
    /// @param did what a system of the client's own did for the caller; null: nothing
    public record Answer(
            int status,
            SequencedMap<String, String> fields,
            @Nullable Did did) {
        static Answer nothing(int status) {
            return new Answer(status, new LinkedHashMap<>(), null);
        }

        @Override
        public String toString() {
            return "Answer[" + status + "]"; // what an order says is personal
        }
    }

    /// @param act `cancel`, `postpone` or `quantity`
    /// @param connector its code
    public record Did(String act, String connector) {}

    /// Something a customer may have put their name to, at some system, in the time that is left.
    record Asker(Customer customer, Function<String, @Nullable String> normalised, long interaction, long untilNanos) {
        long left() {
            return TimeUnit.NANOSECONDS.toMillis(untilNanos - System.nanoTime());
        }

        /// Whether the owner that an answer names is this customer.
        boolean owns(@Nullable String owner, @Nullable String by) {
            if (owner == null || owner.isBlank()) {
                return false;
            }
            if ("email".equals(by)) {
                return owner.strip().equalsIgnoreCase(customer.email());
            }
            var number = normalised.apply(owner);
            return number != null && numbers().contains(number);
        }

        List<String> numbers() {
            return Objects.requireNonNullElse(customer.numbers(), List.<Customer.Number>of()).stream()
                    .map(each -> Objects.requireNonNull(each.number()))
                    .toList();
        }
    }

    SelfService(
            OrderSelfService own,
            Connectors connectors,
            ConnectorCalls calls,
            Customers customers,
            Tenancy tenancy,
            Audit audit,
            JsonMapper json,
            Clock clock) {
        this.own = own;
        this.connectors = connectors;
        this.calls = calls;
        this.customers = customers;
        this.tenancy = tenancy;
        this.audit = audit;
        this.json = json;
        this.clock = clock;
    }

    public static boolean answers(String url) {
        return OrderSelfService.answers(url) || url.startsWith(ACCOUNT);
    }

    /// Blocks, for the look-up's time at most where a client's system is slow. Not to be called within a transaction.
    ///
    /// @param asked query and body of the step
    public Answer answer(Contact contact, String url, Map<String, String> asked, long withinMillis) {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(withinMillis - MARGIN_MILLIS);
        if (!url.startsWith(ACCOUNT)) {
            var told = tenancy.<OrderSelfService.Answer>asSystem(
                    contact.tenant(),
                    () -> own.answer(contact.client(), contact.customer(), contact.interaction(), url, asked));
            if (told.status() != 404 || !url.startsWith(ORDERS)) {
                return new Answer(told.status(), told.fields(), null);
            }
        }
        if (contact.customer() == 0) {
            return Answer.nothing(404);
        }
        var asker = tenancy.<@Nullable Asker>asSystem(contact.tenant(), () -> asker(contact, until));
        if (asker == null) {
            return Answer.nothing(404);
        }
        return url.startsWith(ACCOUNT)
                ? account(contact, asker)
                : orders(contact, asker, url.substring(ORDERS.length()), asked);
    }

    private @Nullable Asker asker(Contact contact, long untilNanos) {
        return customers
                .find(contact.customer())
                .filter(found -> found.erasedAt() == null
                        && Long.toString(contact.client()).equals(found.clientId()))
                .map(found -> new Asker(
                        found,
                        // asked of the database only once an answer names a number
                        typed -> tenancy.<@Nullable String>asSystem(
                                contact.tenant(), () -> customers.normalised(contact.client(), typed)),
                        contact.interaction(),
                        untilNanos))
                .orElse(null);
    }

    private List<Connectors.Ready> active(Contact contact, String kind) {
        return tenancy.asSystem(contact.tenant(), () -> connectors.active(contact.client(), kind));
    }

    /// The first system that has the order as this customer's serves it. A system that does not answer makes the whole
    /// question one without an answer, unless another has the order: it might be there.
    private Answer orders(Contact contact, Asker asker, String act, Map<String, String> asked) {
        var number = asked.getOrDefault("order", "").strip();
        if (number.isEmpty() || number.length() > 100 || !ConnectedOrder.ACTS.contains(act)) {
            return Answer.nothing(404);
        }
        var status = 404;
        for (var ready : active(contact, "orders")) {
            var callers = ready.connector().callers();
            if (callers != null && callers.open()) {
                var told = new ConnectedOrder(calls, json, clock, ready, callers, asker, number).answer(act, asked);
                var did = told.did();
                if (did != null) {
                    tenancy.asSystem(contact.tenant(), () -> record(contact, did));
                }
                if (told.status() != 404 && told.status() != 0) {
                    return told;
                }
                status = told.status() == 0 ? 0 : status;
            }
        }
        return Answer.nothing(status);
    }

    /// Without the order's number: that is the customer's, and stands among the keys they pressed.
    private void record(Contact contact, Did did) {
        audit.record(
                "connected-order-changed",
                "interaction",
                contact.interaction(),
                Map.of("act", did.act(), "connector", did.connector(), "way", "self-service"));
    }

    private Answer account(Contact contact, Asker asker) {
        var fields = new LinkedHashMap<String, String>();
        var status = 404;
        for (var ready : active(contact, "crm")) {
            if (!Objects.requireNonNullElse(ready.connector().spoken(), List.of())
                    .isEmpty()) {
                var told = new SpokenAccount(calls, clock, ready, asker).answer();
                status = told.status() == 200 ? 200 : status == 404 ? told.status() : status;
                told.fields().forEach(fields::putIfAbsent);
            }
        }
        return new Answer(status, fields, null);
    }

    /// What a caller from a number would be told by one connector, of an order where it knows orders; nothing is done.
    ///
    /// @param order ignored by a CRM
    Answer trial(long tenant, Connectors.Ready ready, Customer customer, String order) {
        long client = Long.parseLong(Objects.requireNonNull(ready.connector().clientId()));
        var asker = new Asker(
                customer,
                typed -> tenancy.<@Nullable String>asSystem(tenant, () -> customers.normalised(client, typed)),
                0,
                System.nanoTime() + TimeUnit.SECONDS.toNanos(10));
        var callers = ready.connector().callers();
        if ("crm".equals(ready.connector().kind())) {
            return new SpokenAccount(calls, clock, ready, asker).answer();
        }
        return callers == null || !callers.open()
                ? Answer.nothing(404)
                : new ConnectedOrder(calls, json, clock, ready, callers, asker, order).answer("status", Map.of());
    }

    static boolean same(@Nullable String one, @Nullable String other) {
        return one != null
                && other != null
                && one.strip().toLowerCase(Locale.ROOT).equals(other.strip().toLowerCase(Locale.ROOT));
    }
}
