package org.callosum.server.escalations;

import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import org.callosum.server.cases.Cases;
import org.callosum.server.cases.EscalationOwners;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Language;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Each month every department's escalation owner gets a case: look through documents and routing with the
/// team, and
/// write down what came of it (ESC-09, RTG-16). It is due with the end of the month (UTC); reminders and
/// who hears of a
/// late one are those of its type of case.
@Component
class MonthlyChecks implements EscalationOwners {
    static final String CASE_TYPE = "escalation-check";
    private static final Logger LOG = LoggerFactory.getLogger(MonthlyChecks.class);

    private final EscalationBook book;
    private final Cases cases;
    private final JdbcClient database;
    private final Tenancy tenancy;
    private final Clock clock;

    MonthlyChecks(EscalationBook book, Cases cases, JdbcClient database, Tenancy tenancy, Clock clock) {
        this.book = book;
        this.cases = cases;
        this.database = database;
        this.tenancy = tenancy;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 3_600_000, initialDelay = 90_000)
    void look() {
        for (var tenant : tenancy.tenants()) {
            try {
                look(tenant.id(), clock.instant());
            } catch (RuntimeException fault) {
                LOG.error("Monthly checks of house {} were not opened; once more in an hour", tenant.code(), fault);
            }
        }
    }

    /// Opens what this month lacks; each is opened once, whatever number of nodes look.
    ///
    /// @return how many
    int look(long tenant, Instant now) {
        return tenancy.asSystem(tenant, () -> {
            var client = firstClient();
            if (client == null) {
                return 0;
            }
            var month = YearMonth.from(now.atOffset(ZoneOffset.UTC));
            int opened = 0;
            for (var department : book.departments()) {
                if (Boolean.TRUE.equals(department.active())
                        && department.ownerId() != null
                        && took(Long.parseLong(Objects.requireNonNull(department.id())), month)) {
                    open(department, client, month);
                    opened++;
                }
            }
            return opened;
        });
    }

    private boolean took(long department, YearMonth month) {
        return database.sql("""
                        insert into escalation_check (tenant_id, department_id, month)
                        values (:tenant, :department, :month) on conflict do nothing""")
                        .param("tenant", Tenancy.current().tenantId())
                        .param("department", department)
                        .param("month", month.atDay(1))
                        .update()
                == 1;
    }

    private void open(Department department, long client, YearMonth month) {
        var made = cases.create(new Cases.NewCase(
                CASE_TYPE,
                Long.toString(client),
                null,
                null,
                "monthly",
                Objects.requireNonNull(department.name()).in(languageOf(department)) + " · " + month,
                null,
                null,
                department.ownerId(),
                null,
                month.plusMonths(1).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC),
                Map.of()));
        database.sql("update escalation_check set case_id = :case where department_id = :department and month = :month")
                .param("case", Long.valueOf(Objects.requireNonNull(made.id())))
                .param("department", Long.valueOf(Objects.requireNonNull(department.id())))
                .param("month", month.atDay(1))
                .update();
    }

    private Language languageOf(Department department) {
        return database.sql("select language from account where id = :id")
                .param("id", Long.valueOf(Objects.requireNonNull(department.ownerId())))
                .query((row, _) -> Language.of(Objects.requireNonNull(row.getString(1))))
                .optional()
                .orElse(Language.EN);
    }

    /// A check is of the whole house; as a case it stands with the house's first client.
    private @Nullable Long firstClient() {
        return database
                .sql("select id from client where active order by id limit 1")
                .query((row, _) -> row.getLong(1))
                .list()
                .stream()
                .findFirst()
                .orElse(null);
    }

    @Override
    public @Nullable Long of(long caseId) {
        return database.sql("""
                        select d.owner_id from escalation e join department d on d.id = e.department_id
                         where e.case_id = :case and d.owner_id is not null
                        union all
                        select d.owner_id from escalation_check k join department d on d.id = k.department_id
                         where k.case_id = :case and d.owner_id is not null
                        union all
                        select d.owner_id from service_case c
                          join escalation_route r on r.team_id = c.team_id and r.client_id = c.client_id and r.active
                          join department d on d.id = r.department_id
                         where c.id = :case and d.owner_id is not null
                         limit 1""").param("case", caseId).query((row, _) -> row.getLong(1)).list().stream()
                .findFirst()
                .orElse(null);
    }
}
