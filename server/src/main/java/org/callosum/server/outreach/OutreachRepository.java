package org.callosum.server.outreach;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

@Repository
class OutreachRepository {
    private static final String ATTEMPTS = """
            select a.*, coalesce(c.display_name, '') as by_name from contact_attempt a
              left join account c on c.id = a.account_id
             where a.customer_id = :customer order by a.id desc limit :most""";

    private final JdbcClient database;
    private final JsonMapper json;

    OutreachRepository(JdbcClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    // ---- limits

    boolean clientExists(long client) {
        return database.sql("select exists (select from client where id = :id)")
                .param("id", client)
                .query(Boolean.class)
                .single();
    }

    List<ContactLimits> limits() {
        return database.sql("""
                        select c.id, l.version, l.settings::text as settings
                          from client c left join contact_limit l on l.client_id = c.id order by c.code""").query((row, _) -> limits(row)).list();
    }

    ContactLimits limits(long client) {
        return database.sql("""
                        select c.id, l.version, l.settings::text as settings
                          from client c left join contact_limit l on l.client_id = c.id where c.id = :client""")
                .param("client", client)
                .query((row, _) -> limits(row))
                .optional()
                .orElseGet(() -> ContactLimits.usual(Long.toString(client)));
    }

    private ContactLimits limits(ResultSet row) throws SQLException {
        var client = Rows.id(row, "id");
        var settings = row.getString("settings");
        return settings == null
                ? ContactLimits.usual(client)
                : json.readValue(settings, ContactLimits.class).of(client, row.getInt("version"));
    }

    /// @return whether nobody saved in between
    boolean put(long client, int version, ContactLimits limits) {
        return database.sql("""
                        insert into contact_limit (client_id, tenant_id, version, settings)
                        values (:client, :tenant, 1, cast(:settings as jsonb))
                        on conflict (client_id) do update set settings = cast(:settings as jsonb),
                               version = contact_limit.version + 1 where contact_limit.version = :version""")
                        .param("client", client)
                        .param("tenant", Tenancy.current().tenantId())
                        .param("version", version)
                        .param("settings", json.writeValueAsString(limits))
                        .update()
                == 1;
    }

    ContactRules rules(long client) {
        return rules(limits(client));
    }

    static ContactRules rules(ContactLimits limits) {
        return new ContactRules(
                Map.of(
                        ContactRules.Window.DAY, tenths(limits.perDay()),
                        ContactRules.Window.WEEK, tenths(limits.perWeek()),
                        ContactRules.Window.MONTH, tenths(limits.perMonth())),
                Duration.ofMinutes(Objects.requireNonNullElse(limits.gapMinutes(), 0)),
                Map.of(
                        Channel.CALL, tenths(limits.callPoints()),
                        Channel.SMS, tenths(limits.smsPoints()),
                        Channel.EMAIL, tenths(limits.emailPoints()),
                        Channel.APP, tenths(limits.appPoints())),
                hours(limits.weekdayFrom(), limits.weekdayTo()),
                hours(limits.weekendFrom(), limits.weekendTo()),
                purposes(limits.consentNeeded()),
                purposes(limits.exempt()));
    }

    private static int tenths(@Nullable Double points) {
        return (int) Math.round(Objects.requireNonNullElse(points, 0.0) * 10);
    }

    private static ContactRules.@Nullable Hours hours(@Nullable String from, @Nullable String to) {
        return from == null || to == null
                ? null
                : new ContactRules.Hours(
                        LocalTime.parse(from), to.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(to));
    }

    private static Set<Purpose> purposes(@Nullable List<String> codes) {
        var purposes = EnumSet.noneOf(Purpose.class);
        for (var code : Objects.requireNonNullElse(codes, List.<String>of())) {
            if (Purpose.of(code) instanceof Purpose purpose) {
                purposes.add(purpose);
            }
        }
        return purposes;
    }

    // ---- the customer

    boolean belongs(long customer, long client) {
        return database.sql("""
                        select exists (select from customer where id = :id and client_id = :client and erased_at is null)""")
                .param("id", customer)
                .param("client", client)
                .query(Boolean.class)
                .single();
    }

    @Nullable
    Long client(long customer) {
        return database.sql("select client_id from customer where id = :id")
                .param("id", customer)
                .query((row, _) -> row.getLong(1))
                .optional()
                .orElse(null);
    }

    /// Until the transaction ends, nobody else asks about this customer.
    void lock(long customer, long client) {
        profile(customer, client);
        database.sql("select customer_id from contact_profile where customer_id = :id for update")
                .param("id", customer)
                .query(Long.class)
                .single();
    }

    private void profile(long customer, long client) {
        database.sql("""
                        insert into contact_profile (customer_id, tenant_id, client_id) values (:id, :tenant, :client)
                        on conflict do nothing""")
                .param("id", customer)
                .param("tenant", Tenancy.current().tenantId())
                .param("client", client)
                .update();
    }

    void zone(long customer, long client, @Nullable String zone) {
        profile(customer, client);
        database.sql("update contact_profile set time_zone = :zone where customer_id = :id")
                .param("zone", zone)
                .param("id", customer)
                .update();
    }

    @Nullable
    String ownZone(long customer) {
        var zones = database.sql("select time_zone from contact_profile where customer_id = :id")
                .param("id", customer)
                .query((row, _) -> Objects.requireNonNullElse(row.getString(1), ""))
                .list();
        return zones.isEmpty() || zones.getFirst().isEmpty() ? null : zones.getFirst();
    }

    /// Theirs, else the client's.
    ZoneId zone(long customer) {
        return ZoneId.of(database.sql("""
                        select coalesce(p.time_zone, c.time_zone) from customer u join client c on c.id = u.client_id
                          left join contact_profile p on p.customer_id = u.id where u.id = :id""")
                .param("id", customer)
                .query((row, _) -> Objects.requireNonNull(row.getString(1)))
                .single());
    }

    /// When they would rather be contacted; null: they never said.
    ContactRules.@Nullable Hours preferred(long customer) {
        return database.sql("select preferred_from, preferred_to from customer where id = :id")
                .param("id", customer)
                .query((row, _) -> {
                    var from = row.getString("preferred_from");
                    var to = row.getString("preferred_to");
                    return from == null && to == null
                            ? Optional.<ContactRules.Hours>empty()
                            : Optional.ofNullable(hours(
                                    Objects.requireNonNullElse(from, "00:00"),
                                    Objects.requireNonNullElse(to, "24:00")));
                })
                .single()
                .orElse(null);
    }

    // ---- what they said

    void said(long id, long customer, long client, ConsentChange change, Instant at) {
        database.sql("""
                        insert into contact_consent (id, tenant_id, client_id, customer_id, at, channel, scope, kind, source,
                                                     proof, account_name)
                        values (:id, :tenant, :client, :customer, :at, :channel, :scope, :kind, :source, :proof, :by)""")
                .param("id", id)
                .param("tenant", Tenancy.current().tenantId())
                .param("client", client)
                .param("customer", customer)
                .param("at", Rows.moment(at))
                .param("channel", change.channel())
                .param("scope", change.scope())
                .param("kind", change.kind())
                .param("source", change.source())
                .param("proof", Objects.requireNonNullElse(change.proof(), ""))
                .param("by", Tenancy.current().name())
                .update();
    }

    List<ConsentChange> consents(long customer) {
        return database.sql("select * from contact_consent where customer_id = :customer order by id desc limit 500")
                .param("customer", customer)
                .query((row, _) -> new ConsentChange(
                        Rows.id(row, "id"),
                        Rows.instant(row, "at"),
                        row.getString("channel"),
                        row.getString("scope"),
                        row.getString("kind"),
                        row.getString("source"),
                        row.getString("proof"),
                        row.getString("account_name")))
                .list();
    }

    boolean blocked(long customer) {
        return database.sql("""
                        select kind from contact_consent where customer_id = :customer and kind in ('blocked', 'unblocked')
                         order by id desc limit 1""")
                .param("customer", customer)
                .query((row, _) -> "blocked".equals(row.getString(1)))
                .optional()
                .orElse(false);
    }

    /// The last word about a way and a purpose.
    record Word(long id, boolean given) {}

    @Nullable
    Word consent(long customer, String channel, String scope) {
        return database.sql("""
                        select id, kind from contact_consent where customer_id = :customer and kind in ('given', 'withdrawn')
                           and channel in ('all', :channel) and scope in ('all', :scope) order by id desc limit 1""")
                .param("customer", customer)
                .param("channel", channel)
                .param("scope", scope)
                .query((row, _) -> new Word(row.getLong(1), "given".equals(row.getString(2))))
                .optional()
                .orElse(null);
    }

    // ---- the ledger

    List<ContactRules.Past> past(long customer, Instant now) {
        return database.sql("""
                        select at, weight from contact_attempt
                         where customer_id = :customer and weight > 0 and at > :since""")
                .param("customer", customer)
                .param("since", now.minus(ContactRules.Window.MONTH.length).atOffset(ZoneOffset.UTC))
                .query((row, _) -> new ContactRules.Past(Rows.instant(row, "at"), row.getInt("weight")))
                .list();
    }

    void within(long attempt, long interaction) {
        database.sql("update contact_attempt set interaction_id = :interaction where id = :id")
                .param("interaction", interaction)
                .param("id", attempt)
                .update();
    }

    void attempted(
            long id,
            ContactGate.Attempt attempt,
            @Nullable Long customer,
            String verdict,
            String reason,
            int weight,
            Instant at) {
        var word = customer == null
                ? null
                : consent(customer, attempt.channel().code(), attempt.purpose().code());
        database.sql("""
                        insert into contact_attempt (id, tenant_id, client_id, customer_id, at, channel, purpose, origin,
                                                     account_id, interaction_id, consent_id, verdict, reason, weight)
                        values (:id, :tenant, :client, :customer, :at, :channel, :purpose, :origin, :account, :interaction,
                                :consent, :verdict, :reason, :weight)""")
                .param("id", id)
                .param("tenant", Tenancy.current().tenantId())
                .param("client", attempt.client())
                .param("customer", customer)
                .param("at", Rows.moment(at))
                .param("channel", attempt.channel().code())
                .param("purpose", attempt.purpose().code())
                .param("origin", attempt.origin())
                .param("account", Tenancy.current().accountId())
                .param("interaction", attempt.interaction())
                .param("consent", word == null ? null : word.id())
                .param("verdict", verdict)
                .param("reason", reason)
                .param("weight", weight)
                .update();
    }

    /// @param uncounted it was not made after all
    /// @return whether it was still open
    boolean finished(long id, String result, boolean uncounted) {
        return database.sql("""
                        update contact_attempt set result = :result,
                               weight = case when :uncounted then 0 else weight end
                         where id = :id and verdict = 'allowed' and result is null""")
                        .param("id", id)
                        .param("result", result)
                        .param("uncounted", uncounted)
                        .update()
                == 1;
    }

    List<ContactAttempt> attempts(long customer, int most) {
        return database.sql(ATTEMPTS)
                .param("customer", customer)
                .param("most", most)
                .query((row, _) -> new ContactAttempt(
                        Rows.id(row, "id"),
                        Rows.instant(row, "at"),
                        row.getString("channel"),
                        row.getString("purpose"),
                        row.getString("origin"),
                        row.getString("by_name"),
                        Rows.idOrNull(row, "interaction_id"),
                        Rows.idOrNull(row, "consent_id"),
                        row.getString("verdict"),
                        row.getString("reason"),
                        row.getInt("weight") / 10.0,
                        row.getString("result")))
                .list();
    }

    // ---- forgetting

    int erase(long customer) {
        return database.sql("""
                        update contact_consent set proof = '', source = '' where customer_id = :id
                           and (proof <> '' or source <> '')""").param("id", customer).update()
                + database.sql(
                                "update contact_profile set time_zone = null where customer_id = :id and time_zone is not null")
                        .param("id", customer)
                        .update();
    }
}
