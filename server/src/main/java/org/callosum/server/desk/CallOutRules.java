package org.callosum.server.desk;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.callosum.floor.AgentRules;
import org.callosum.floor.AgentView;
import org.callosum.floor.Channel;
import org.callosum.floor.Floor;
import org.callosum.floor.Presence;
import org.callosum.floor.QueueView;
import org.callosum.floor.WorkView;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.QueueId;
import org.callosum.server.cases.Cases;
import org.callosum.server.customers.Customer;
import org.callosum.server.customers.Customers;
import org.callosum.server.desk.DeskPerson.Me;
import org.callosum.server.floor.Floors;
import org.callosum.server.outreach.ContactGate;
import org.callosum.server.outreach.Purpose;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Messages;
import org.callosum.server.platform.text.Text;
import org.callosum.server.queues.DeskReason;
import org.callosum.server.queues.DeskReasons;
import org.callosum.server.queues.Queues;
import org.jspecify.annotations.Nullable;

/// Who may call whom from the desk: the customer's own numbers only, for a reason of the house's list, by an agent
/// who serves the client and has nothing in hand, not while customers in their queues have to wait, and for a
/// share of the hour only, where the client has set one (CON-03).
/// What consents, limits and the dialling plan say is the contact gate's, asked when it is dialled.
class CallOutRules {
    /// the time of which an agent's own calls may have a share
    private static final Duration SHARED = Duration.ofHours(1);

    private final Tenancy tenancy;
    private final Floors floors;
    private final Customers customers;
    private final Cases cases;
    private final Queues queues;
    private final DeskReasons reasons;
    private final ContactGate gate;
    private final DeskStore store;
    private final Messages texts;
    private final Clock clock;

    CallOutRules(
            Tenancy tenancy,
            Floors floors,
            Customers customers,
            Cases cases,
            Queues queues,
            DeskReasons reasons,
            ContactGate gate,
            DeskStore store,
            Messages texts,
            Clock clock) {
        this.tenancy = tenancy;
        this.floors = floors;
        this.customers = customers;
        this.cases = cases;
        this.queues = queues;
        this.reasons = reasons;
        this.gate = gate;
        this.store = store;
        this.texts = texts;
        this.clock = clock;
    }

    /// @param serviceCase from which they are called; null: from their own record
    record Whom(
            Customer customer,
            long id,
            long client,
            @Nullable Long serviceCase) {}

    @Schema(name = "CallOutChoice")
    record Choice(
            String customerId,
            String name,
            List<Number> numbers,
            List<Reason> reasons,
            List<Line> queues,
            @Nullable String queueId) {
        @Override
        public String toString() {
            return "Choice[" + customerId + "]"; // nothing personal in a log
        }
    }

    @Schema(name = "CallOutNumber")
    record Number(String number, String kind, boolean primary) {}

    @Schema(name = "CallOutReason")
    record Reason(String code, Text name, String purpose) {}

    @Schema(name = "CallOutQueue")
    record Line(String id, Text name) {}

    /// @throws org.callosum.server.platform.problem.Problem 400 `one-customer`; 404 for what this account cannot see;
    ///     409 `case-without-customer`, `customer-erased`
    Whom whom(@Nullable String customerId, @Nullable String caseId) {
        if ((customerId == null) == (caseId == null)) {
            throw Problems.invalid("one-customer");
        }
        Long serviceCase = caseId == null ? null : Ids.parse(caseId);
        long id = serviceCase == null ? Ids.parse(Objects.requireNonNull(customerId)) : ofCase(serviceCase);
        Customer customer = customers.find(id).orElseThrow(() -> Problems.notFound("customer", id));
        if (customer.erasedAt() != null) {
            throw Problems.refused("customer-erased");
        }
        return new Whom(customer, id, Long.parseLong(Objects.requireNonNull(customer.clientId())), serviceCase);
    }

    private long ofCase(long serviceCase) {
        var found = cases.find(serviceCase).orElseThrow(() -> Problems.notFound("case", serviceCase));
        String customer = found.customerId();
        if (customer == null) {
            throw Problems.refused("case-without-customer");
        }
        return Long.parseLong(customer);
    }

    Choice choice(Me me, Whom whom) {
        List<QueueId> served = DeskProblems.answered(floors.read(me.tenant(), floor -> served(floor, me, whom)));
        return tenancy.asSystem(me.tenant(), () -> {
            List<Line> lines = served.stream()
                    .flatMap(queue -> queues.find(queue.value()).stream())
                    .map(queue -> new Line(Objects.requireNonNull(queue.id()), Objects.requireNonNull(queue.name())))
                    .toList();
            QueueId usual = usual(whom, served);
            return new Choice(
                    Long.toString(whom.id()),
                    Objects.requireNonNullElse(whom.customer().name(), ""),
                    numbers(whom).stream()
                            .map(number -> new Number(
                                    Objects.requireNonNull(number.number()),
                                    Objects.requireNonNullElse(number.kind(), "other"),
                                    Boolean.TRUE.equals(number.primary())))
                            .toList(),
                    reasons.choosable(DeskReason.CALL_OUT).stream()
                            .map(reason -> new Reason(
                                    Objects.requireNonNull(reason.code()),
                                    Objects.requireNonNull(reason.name()),
                                    Objects.requireNonNull(reason.purpose())))
                            .toList(),
                    lines,
                    usual == null ? null : usual.toString());
        });
    }

