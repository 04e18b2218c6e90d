package org.callosum.server.telephony;

import java.util.Collection;
import java.util.Map;
import org.callosum.server.people.DeskPhones;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Tells the room of people which phone is whose, and takes their word when they hand one out.
@Component
@Transactional
class PhonesOfAgents implements DeskPhones {
    private final DeviceRepository devices;
    private final ApplicationEventPublisher events;

    PhonesOfAgents(DeviceRepository devices, ApplicationEventPublisher events) {
        this.devices = devices;
        this.events = events;
    }

    @Override
    @Transactional(readOnly = true)
    public Map<Long, Long> of(Collection<Long> agents) {
        return devices.byAgent(agents);
    }

    @Override
    @Transactional(readOnly = true)
    public boolean free(long device, long agent) {
        return devices.free(device, agent);
    }

    @Override
    public void assign(long agent, @Nullable Long device) {
        devices.assign(agent, device);
        events.publishEvent(new TelephonyChanged(Tenancy.current().tenantId(), TelephonyChanged.Kind.DEVICES));
    }
}
