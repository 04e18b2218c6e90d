package org.callosum.server.telephony;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.system.Alarms;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Every call to an outside number asks here first: the plan's rules, then how many are under way, then how many were
/// begun today. A refusal by a limit is counted, raises an alarm on the system page until a call gets a place again,
/// and
/// is written into the audit log the first time on a day.
///
/// Calls under way are counted per process: with two nodes the limit holds for each. The day's count is in the
/// database.
@Service
public class OutsideCalls {
    private final DiallingRules rules;
    private final DiallingRepository repository;
    private final Audit audit;
    private final Clock clock;
    private final Alarms alarms;
    private final MeterRegistry meters;

    /// Bounded by the number of clients.
    private final Map<Long, Integer> underWay = new ConcurrentHashMap<>();

    OutsideCalls(
            DiallingRules rules,
            DiallingRepository repository,
            Audit audit,
            Clock clock,
            Alarms alarms,
            MeterRegistry meters) {
        this.rules = rules;
        this.repository = repository;
        this.audit = audit;
        this.clock = clock;
        this.alarms = alarms;
        this.meters = meters;
    }

    /// Takes a place for a call. After [DiallingPlan.Verdict.Allowed] the caller owes one [#ended].
    @Transactional
    public DiallingPlan.Verdict begin(long client, String number) {
        var verdict = rules.check(client, number);
        if (!(verdict instanceof DiallingPlan.Verdict.Allowed)) {
            meters.counter("callosum_dialling_refused", "reason", reason(verdict))
                    .increment();
            return verdict;
        }
        var limits = repository.limits(client).orElseThrow(() -> Problems.notFound("client", client));
        var today = LocalDate.ofInstant(clock.instant(), limits.zone());
        if (underWay.merge(client, 1, Integer::sum) > limits.concurrent()) {
            ended(client);
            return refused(client, today, "concurrent-limit", limits.concurrent());
        }
        boolean taken = false;
        try {
            taken = repository.take(client, today, limits.perDay());
        } finally {
            if (!taken) {
                ended(client);
            }
        }
        if (!taken) {
            return refused(client, today, "daily-limit", limits.perDay());
        }
        // whoever gets a place shows that neither limit holds any more
        alarms.clear("dialling-concurrent-limit", Long.toString(client));
        alarms.clear("dialling-daily-limit", Long.toString(client));
        return verdict;
    }

    /// Gives the place of a call back.
    public void ended(long client) {
        underWay.computeIfPresent(client, (_, count) -> count <= 1 ? null : count - 1);
    }

    public int underWay(long client) {
        return underWay.getOrDefault(client, 0);
    }

    private DiallingPlan.Verdict refused(long client, LocalDate today, String reason, int limit) {
        meters.counter("callosum_dialling_refused", "reason", reason).increment();
        alarms.raise("dialling-" + reason, Long.toString(client), "An outside call was refused; the limit is " + limit);
        if (repository.refused(client, today) == 1) {
            audit.record("dialling-limit-reached", "client", client, Map.of("limit", reason, "value", limit));
        }
        return new DiallingPlan.Verdict.Denied(reason, null);
    }

    private static String reason(DiallingPlan.Verdict verdict) {
        return switch (verdict) {
            case DiallingPlan.Verdict.Allowed _ -> "none";
            case DiallingPlan.Verdict.Denied denied -> denied.reason();
        };
    }
}