    private static List<Customer.Number> numbers(Whom whom) {
        return Objects.requireNonNullElse(whom.customer().numbers(), List.of());
    }

    /// Queues of the customer's client that the agent serves, as their skills allow in the end.
    private static List<QueueId> served(Floor floor, Me me, Whom whom) {
        return serves(floor, me, new ClientId(whom.client()));
    }

    private static List<QueueId> serves(Floor floor, Me me, @Nullable ClientId client) {
        AgentRules agent = floor.agentRules(me.agent());
        List<QueueId> served = new ArrayList<>();
        if (agent != null) {
            for (QueueView view : floor.queues()) {
                var of = floor.queueRules(view.queue());
                if (of != null
                        && of.channel() == Channel.VOICE
                        && (client == null || of.client().equals(client))
                        && TransferTargets.skilled(floor, me.agent(), agent, view.queue())) {
                    served.add(view.queue());
                }
            }
        }
        served.sort(Comparator.naturalOrder());
        return served;
    }

    /// Where the customer was last, if the agent serves it; else the first.
    private @Nullable QueueId usual(Whom whom, List<QueueId> served) {
        Long last = store.lastQueue(whom.id());
        if (last != null && served.contains(new QueueId(last))) {
            return new QueueId(last);
        }
        return served.isEmpty() ? null : served.getFirst();
    }

    /// What the floor says of the agent; looked at before anything is taken, and decided by the floor afterwards.
    private record Stand(String refusal, List<QueueId> served, int waiting, long longestMillis) {}

    /// @throws org.callosum.server.platform.problem.Problem 400 `not-their-number`, `unknown` reason; 409
    ///     `agent-not-signed-in`, `busy-already`, `wrap-up-first`, `agent-not-entitled`, `queue-unknown`,
    ///     `inbound-first`, `outbound-share`
    DeskCallOuts.Order order(Me me, Whom whom, String number, String reason, @Nullable Long queue) {
        if (numbers(whom).stream().noneMatch(known -> number.equals(known.number()))) {
            throw Problems.field("number", "not-their-number");
        }
        DeskReason why = tenancy.asSystem(me.tenant(), () -> reasons.choosable(DeskReason.CALL_OUT, reason))
                .orElseThrow(() -> Problems.field("reason", "unknown"));
        Purpose purpose = Objects.requireNonNull(Purpose.of(why.purpose()));
        Stand stand = DeskProblems.answered(floors.read(me.tenant(), floor -> stand(floor, me, whom)));
        if (!stand.refusal().isEmpty()) {
            throw Problems.refused(stand.refusal());
        }
        if (queue != null && !stand.served().contains(new QueueId(queue))) {
            throw Problems.refused("queue-unknown");
        }
        ContactGate.Blend blend = tenancy.asSystem(me.tenant(), () -> gate.blend(whom.client()));
        Integer waiting = blend.waiting();
        Integer seconds = blend.seconds();
        if (waiting != null && stand.waiting() > waiting
                || seconds != null && stand.longestMillis() > seconds * 1_000L) {
            throw Problems.refused("inbound-first", Map.of("count", stand.waiting()));
        }
        Integer minutes = blend.minutes();
        if (minutes != null && ownCallsMillis(me) >= minutes * 60_000L) {
            throw Problems.refused("outbound-share", Map.of("minutes", minutes));
        }
        QueueId counts = queue != null
                ? new QueueId(queue)
                : Objects.requireNonNull(tenancy.asSystem(me.tenant(), () -> usual(whom, stand.served())));
        return new DeskCallOuts.Order(
                Tenancy.current(),
                me.agent(),
                new ClientId(whom.client()),
                whom.id(),
                Objects.requireNonNullElse(whom.customer().name(), ""),
                Objects.requireNonNullElse(whom.customer().language(), "en"),
                number,
                counts,
                purpose,
                reason,
                whom.serviceCase());
    }

    private long ownCallsMillis(Me me) {
        Instant now = clock.instant();
        return tenancy.asSystem(me.tenant(), () -> store.outboundMillis(me.agent(), now.minus(SHARED), now));
    }

    private Stand stand(Floor floor, Me me, Whom whom) {
        AgentView view = floor.agent(me.agent());
        if (view == null || view.presence() instanceof Presence.SignedOut) {
            return new Stand("agent-not-signed-in", List.of(), 0, 0);
        }
        if (!view.work().isEmpty()) {
            boolean talks = view.work().stream().anyMatch(work -> work.stage() != WorkView.Stage.WRAPPING_UP);
            return new Stand(talks ? "busy-already" : "wrap-up-first", List.of(), 0, 0);
        }
        List<QueueId> served = served(floor, me, whom);
        if (served.isEmpty()) {
            return new Stand("agent-not-entitled", served, 0, 0);
        }
        int waiting = 0;
        long longest = 0;
        long now = clock.millis();
        for (QueueId queue : serves(floor, me, null)) {
            QueueView line = floor.queue(queue);
            if (line != null && line.waiting() > line.suspended()) {
                waiting += line.waiting() - line.suspended();
                longest = Math.max(longest, now - line.longestWaitSinceMillis());
            }
        }
        return new Stand("", served, waiting, longest);
    }

    /// The gate's reason as the reader's language says it.
    String words(String reason) {
        String text = texts.find(Tenancy.current().language(), "outreach.refused." + reason, Map.of());
        return text == null ? reason : text;
    }
}
