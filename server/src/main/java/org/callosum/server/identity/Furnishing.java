package org.callosum.server.identity;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Front door for programs that furnish a house, a sample or an ordinary one: clients, sites and accounts by
/// their codes, made by the same rules and audited as if a person had entered them. What is there already stays
/// as it is.
@Service
@Transactional
public class Furnishing {
    private static final PageQuery EVERYTHING = new PageQuery(null, 0, PageQuery.LARGEST, null);

    private final JdbcClient database;
    private final Clients clients;
    private final Sites sites;
    private final Accounts accounts;
    private final Passwords passwords;

    Furnishing(JdbcClient database, Clients clients, Sites sites, Accounts accounts, Passwords passwords) {
        this.database = database;
        this.clients = clients;
        this.sites = sites;
        this.accounts = accounts;
        this.passwords = passwords;
    }

    /// A client or a site to be there.
    ///
    /// @param calendar of a site, or null
    public record Place(
            String code,
            Text name,
            String timeZone,
            @Nullable Long calendar) {}

    /// What every house has from its first moment.
    public record Ground(long client, long site, String timeZone) {}

    /// The oldest client and site.
    @Transactional(readOnly = true)
    public Ground ground() {
        return database.sql("""
                        select (select min(id) from client) as client, id as site, time_zone from site order by id limit 1""")
                .query((row, _) -> new Ground(row.getLong(1), row.getLong(2), Objects.requireNonNull(row.getString(3))))
                .single();
    }

    /// A house's only client, if nobody has touched it yet, becomes the first of these.
    ///
    /// @return code to id of all clients
    public Map<String, Long> clients(List<Place> wanted) {
        takeOver("client", wanted);
        for (Place place : wanted) {
            Client known = clients.page(EVERYTHING).items().stream()
                    .filter(client -> client.code().equals(place.code()))
                    .findFirst()
                    .orElse(null);
            if (known == null) {
                clients.create(
                        new Client(null, 0, place.code(), place.name(), place.timeZone(), null, null, null, true));
            } else if (known.version() == 0 && !known.name().equals(place.name())) {
                clients.change(
                        Ids.parse(Objects.requireNonNull(known.id())),
                        new Client(
                                known.id(),
                                0,
                                place.code(),
                                place.name(),
                                place.timeZone(),
                                known.retentionDays(),
                                known.repeatHours(),
                                known.followUpMinutes(),
                                true));
            }
        }
        var ids = new HashMap<String, Long>();
        clients.page(EVERYTHING)
                .items()
                .forEach(client -> ids.put(client.code(), Ids.parse(Objects.requireNonNull(client.id()))));
        return ids;
    }

    /// A house's only site, if nobody has touched it yet, becomes the first of these.
    ///
    /// @return code to id of all sites
    public Map<String, Long> sites(List<Place> wanted) {
        takeOver("site", wanted);
        for (Place place : wanted) {
            Long calendar = place.calendar();
            String hours = calendar == null ? null : Ids.text(calendar);
            Site known = sites.page(EVERYTHING).items().stream()
                    .filter(site -> site.code().equals(place.code()))
                    .findFirst()
                    .orElse(null);
            if (known == null) {
                sites.create(new Site(null, 0, place.code(), place.name(), place.timeZone(), hours));
            } else if (known.version() == 0 && !known.name().equals(place.name())) {
                sites.change(
                        Ids.parse(Objects.requireNonNull(known.id())),
                        new Site(known.id(), 0, place.code(), place.name(), place.timeZone(), hours));
            }
        }
        var ids = new HashMap<String, Long>();
        sites.page(EVERYTHING)
                .items()
                .forEach(site -> ids.put(site.code(), Ids.parse(Objects.requireNonNull(site.id()))));
        return ids;
    }

    /// The code of a client or a site stays once people have seen it; until then it may still be chosen.
    private void takeOver(String table, List<Place> wanted) {
        database.sql(("update %s set code = :to where version = 0 and (select count(*) from %s) = 1"
                                + " and code <> all (:codes)")
                        .formatted(table, table))
                .param("to", wanted.getFirst().code())
                .param("codes", wanted.stream().map(Place::code).toArray(String[]::new))
                .update();
    }

    /// An account with a password that nobody knows: somebody gives it one before it can sign in.
    ///
    /// @param role code of a role
    /// @return its id; that of the account of this name if there is one
    public long account(
            String name, String displayName, String role, String language, String timeZone, List<Long> granted) {
        Account known = accounts.page(EVERYTHING).items().stream()
                .filter(account -> account.name().equalsIgnoreCase(name))
                .findFirst()
                .orElse(null);
        if (known != null) {
            return Ids.parse(Objects.requireNonNull(known.id()));
        }
        String roleId = Ids.text(database.sql("select id from role where code = :code")
                .param("code", role)
                .query(Long.class)
                .single());
        Account made = accounts.create(new Account(
                        null,
                        0,
                        name,
                        displayName,
                        List.of(roleId),
                        false,
                        granted.stream().map(Ids::text).toList(),
                        language,
                        timeZone,
                        true,
                        null,
                        null))
                .account();
        return Ids.parse(Objects.requireNonNull(made.id()));
    }

    /// Gives an account a fresh password that may be kept.
    public String password(String account) {
        String password = Secrets.oneTimePassword();
        database.sql("update account set password_hash = :hash, one_time_password = false where lower(name) = :name")
                .param("hash", passwords.hash(password))
                .param("name", account.toLowerCase(Locale.ROOT))
                .update();
        return password;
    }
}
