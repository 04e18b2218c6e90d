package org.callosum.server.telephony;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.callosum.server.platform.editing.Remembered;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/// The desk phones of all tenants in memory, for signalling threads that may not wait for a database.
@Component
public class PhoneBook implements org.callosum.voice.Devices {
    private final DeviceRepository devices;
    private final Tenancy tenancy;
    private final Remembered<Copy> phones =
            new Remembered<>("desk phones", Duration.ofSeconds(10), System::nanoTime, this::read);

    private record Copy(Map<String, DeskPhone> byUser, Map<Long, DeskPhone> byAgent) {}

    PhoneBook(DeviceRepository devices, Tenancy tenancy) {
        this.devices = devices;
        this.tenancy = tenancy;
    }

    @Override
    public org.callosum.voice.Devices.@Nullable Secret find(String user) {
        var phone = phones.value().byUser().get(user.toLowerCase(Locale.ROOT));
        // the hash was made with the spelling in the table: another spelling cannot match it
        return phone == null || !phone.username().equals(user)
                ? null
                : new org.callosum.voice.Devices.Secret(Long.toString(phone.id()), phone.ha1Md5(), phone.ha1Sha256());
    }

    /// Where a phone is rung.
    ///
    /// @param user the name it registers with, as the voice engine calls it
    /// @param address the fixed SIP address of a phone that does not register; null: where it registered last
    public record Line(String user, @Nullable String address) {}

    /// The phone of an agent; null without one.
    public @Nullable Line ofAgent(long agent) {
        var phone = phones.value().byAgent().get(agent);
        return phone == null ? null : new Line(phone.username(), phone.address());
    }

    /// A phone of this tenant by its user name; null if there is none.
    public @Nullable Line ofUser(long tenant, String user) {
        var phone = phones.value().byUser().get(user.toLowerCase(Locale.ROOT));
        return phone == null || phone.tenantId() != tenant ? null : new Line(phone.username(), phone.address());
    }

    /// A phone by its id; null if this tenant has none of it.
    public @Nullable Line ofDevice(long tenant, long device) {
        for (var phone : phones.value().byUser().values()) {
            if (phone.id() == device && phone.tenantId() == tenant) {
                return new Line(phone.username(), phone.address());
            }
        }
        return null;
    }

    /// Which device it is.
    public record Known(long tenant, long device) {}

    /// A phone that registers by this user name; null if there is none.
    public @Nullable Known known(String user) {
        var phone = phones.value().byUser().get(user.toLowerCase(Locale.ROOT));
        return phone == null ? null : new Known(phone.tenantId(), phone.id());
    }

    /// Whose phone it is, by its user name; null if it is nobody's, or another house's.
    public @Nullable Long agentOf(long tenant, String user) {
        var phone = phones.value().byUser().get(user.toLowerCase(Locale.ROOT));
        return phone == null || phone.tenantId() != tenant ? null : phone.agentId();
    }

    /// Whose phone it is, in whichever house.
    public record Owner(long tenant, long agent) {}

    /// @return null for a phone that is nobody's
    public @Nullable Owner owner(String user) {
        var phone = phones.value().byUser().get(user.toLowerCase(Locale.ROOT));
        var agent = phone == null ? null : phone.agentId();
        return phone == null || agent == null ? null : new Owner(phone.tenantId(), agent);
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void edited(TelephonyChanged changed) {
        if (changed.kind() == TelephonyChanged.Kind.DEVICES) {
            phones.forget();
        }
    }

    private Copy read() {
        var byUser = new HashMap<String, DeskPhone>();
        var byAgent = new HashMap<Long, DeskPhone>();
        for (var tenant : tenancy.tenants()) {
            for (var phone : tenancy.asSystem(tenant.id(), devices::phones)) {
                byUser.put(phone.username().toLowerCase(Locale.ROOT), phone);
                if (phone.agentId() != null) {
                    byAgent.put(phone.agentId(), phone);
                }
            }
        }
        return new Copy(Map.copyOf(byUser), Map.copyOf(byAgent));
    }
}
