package org.callosum.server.identity;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.live.LiveTopics;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.AccountContext;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/// Lets people in and out.
@Service
class SignIn {
    private final JdbcClient database;
    private final Tenancy tenancy;
    private final Passwords passwords;
    private final Sessions sessions;
    private final Profiles profiles;
    private final SignInThrottle throttle;
    private final Audit audit;
    private final LiveTopics live;
    private final Clock clock;

    SignIn(
            JdbcClient database,
            Tenancy tenancy,
            Passwords passwords,
            Sessions sessions,
            Profiles profiles,
            SignInThrottle throttle,
            Audit audit,
            LiveTopics live,
            Clock clock) {
        this.database = database;
        this.tenancy = tenancy;
        this.passwords = passwords;
        this.sessions = sessions;
        this.profiles = profiles;
        this.throttle = throttle;
        this.audit = audit;
        this.live = live;
        this.clock = clock;
    }

    record Entered(String secret, Me me) {}

    private record Known(long id, String passwordHash) {}

    /// @param tenantCode null where the installation has one tenant
    /// @throws org.callosum.server.platform.problem.Problem `sign-in-failed` or `too-many-attempts`
    Entered enter(@Nullable String tenantCode, String name, String password, String source, String browser) {
        Tenancy.Tenant tenant = tenant(tenantCode);
        String wanted = name.strip().toLowerCase(Locale.ROOT);
        String address = "address " + source;
        String account = "account " + (tenant == null ? "" : tenant.id()) + " " + wanted;
        throttle.require(address, account);
        Known known = tenant == null ? null : find(tenant.id(), wanted);
        boolean matches =
                known == null ? passwords.matchesNobody(password) : passwords.matches(password, known.passwordHash());
        if (tenant == null || known == null || !matches) {
            throttle.failed(address, account);
            throw Problems.signIn("sign-in-failed");
        }
        throttle.succeeded(account);
        String secret = sessions.open(tenant.id(), known.id(), source, browser);
        Sessions.Visitor visitor = sessions.find(secret, source);
        if (visitor == null) {
            throw Problems.signIn("sign-in-failed"); // closed by somebody in this very moment
        }
        return tenancy.asAccount(visitor.context(), () -> {
            database.sql("update account set last_sign_in_at = :now where id = :id")
                    .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .param("id", known.id())
                    .update();
            audit.record("signed-in", "account", known.id(), Map.of());
            return new Entered(secret, profiles.me(secret));
        });
    }

    void leave(String secret) {
        AccountContext who = Tenancy.current();
        audit.record("signed-out", "account", who.accountId(), Map.of());
        sessions.close(secret);
        if (who.sessionId() != null) {
            live.closeSession(who.tenantId(), who.sessionId(), "signed-out");
        }
    }

    private @Nullable Known find(long tenantId, String name) {
        return tenancy.<@Nullable Known>asSystem(
                tenantId,
                () -> database.sql("select id, password_hash from account where lower(name) = :name and active")
                        .param("name", name)
                        .query(Known.class)
                        .optional()
                        .orElse(null));
    }

    private Tenancy.@Nullable Tenant tenant(@Nullable String code) {
        List<Tenancy.Tenant> tenants = tenancy.tenants();
        if (code == null || code.isBlank()) {
            return tenants.size() == 1 ? tenants.getFirst() : null;
        }
        return tenants.stream()
                .filter(tenant -> tenant.code().equals(code))
                .findFirst()
                .orElse(null);
    }
}
