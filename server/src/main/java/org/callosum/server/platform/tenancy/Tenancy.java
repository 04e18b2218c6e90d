package org.callosum.server.platform.tenancy;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.callosum.server.platform.text.Language;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/// On whose behalf the current code runs, and with it which rows a transaction sees. Without one it sees none.
///
/// ```java
/// tenancy.asSystem(tenantId, () -> queues.all());
/// ```
@Service
public class Tenancy {
    private static final ScopedValue<AccountContext> CURRENT = ScopedValue.newInstance();
    private static final ScopedValue<Boolean> DIRECTORY = ScopedValue.newInstance();

    private final JdbcClient database;
    private final TransactionTemplate joined;
    private final TransactionTemplate fresh;

    /// A tenant as the directory lists it.
    public record Tenant(long id, String code, String name) {}

    Tenancy(JdbcClient database, PlatformTransactionManager transactions) {
        this.database = database;
        this.joined = new TransactionTemplate(transactions);
        this.fresh = new TransactionTemplate(transactions);
        this.fresh.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /// Runs in one transaction on behalf of an account. Inside a transaction of the same context it joins it;
    /// inside one of another context it takes a transaction of its own, which commits by itself.
    public <T extends @Nullable Object> T asAccount(AccountContext context, Supplier<T> work) {
        boolean same = CURRENT.isBound() && CURRENT.get().equals(context);
        TransactionTemplate template =
                same || !TransactionSynchronizationManager.isActualTransactionActive() ? joined : fresh;
        return ScopedValue.where(CURRENT, context).call(() -> run(template, work));
    }

    /// Runs in one transaction as the system inside one tenant: every client's rows.
    public <T extends @Nullable Object> T asSystem(long tenantId, Supplier<T> work) {
        return asAccount(AccountContext.system(tenantId), work);
    }

    public void asSystem(long tenantId, Runnable work) {
        this.<@Nullable Object>asSystem(tenantId, () -> {
            work.run();
            return null;
        });
    }

    /// Runs with a context and without a transaction, for request filters; each transaction inside takes the context.
    public static <T extends @Nullable Object, X extends Throwable> T bound(
            AccountContext context, ScopedValue.CallableOp<T, X> work) throws X {
        return ScopedValue.where(CURRENT, context).call(work);
    }

    /// The tenants of this installation, in order of creation. The only question that may be asked across tenants.
    public List<Tenant> tenants() {
        return ScopedValue.where(DIRECTORY, true)
                .call(() -> run(
                        fresh,
                        () -> database.sql("select id, code, name from tenant order by id")
                                .query(Tenant.class)
                                .list()));
    }

    /// @throws IllegalStateException where nobody is signed in and nothing runs as the system
    public static AccountContext current() {
        if (!CURRENT.isBound()) {
            throw new IllegalStateException("No account or system context here; wrap the call in Tenancy.asSystem");
        }
        return CURRENT.get();
    }

    public static @Nullable AccountContext currentOrNull() {
        return CURRENT.isBound() ? CURRENT.get() : null;
    }

    /// The signed-in person's language.
    public static @Nullable Language languageOfAccount() {
        return CURRENT.isBound() ? CURRENT.get().language() : null;
    }

    static boolean readsDirectory() {
        return DIRECTORY.isBound();
    }

    private static <T extends @Nullable Object> T run(TransactionTemplate template, Supplier<T> work) {
        // The template's null marks say less than we know: it returns what the work returned.
        return template.<Result<T>>execute(_ -> new Result<>(work.get())) instanceof Result<T>(var value)
                ? value
                : Objects.requireNonNull(null, "a transaction returns what its work returned");
    }

    private record Result<T extends @Nullable Object>(T value) {}
}
