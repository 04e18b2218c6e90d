package org.callosum.server.routing;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.callosum.server.floor.FloorConfiguration;
import org.callosum.server.people.Agent;
import org.callosum.server.platform.definitions.DefinitionVersion;
import org.callosum.server.platform.definitions.Definitions;
import org.callosum.server.platform.definitions.LineDifference;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.problem.Problem;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.ClientScope;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Language;
import org.callosum.server.platform.text.Messages;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The house's rules of routing as it edits and approves them: one definition, whose rules hold for all clients; one
/// that leads to a queue holds for the contacts of that queue's client. So only who may see every client may see them.
@Service
@Transactional
class RuleBook {
    static final String KIND = "routing";
    static final String CODE = "house";
    private static final int LONGEST_REASON = 500;
    private static final TypeReference<List<RoutingRule>> RULES = new TypeReference<>() {};
    private static final Text NAME = Text.of("Routing rules", "路由规则", "路由規則");

    private final Definitions definitions;
    private final RoutingHouse house;
    private final LiveRouting live;
    private final ObjectProvider<FloorConfiguration> floor;
    private final ObjectProvider<StrainWatch> strain;
    private final Messages texts;
    private final JsonMapper json;
    private final Clock clock;

    RuleBook(
            Definitions definitions,
            RoutingHouse house,
            LiveRouting live,
            ObjectProvider<FloorConfiguration> floor,
            ObjectProvider<StrainWatch> strain,
            Messages texts,
            JsonMapper json,
            Clock clock) {
        this.definitions = definitions;
        this.house = house;
        this.live = live;
        this.floor = floor;
        this.strain = strain;
        this.texts = texts;
        this.json = json;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    RoutingPage page() {
        requireWholeHouse();
        var versions = definitions.versions(KIND, CODE);
        var inForce = definitions.live(KIND, CODE, clock.instant());
        var latest = versions.isEmpty() ? null : versions.getFirst();
        var rules = latest == null ? List.<RoutingRule>of() : rules(latest);
        return new RoutingPage(
                inForce == null ? null : inForce.version(),
                latest == null ? 0 : latest.version(),
                latest == null ? "none" : latest.state().code(),
                rules,
                findings(rules),
                inForce == null ? List.of() : findings(rules(inForce)),
                versions.stream()
                        .map(each -> new RoutingPage.Version(
                                each.version(),
                                each.state().code(),
                                each.at(),
                                each.by(),
                                each.reason(),
                                each.validFrom(),
                                each.validTo()))
                        .toList(),
                house.facts(),
                house.queues().stream()
                        .map(queue -> new RoutingPage.Choice(queue.code(), queue.name()))
                        .toList(),
                house.skillChoices(),
                house.clients().values().stream().sorted().toList());
    }

    /// What is wrong with rules that nobody has stored yet.
    @Transactional(readOnly = true)
    List<RoutingPage.Remark> check(@Nullable List<RoutingRule> rules) {
        requireWholeHouse();
        return findings(required(rules));
    }

    @Transactional(readOnly = true)
    RoutingPage.Body version(int version) {
        requireWholeHouse();
        var found = find(version);
        return new RoutingPage.Body(version, found.state().code(), rules(found));
    }

    /// Stores rules as a draft; they may still have errors.
    ///
    /// @param baseVersion the newest version its author had seen; 0 for the first
    RoutingPage draft(@Nullable Integer baseVersion, @Nullable List<RoutingRule> rules, @Nullable String reason) {
        requireWholeHouse();
        var fields = new Fields();
        fields.present("baseVersion", baseVersion);
        fields.length("reason", reason, LONGEST_REASON);
        fields.check();
        var body = json.writerWithDefaultPrettyPrinter().writeValueAsString(required(rules));
        var why = reason == null ? "" : reason.strip();
        int base = Objects.requireNonNull(baseVersion);
        var first = definitions.versions(KIND, CODE).isEmpty();
        if (first && base == 0) {
            definitions.create(KIND, CODE, null, NAME, body, why);
        } else {
            definitions.draft(KIND, CODE, base, body, why);
        }
        return page();
    }

    /// Puts a version into force: the queues' steps and the agents' admissions change on the floor after the commit,
    /// contacts that wait keep what they came with.
    ///
    /// @param validTo until when; what held before holds again then, and where nothing did, no rules do
    /// @throws Problem `routing-invalid` with the first finding, when a rule has an error
    RoutingPage approve(int version, @Nullable String reason, @Nullable Instant validFrom, @Nullable Instant validTo) {
        requireWholeHouse();
        requireLength(reason);
        var found = find(version);
        var errors = findings(rules(found)).stream()
                .filter(remark -> "error".equals(remark.severity()))
                .toList();
        if (!errors.isEmpty()) {
            var first = errors.getFirst();
            throw Problems.refused(
                    "routing-invalid",
                    Map.of("count", errors.size(), "rule", first.rule() + 1, "message", first.text()));
        }
        definitions.approve(
                KIND,
                CODE,
                version,
                reason == null ? "" : reason.strip(),
                validFrom,
                validTo,
                Definitions.Afterwards.NOTHING);
        tellAfterCommit();
        return page();
    }

    /// Undoes an approval: the rules that it had ended hold again, on the floor as well.
    RoutingPage takeBack(int version, @Nullable String reason) {
        requireWholeHouse();
        requireLength(reason);
        definitions.takeBack(KIND, CODE, version, reason == null ? "" : reason.strip());
        tellAfterCommit();
        return page();
    }

    @Transactional(readOnly = true)
    List<LineDifference.Line> difference(int from, int to) {
        requireWholeHouse();
        find(from);
        find(to);
        return definitions.difference(KIND, CODE, from, to);
    }

    private static void requireLength(@Nullable String reason) {
        var fields = new Fields();
        fields.length("reason", reason, LONGEST_REASON);
        fields.check();
    }

    /// Takes a version out of force, or drops a draft.
    RoutingPage retire(int version, @Nullable String reason) {
        requireWholeHouse();
        definitions.retire(KIND, CODE, version, reason == null ? "" : reason.strip());
        tellAfterCommit();
        return page();
    }

    DefinitionVersion find(int version) {
        var found = definitions.find(KIND, CODE, version);
        if (found == null) {
            throw Problems.notFound(KIND, CODE + " version " + version);
        }
        return found;
    }

    List<RoutingRule> rules(DefinitionVersion version) {
        return read(json, version.body());
    }

    /// @throws IllegalStateException for a text that this program never stored
    static List<RoutingRule> read(JsonMapper json, String body) {
        try {
            return json.readValue(body, RULES);
        } catch (JacksonException unreadable) {
            throw new IllegalStateException("Stored rules of routing cannot be read", unreadable);
        }
    }

    private static List<RoutingRule> required(@Nullable List<RoutingRule> rules) {
        var fields = new Fields();
        fields.present("rules", rules);
        fields.count("rules", rules, RuleReader.MOST_RULES);
        if (rules != null && rules.stream().anyMatch(Objects::isNull)) {
            fields.add("rules", "required");
        }
        fields.check();
        return Objects.requireNonNull(rules);
    }

    private List<RoutingPage.Remark> findings(List<RoutingRule> rules) {
        var reading = RuleReader.read(rules, house.book(), house.facts());
        var remarks = new ArrayList<>(reading.remarks());
        remarks.addAll(unstaffed(rules, reading));
        Language language = Tenancy.current().language();
        return remarks.stream()
                .map(remark -> {
                    var text = texts.find(language, "routing.finding." + remark.code(), remark.values());
                    return new RoutingPage.Remark(
                            remark.rule(),
                            remark.field(),
                            remark.error() ? "error" : "warning",
                            remark.code(),
                            text == null ? remark.code() : text);
                })
                .toList();
    }

    /// What nobody who works here could serve: allowed, since people are trained and hired, but customers would wait.
    private List<RuleReader.Remark> unstaffed(List<RoutingRule> rules, RuleReader.Reading reading) {
        var agents = house.agents();
        var today = house.today();
        int admitted = 0;
        for (Agent agent : agents) {
            var tenure = RoutingHouse.tenureDays(Objects.requireNonNull(agent.joinedOn()), today);
            admitted = Math.max(admitted, reading.plan().admitted(tenure, Set.of()));
        }
        var remarks = new ArrayList<RuleReader.Remark>();
        for (int i = 0; i < rules.size(); i++) {
            var rule = rules.get(i);
            int level = Objects.requireNonNullElse(rule.level(), 0);
            if (!rule.isOn() || agents.isEmpty()) {
                continue;
            }
            if ("complexity".equals(rule.kind()) && level > admitted) {
                remarks.add(new RuleReader.Remark(
                        i, "level", false, "nobody-admitted", Map.of("level", Integer.toString(level))));
            }
            if ("team".equals(rule.kind()) && rule.skill() != null) {
                var skill = house.book().skills().get(rule.skill());
                if (skill != null
                        && agents.stream()
                                .flatMap(agent ->
                                        Objects.requireNonNullElse(agent.skills(), List.<Agent.Level>of()).stream())
                                .noneMatch(held -> held.skillId().equals(skill.toString()) && held.level() >= level)) {
                    remarks.add(new RuleReader.Remark(
                            i,
                            "level",
                            false,
                            "nobody-skilled",
                            Map.of("skill", rule.skill(), "level", Integer.toString(level))));
                }
            }
        }
        return remarks;
    }

    static void requireWholeHouse() {
        if (!(Tenancy.current().clients() instanceof ClientScope.All)) {
            throw Problems.forbidden("routing-of-the-house", Map.of());
        }
    }

    private void tellAfterCommit() {
        var tenant = Tenancy.current().tenantId();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                live.forget(tenant);
                floor.ifAvailable(configuration -> configuration.everythingChanged(tenant));
                strain.ifAvailable(watch -> watch.changed(tenant));
            }
        });
    }
}
