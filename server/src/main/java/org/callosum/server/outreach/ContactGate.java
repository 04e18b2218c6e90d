package org.callosum.server.outreach;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import org.callosum.server.customers.Customers;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.telephony.DiallingPlan;
import org.callosum.server.telephony.DiallingRules;
import org.callosum.server.telephony.OutsideCalls;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// The one gate that every attempt to contact somebody outside passes: a dial from a record, a call-back, a
/// transfer out, a step of a flow, later a message or a campaign.
///
/// ```java
/// gate.check(attempt);                       // at planning: what it would say; takes nothing
/// switch (gate.ask(attempt)) {               // at the moment of dialling: takes the place, writes the ledger
///     case ContactGate.Answer.Allowed(var permit) -> dial(permit.number(), …);   // owes one finish(permit, …)
///     case ContactGate.Answer.Refused refused -> tell(refused.reason(), refused.againFrom());
/// }
/// ```
///
/// Questions about one customer wait for each other on a row of the database, so that of two threads or nodes
/// only one gets the last free place.
@Service
public class ContactGate {
    private final OutreachRepository repository;
    private final Customers customers;
    private final DiallingRules plan;
    private final OutsideCalls outside;
    private final Ids ids;
    private final Clock clock;
    private final MeterRegistry meters;

    ContactGate(
            OutreachRepository repository,
            Customers customers,
            DiallingRules plan,
            OutsideCalls outside,
            Ids ids,
            Clock clock,
            MeterRegistry meters) {
        this.repository = repository;
        this.customers = customers;
        this.plan = plan;
        this.outside = outside;
        this.ids = ids;
        this.clock = clock;
        this.meters = meters;
    }

    /// Somebody wants to contact somebody.
    ///
    /// @param customer whom; null where only a number is known: then the customer whose number it is, if it is
    ///     one's
    /// @param number as typed, for a call; else empty
    /// @param origin code of what wants it: `flow`, `desk`, `call-back` …
    /// @param interaction within which, if there is one
    public record Attempt(
            long client,
            @Nullable Long customer,
            Channel channel,
            Purpose purpose,
            String number,
            String origin,
            @Nullable Long interaction) {
        @Override
        public String toString() {
            return "Attempt[client %d, %s, %s]".formatted(client, channel, purpose); // no number in a log
        }
    }

    public sealed interface Answer {
        record Allowed(Permit permit) implements Answer {}

        /// @param reason stable code; of the limits (`do-not-contact`, `consent-withdrawn`, `consent-missing`,
        ///     `outside-hours`, `outside-preferred`, `daily-cap`, `weekly-cap`, `monthly-cap`, `too-soon`)
        ///     or of the dialling plan ([DiallingPlan.Verdict.Denied])
        /// @param textKey of its sentence in the three languages
        /// @param againFrom when to ask again; null where time does not help
        record Refused(
                String reason, String textKey, @Nullable Instant againFrom) implements Answer {
            Refused(String reason, @Nullable Instant againFrom) {
                this(reason, "outreach.refused." + reason, againFrom);
            }
        }
    }

    /// A place that was taken.
    ///
    /// @param id of the ledger's line; 0 from [#check]
    /// @param number in the form in which it is dialled; empty unless a call
    /// @param trunkId as the plan says; null: any
    public record Permit(
            long id,
            long client,
            Channel channel,
            String number,
            @Nullable Long trunkId) {}

    /// What became of a permit.
    public enum Result {
        ANSWERED("answered"),
        NOT_ANSWERED("not-answered"),
        SENT("sent"),
        /// it was given up before anything went out: it does not count
        NOT_MADE("not-made");

        private final String code;

        Result(String code) {
            this.code = code;
        }
    }

    /// What [#ask] would say now. For planning and for showing; nothing is taken or written.
    @Transactional(readOnly = true)
    public Answer check(Attempt attempt) {
        return check(attempt, clock.instant());
    }

    /// The same for a later moment, if nothing else happens until then.
    @Transactional(readOnly = true)
    public Answer check(Attempt attempt, Instant at) {
        var customer = customer(attempt);
        if (customer != null
                && judge(attempt, customer, at) instanceof ContactRules.Verdict.Refused(var why, var again)) {
            return new Answer.Refused(why, again);
        }
        if (attempt.channel() != Channel.CALL) {
            return new Answer.Allowed(new Permit(0, attempt.client(), attempt.channel(), "", null));
        }
        return switch (plan.check(attempt.client(), attempt.number())) {
            case DiallingPlan.Verdict.Denied denied -> new Answer.Refused(denied.reason(), null);
            case DiallingPlan.Verdict.Allowed allowed ->
                new Answer.Allowed(
                        new Permit(0, attempt.client(), attempt.channel(), allowed.number(), allowed.trunkId()));
        };
    }

