package org.callosum.server.identity;

import java.util.List;
import java.util.Map;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problem;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Makes the account of somebody who becomes an agent, so that taking on a person is one act. The same rules hold as
/// for an account made by hand: it needs the right to, and nobody grants more than they have.
@Service
public class SignInsOfAgents {
    private static final String ROLE = "agent";

    private final Accounts accounts;
    private final JdbcClient database;

    SignInsOfAgents(Accounts accounts, JdbcClient database) {
        this.accounts = accounts;
        this.database = database;
    }

    /// @param password shown once
    public record Made(long accountId, String password) {}

    /// @param name to sign in with
    /// @param clients ids of those granted
    /// @param site whose time zone the person starts with
    /// @throws Problem `right-missing`; `fields-invalid` with the field `signInName`
    @Transactional
    public Made make(String name, String displayName, List<String> clients, long site) {
        var who = Tenancy.current();
        if (!who.may(Right.ACCOUNTS_EDIT)) {
            throw Problems.forbidden(
                    "right-missing", Map.of("right", Right.ACCOUNTS_EDIT.label().in(who.language())));
        }
        var roles = database.sql("select id from role where code = :code")
                .param("code", ROLE)
                .query((row, _) -> Ids.text(row.getLong(1)))
                .list();
        var zone = database.sql("select time_zone from site where id = :id")
                .param("id", site)
                .query((row, _) -> row.getString(1))
                .optional()
                .orElse("UTC");
        try {
            var made = accounts.create(new Account(
                    null,
                    0,
                    name,
                    displayName,
                    roles,
                    false,
                    clients,
                    who.language().tag(),
                    zone,
                    true,
                    null,
                    null));
            return new Made(Ids.parse(String.valueOf(made.account().id())), made.password());
        } catch (Problem refused) {
            throw refused.fields().isEmpty()
                    ? refused
                    : Problems.fields(refused.fields().stream()
                            .map(field -> field.field().equals("name")
                                    ? new Problem.Field("signInName", field.code(), field.values())
                                    : field)
                            .toList());
        }
    }
}
