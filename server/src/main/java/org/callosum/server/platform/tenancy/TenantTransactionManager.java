package org.callosum.server.platform.tenancy;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Tells PostgreSQL at the beginning of each transaction whose rows it may see. The settings are local to the
/// transaction, so a pooled connection keeps nothing.
final class TenantTransactionManager extends JdbcTransactionManager {
    private static final long serialVersionUID = 1L;
    private static final String SET = """
            select set_config('callosum.tenant', ?, true), set_config('callosum.clients', ?, true),
                   set_config('callosum.directory', ?, true)""";

    TenantTransactionManager(DataSource dataSource) {
        super(dataSource);
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
        super.doBegin(transaction, definition);
        AccountContext context = Tenancy.currentOrNull();
        boolean directory = Tenancy.readsDirectory();
        if (context == null && !directory) {
            return; // sees nothing
        }
        try {
            if (!(TransactionSynchronizationManager.getResource(obtainDataSource())
                    instanceof ConnectionHolder holder)) {
                throw new IllegalStateException("A transaction has begun without a connection");
            }
            try (PreparedStatement statement = holder.getConnection().prepareStatement(SET)) {
                statement.setString(1, context == null || directory ? "" : Long.toString(context.tenantId()));
                statement.setString(
                        2, context == null || directory ? "" : context.clients().setting());
                statement.setString(3, directory ? "on" : "");
                statement.execute();
            }
        } catch (SQLException e) {
            doCleanupAfterCompletion(transaction);
            throw new CannotCreateTransactionException("Could not tell the database whose rows may be seen", e);
        }
    }
}