    /// Takes a place, or says why not; either way the ledger keeps it. After [Answer.Allowed] the caller
    /// owes one
    /// [#finish]. What is answered is committed, whatever becomes of the caller's own transaction.
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public Answer ask(Attempt attempt) {
        var customer = customer(attempt);
        var exempt = false;
        if (customer != null) {
            repository.lock(customer, attempt.client());
            switch (judge(attempt, customer, clock.instant())) {
                case ContactRules.Verdict.Refused(var why, var again) -> {
                    return refused(attempt, customer, why, again);
                }
                case ContactRules.Verdict.Fits fits -> exempt = fits.exempt();
            }
        }
        var number = "";
        Long trunk = null;
        if (attempt.channel() == Channel.CALL) {
            switch (outside.begin(attempt.client(), attempt.number())) {
                case DiallingPlan.Verdict.Denied denied -> {
                    return refused(attempt, customer, denied.reason(), null);
                }
                case DiallingPlan.Verdict.Allowed allowed -> {
                    number = allowed.number();
                    trunk = allowed.trunkId();
                }
            }
        }
        var id = ids.next();
        try {
            var weight = exempt || customer == null
                    ? 0
                    : repository.rules(attempt.client()).weights().getOrDefault(attempt.channel(), 0);
            repository.attempted(id, attempt, customer, "allowed", exempt ? "exempt" : "", weight, clock.instant());
        } catch (RuntimeException fault) {
            if (attempt.channel() == Channel.CALL) {
                outside.ended(attempt.client());
            }
            throw fault;
        }
        return new Answer.Allowed(new Permit(id, attempt.client(), attempt.channel(), number, trunk));
    }

    /// Which contact a permit was used for, where that is known only after it was given.
    @Transactional
    public void within(Permit permit, long interaction) {
        repository.within(permit.id(), interaction);
    }

    /// How far inbound work goes before an agent's own calls at this client.
    @Transactional(readOnly = true)
    public Blend blend(long client) {
        var limits = repository.limits(client);
        return new Blend(limits.inboundWaiting(), limits.inboundSeconds(), limits.outboundMinutes());
    }

    /// Customers in an agent's queues come before their own calls (CON-03) as soon as one of the first two
    /// is passed.
    ///
    /// @param waiting more than so many wait; null: that does not count
    /// @param seconds somebody has waited longer; null: that does not count
    /// @param minutes of the last hour that an agent's own calls may have taken; null: that does not count
    public record Blend(
            @Nullable Integer waiting,
            @Nullable Integer seconds,
            @Nullable Integer minutes) {}

    /// Gives the line back and says what came of it. Asked again, it does nothing.
    @Transactional
    public void finish(Permit permit, Result result) {
        if (repository.finished(permit.id(), result.code, result == Result.NOT_MADE)
                && permit.channel() == Channel.CALL) {
            outside.ended(permit.client());
        }
    }

    private Answer refused(Attempt attempt, @Nullable Long customer, String reason, @Nullable Instant again) {
        meters.counter("callosum_contact_refused", "reason", reason).increment();
        repository.attempted(ids.next(), attempt, customer, "refused", reason, 0, clock.instant());
        return new Answer.Refused(reason, again);
    }

    private @Nullable Long customer(Attempt attempt) {
        var named = attempt.customer();
        if (named != null) {
            if (!repository.belongs(named, attempt.client())) {
                throw Problems.notFound("customer", named);
            }
            return named;
        }
        return attempt.number().isEmpty()
                ? null
                : customers
                        .byNumber(attempt.client(), attempt.number())
                        .map(found -> Long.valueOf(Objects.requireNonNull(found.id())))
                        .orElse(null);
    }

    private static @Nullable Boolean given(OutreachRepository.@Nullable Word word) {
        return word == null ? null : word.given();
    }

    private ContactRules.Verdict judge(Attempt attempt, long customer, Instant now) {
        var limits = repository.limits(attempt.client());
        return OutreachRepository.rules(limits)
                .judge(
                        new ContactRules.Question(
                                attempt.channel(),
                                attempt.purpose(),
                                repository.zone(customer),
                                repository.blocked(customer),
                                given(repository.consent(
                                        customer,
                                        attempt.channel().code(),
                                        attempt.purpose().code())),
                                repository.past(customer, now),
                                Boolean.TRUE.equals(limits.preferredTimes()) ? repository.preferred(customer) : null),
                        now);
    }
}
