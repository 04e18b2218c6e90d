package org.callosum.server.testing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.QueueId;
import org.callosum.server.testing.HousesForTests.House;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/// A house for a test and what stands in it, made at the interface as an administrator would make it.
///
/// ```java
/// var here = Furnished.open(application).mayDial("+86");
/// here.contactLimits(Map.of());
/// var sales = here.queue("sales", Map.of());
/// ```
public final class Furnished {
    private final House house;
    private final Caller staff;

    private Furnished(House house) {
        this.house = house;
        this.staff = house.administrator();
    }

    public static Furnished open(ApplicationContext application) {
        return new Furnished(HousesForTests.open(application));
    }

    public House house() {
        return house;
    }

    /// The administrator.
    public Caller staff() {
        return staff;
    }

    public String client() {
        return Long.toString(house.clientId());
    }

    public String site() {
        return Long.toString(house.siteId());
    }

    /// The dialling plan allows numbers that begin so.
    public Furnished mayDial(String prefix) {
        var rule = new HashMap<String, Object>(Map.of("clientId", client(), "prefix", prefix, "allowed", true));
        rule.put("name", Map.of("en", "Allowed"));
        rule.put("minDigits", 5);
        rule.put("maxDigits", 15);
        staff.post("/api/dialling-rules", rule).expect(201);
        return this;
    }

    /// Contact limits that are open day and night and ask for no gap, unless said otherwise.
    public JsonNode contactLimits(Map<String, ?> changed) {
        var wanted = new HashMap<String, Object>(Map.ofEntries(
                Map.entry("clientId", client()),
                Map.entry("perDay", 4.0),
                Map.entry("perWeek", 10.0),
                Map.entry("perMonth", 25.0),
                Map.entry("gapMinutes", 0),
                Map.entry("callPoints", 3.0),
                Map.entry("smsPoints", 1.0),
                Map.entry("emailPoints", 0.5),
                Map.entry("appPoints", 0.5),
                Map.entry("weekdayFrom", "00:00"),
                Map.entry("weekdayTo", "24:00"),
                Map.entry("weekendFrom", "00:00"),
                Map.entry("weekendTo", "24:00"),
                Map.entry("consentNeeded", List.of("marketing")),
                Map.entry("exempt", List.of("call-back"))));
        var before = staff.get("/api/contact-limits/" + client()).expect(200).body();
        wanted.put("version", before.path("version").asInt());
        wanted.putAll(changed);
        return staff.put("/api/contact-limits", wanted).expect(200).body();
    }

    /// @return id
    public String customer(String name, String... numbers) {
        var known = java.util.Arrays.stream(numbers)
                .map(number -> Map.of("number", number, "kind", "mobile"))
                .toList();
        return id("/api/customers", Map.of("clientId", client(), "name", name, "numbers", known));
    }

    /// @param more fields beside code, name, client and site
    public QueueId queue(String code, Map<String, ?> more) {
        var wanted = new HashMap<String, Object>(Map.of("code", code, "clientId", client(), "siteId", site()));
        wanted.put("name", Map.of("en", Character.toUpperCase(code.charAt(0)) + code.substring(1)));
        wanted.putAll(more);
        return new QueueId(Long.parseLong(id("/api/queues", wanted)));
    }

    /// @param more fields beside name, staff number, site and client
    public AgentId agent(String name, String staffNumber, Map<String, ?> more) {
        var wanted = new HashMap<String, Object>(Map.of("name", name, "staffNumber", staffNumber, "siteId", site()));
        wanted.put("clients", List.of(client()));
        wanted.putAll(more);
        return new AgentId(Long.parseLong(id("/api/agents", wanted)));
    }

    /// The id of what is made by a POST.
    public String id(String path, Map<String, ?> wanted) {
        return staff.post(path, wanted).expect(201).body().path("id").asString();
    }
}
