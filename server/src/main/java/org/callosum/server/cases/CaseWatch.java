package org.callosum.server.cases;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.live.LiveTopic;
import org.callosum.server.platform.live.LiveTopics;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Says aloud what is due: reminders to whom they are for, steps of an escalation to the owner, to the
/// leader of the case's team, or, where there is nobody of the kind, to all who see the client's cases. Each
/// is said once; who was not there finds it in the list.
@Component
class CaseWatch {
    static final String TOPIC = "case-reminders";
    private static final Logger LOG = LoggerFactory.getLogger(CaseWatch.class);

    private final CaseHistory history;
    private final Tenancy tenancy;
    private final LiveTopics topics;
    private final ObjectProvider<EscalationOwners> owners;
    private final Clock clock;

    CaseWatch(
            CaseHistory history,
            Tenancy tenancy,
            LiveTopics topics,
            ObjectProvider<EscalationOwners> owners,
            Clock clock) {
        this.history = history;
        this.tenancy = tenancy;
        this.topics = topics;
        this.owners = owners;
        this.clock = clock;
    }

    @Configuration(proxyBeanMethods = false)
    static class Topic {
        @Bean
        LiveTopic caseReminders() {
            return new LiveTopic(TOPIC, Right.CASES_VIEW);
        }
    }

    @Scheduled(fixedDelayString = "PT15S")
    void look() {
        for (var tenant : tenancy.tenants()) {
            try {
                look(tenant.id());
            } catch (RuntimeException fault) {
                LOG.error("Reminders of house {} were not looked at; once more in 15 s", tenant.code(), fault);
            }
        }
    }

    /// @return what was announced
    List<CaseHistory.Announced> look(long tenant) {
        var now = clock.instant();
        var announced = tenancy.asSystem(tenant, () -> history.announce(now));
        announced.forEach(each -> tell(tenant, each));
        return announced;
    }

    private void tell(long tenant, CaseHistory.Announced due) {
        var reminder = due.reminder();
        var account = reminder.accountId() != null
                ? Long.valueOf(reminder.accountId())
                : "owner".equals(reminder.whom()) && due.owner() != null
                        ? due.owner()
                        : "escalation-owner".equals(reminder.whom()) ? escalationOwner(tenant, reminder) : due.leader();
        if (account != null) {
            topics.publishTo(tenant, account, TOPIC, reminder);
        } else {
            topics.publish(tenant, TOPIC, Set.of(new ClientId(due.client())), reminder);
        }
    }

    private @Nullable Long escalationOwner(long tenant, CaseRow.Reminder reminder) {
        var room = owners.getIfAvailable();
        var id = Long.parseLong(reminder.caseId());
        return room == null ? null : tenancy.asSystem(tenant, () -> room.of(id));
    }
}
