package org.callosum.server.playbook;

import static org.callosum.server.playbook.SampleCentre.EVERYTHING;
import static org.callosum.server.playbook.SampleCentre.VISITOR;
import static org.callosum.server.playbook.SampleCentre.id;
import static org.callosum.server.playbook.SampleCentre.number;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.callosum.kernel.id.AgentId;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Text;
import org.callosum.server.playbook.SampleCentre.Phone;
import org.callosum.server.telephony.Device;
import org.callosum.server.telephony.Devices;
import org.callosum.server.telephony.DiallingLimits;
import org.callosum.server.telephony.DiallingRule;
import org.callosum.server.telephony.DiallingRules;
import org.callosum.server.telephony.EntryPoint;
import org.callosum.server.telephony.EntryPoints;
import org.callosum.server.telephony.WidgetSite;
import org.callosum.server.telephony.WidgetSites;
import org.springframework.stereotype.Component;

/// How the sample centre is reached: numbers, desk phones, dialling rules, a page that calls.
@Component
class SampleTelephony {
    private final EntryPoints entryPoints;
    private final Devices devices;
    private final DiallingRules diallingRules;
    private final WidgetSites widgetSites;

    SampleTelephony(EntryPoints entryPoints, Devices devices, DiallingRules diallingRules, WidgetSites widgetSites) {
        this.entryPoints = entryPoints;
        this.devices = devices;
        this.diallingRules = diallingRules;
        this.widgetSites = widgetSites;
    }

    /// @return ids by number
    Map<String, Long> numbers(Map<String, Long> clients, Map<String, Long> hours) {
        var ids = new HashMap<String, Long>();
        entryPoints.all().forEach(each -> ids.put(String.valueOf(each.number()), number(each.id())));
        for (var number : SampleData.NUMBERS) {
            if (!ids.containsKey(number.number())) {
                var made = entryPoints.create(new EntryPoint(
                        null,
                        null,
                        number.number(),
                        number.name(),
                        Long.toString(id(clients, number.client())),
                        number.flow(),
                        number.language(),
                        Long.toString(id(hours, number.client() + "-hours")),
                        number.widget(),
                        true,
                        null));
                ids.put(number.number(), number(made.id()));
            }
        }
        return ids;
    }

    /// Those of the simulated agents, with fresh secrets.
    List<Phone> phones(Map<String, Long> agentIds) {
        var known = new HashMap<String, Device>();
        devices.page(EVERYTHING).items().forEach(each -> known.put(String.valueOf(each.username()), each));
        var phones = new ArrayList<Phone>();
        for (var i = 0; i < SampleData.AGENTS.size(); i++) {
            var agent = SampleData.AGENTS.get(i);
            // unique over all houses, as a registrar asks
            var user =
                    "desk-%s-%d".formatted(Long.toString(Tenancy.current().tenantId(), Character.MAX_RADIX), 101 + i);
            var id = id(agentIds, agent.account());
            var device = known.get(user);
            var made = device == null
                    ? devices.create(new Device(
                            null, null, "Desk " + (101 + i), user, null, null, null, Long.toString(id), true, null))
                    : devices.renewSecret(number(device.id()));
            if (!agent.account().equals(VISITOR)) {
                phones.add(new Phone(new AgentId(id), user, Objects.requireNonNull(made.secret())));
            }
        }
        return phones;
    }

    void dialling(Map<String, Long> clients) {
        for (var client : SampleData.CLIENTS) {
            var id = id(clients, client.code());
            if (diallingRules.page(EVERYTHING, id).total() > 0) {
                continue;
            }
            diallingRules.limit(new DiallingLimits(Long.toString(id), client.country(), 10, 500, null));
            diallingRules.create(new DiallingRule(
                    null,
                    null,
                    Long.toString(id),
                    "+44",
                    Text.of("United Kingdom", "英国", "英國"),
                    11,
                    12,
                    true,
                    null,
                    10));
            if (client.country().equals("CN")) {
                diallingRules.create(new DiallingRule(
                        null,
                        null,
                        Long.toString(id),
                        "+86",
                        Text.of("Mainland China", "中国大陆", "中國大陸"),
                        10,
                        13,
                        true,
                        null,
                        20));
            }
        }
    }

    /// @return the key of the site whose pages may call
    String widget(Map<String, Long> entries) {
        var entry = Long.toString(id(entries, "8001"));
        var site = widgetSites.page(EVERYTHING, null).items().stream()
                .filter(each -> entry.equals(each.entryPointId()))
                .findFirst()
                .orElseGet(() -> widgetSites.create(new WidgetSite(
                        null,
                        null,
                        null,
                        null,
                        entry,
                        List.of("https://shop.example", "http://localhost:8080"),
                        30,
                        20,
                        true)));
        return Objects.requireNonNull(site.key());
    }
}
