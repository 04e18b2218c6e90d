package org.callosum.server.telephony;

import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.callosum.server.people.Agents;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Changes;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.editing.Listing;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Desk phones. A phone's secret is made here, shown once and kept only as the digest's A1 in MD5 and SHA-256.
@Service
@Transactional
public class Devices {
    /// The realm that phones are challenged with: part of every stored hash, so it never changes.
    public static final String REALM = "callosum";

    private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{2,39}");
    private static final Comparator<Device> BY_NAME = Comparator.comparing(each -> String.valueOf(each.name()));

    private final DeviceRepository repository;
    private final JdbcClient database;
    private final Agents agents;
    private final LineStates states;
    private final PhoneStates phones;
    private final Ids ids;
    private final Audit audit;
    private final ApplicationEventPublisher events;

    Devices(
            DeviceRepository repository,
            JdbcClient database,
            Agents agents,
            LineStates states,
            PhoneStates phones,
            Ids ids,
            Audit audit,
            ApplicationEventPublisher events) {
        this.repository = repository;
        this.database = database;
        this.agents = agents;
        this.states = states;
        this.phones = phones;
        this.ids = ids;
        this.audit = audit;
        this.events = events;
    }

    @Transactional(readOnly = true)
    public Device one(long id) {
        return withState(repository.find(id).orElseThrow(() -> Problems.notFound("device", id)));
    }

    @Transactional(readOnly = true)
    public Page<Device> page(PageQuery query) {
        var now = phones.now();
        return Listing.of(
                query,
                repository.all().stream()
                        .map(device -> device.withState(now.apply(Objects.requireNonNull(device.id()))))
                        .toList(),
                device -> device.name() + " " + device.username(),
                Map.of("name", BY_NAME, "username", Comparator.comparing(each -> String.valueOf(each.username()))));
    }

    /// @return the phone with its secret, for the only time
    public Device create(Device wanted) {
        return create(wanted, DeviceSecrets.make());
    }

    /// With a secret that is known beforehand: for sample data whose phones are part of the program.
    public Device create(Device wanted, String secret) {
        check(wanted, 0);
        var username = Objects.requireNonNull(wanted.username());
        var id = ids.next();
        repository.insert(
                id,
                wanted,
                DeviceSecrets.ha1("MD5", username, REALM, secret),
                DeviceSecrets.ha1("SHA-256", username, REALM, secret));
        var after = repository.find(id).orElseThrow();
        audit.record("device-created", "device", id, Changes.of(after));
        tell();
        return withState(after).withSecret(secret);
    }

    public Device change(long id, Device wanted) {
        var before = existing(id);
        check(wanted, id);
        if (!Objects.equals(before.username(), wanted.username())) {
            throw Problems.field("username", "cannot-change");
        }
        if (!repository.update(id, Objects.requireNonNullElse(wanted.version(), -1), wanted)) {
            throw Problems.editConflict(withState(before));
        }
        var after = existing(id);
        audit.record("device-changed", "device", id, Changes.between(before, after));
        tell();
        return withState(after);
    }

    /// Makes a new secret; the old one stops working at the phone's next registration.
    public Device renewSecret(long id) {
        var device = existing(id);
        var secret = DeviceSecrets.make();
        var username = Objects.requireNonNull(device.username());
        repository.secret(
                id,
                DeviceSecrets.ha1("MD5", username, REALM, secret),
                DeviceSecrets.ha1("SHA-256", username, REALM, secret));
        audit.record("device-secret-renewed", "device", id);
        tell();
        return withState(existing(id)).withSecret(secret);
    }

    public void delete(long id) {
        var before = existing(id);
        repository.delete(id);
        states.forget(Long.toString(id));
        audit.record("device-deleted", "device", id, Changes.of(before));
        tell();
    }

    private Device existing(long id) {
        return repository.find(id).orElseThrow(() -> Problems.notFound("device", id));
    }

    private Device withState(Device device) {
        return device.withState(phones.now().apply(Objects.requireNonNull(device.id())));
    }

    private void tell() {
        events.publishEvent(new TelephonyChanged(Tenancy.current().tenantId(), TelephonyChanged.Kind.DEVICES));
    }

    private void check(Device wanted, long id) {
        var fields = new Fields();
        fields.required("name", wanted.name(), 100);
        var username = wanted.username();
        if (username == null || username.isBlank()) {
            fields.add("username", "required");
        } else if (!USERNAME.matcher(username).matches()) {
            fields.add("username", "wrong-username");
        }
        var address = wanted.address();
        if (address != null && !address.isBlank() && !FixedAddress.isUsable(address.strip())) {
            fields.add("address", "wrong-phone-address");
        }
        if (fields.optionalId("agentId", wanted.agentId()) instanceof Long agent) {
            fields.known("agentId", Set.of(agent), agents.names(Set.of(agent)).keySet());
            if (taken("select exists (select from device where agent_id = :value and id <> :id)", agent, id)) {
                fields.add("agentId", "taken");
            }
        }
        // the index holds over all tenants; what this tenant cannot see is told by it as a conflict
        if (!fields.anyWrong()
                && taken(
                        "select exists (select from device where lower(username) = lower(:value) and id <> :id)",
                        Objects.requireNonNull(username),
                        id)) {
            fields.add("username", "taken");
        }
        fields.check();
    }

    private boolean taken(String sql, Object value, long id) {
        return database.sql(sql)
                .param("value", value)
                .param("id", id)
                .query(Boolean.class)
                .single();
    }
}
