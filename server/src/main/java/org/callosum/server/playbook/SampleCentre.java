package org.callosum.server.playbook;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.customers.Customer;
import org.callosum.server.customers.Customers;
import org.callosum.server.customers.Precedence;
import org.callosum.server.customers.Precedences;
import org.callosum.server.flows.Flows;
import org.callosum.server.identity.Furnishing;
import org.callosum.server.intents.Intents;
import org.callosum.server.people.Agent;
import org.callosum.server.people.Agents;
import org.callosum.server.people.MatrixCell;
import org.callosum.server.people.Skill;
import org.callosum.server.people.SkillMatrix;
import org.callosum.server.people.Skills;
import org.callosum.server.people.Team;
import org.callosum.server.people.Teams;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.PageQuery;
import org.callosum.server.queues.Calendars;
import org.callosum.server.queues.Disposition;
import org.callosum.server.queues.Dispositions;
import org.callosum.server.queues.Queue;
import org.callosum.server.queues.Queues;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// Fills a house with the sample centre of `./callosum demo`: two clients, five queues, twelve agents
/// in two teams, two sites in two time zones, flows in English and Chinese, numbers, desk phones, a web
/// page that calls, customers.
///
/// What is there already stays; a second run only gives the phones and the visitor's place new secrets,
/// since the old ones are kept nowhere.
@Service
public class SampleCentre {
    static final PageQuery EVERYTHING = new PageQuery(null, 0, PageQuery.LARGEST, null);
    static final String VISITOR = "amy";

    private final Tenancy tenancy;
    private final Clock clock;
    private final Playbook playbook;
    private final Furnishing house;
    private final Skills skills;
    private final Agents agents;
    private final Teams teams;
    private final SkillMatrix matrix;
    private final Queues queues;
    private final Calendars calendars;
    private final Dispositions dispositions;
    private final Flows flows;
    private final Customers customers;
    private final Precedences precedences;
    private final SampleRules rules;
    private final Intents intents;
    private final SamplePages pages;
    private final SampleScripts scripts;
    private final SampleNotes noteRules;
    private final SampleTelephony telephony;
    private final SampleCases cases;
    private final SampleEscalations escalations;
    private final SampleGoods goods;
    private final SampleSheets sheets;

    SampleCentre(
            Tenancy tenancy,
            Clock clock,
            Playbook playbook,
            Furnishing house,
            Skills skills,
            Agents agents,
            Teams teams,
            SkillMatrix matrix,
            Queues queues,
            Calendars calendars,
            Dispositions dispositions,
            Flows flows,
            Customers customers,
            Precedences precedences,
            SampleRules rules,
            Intents intents,
            SamplePages pages,
            SampleScripts scripts,
            SampleNotes noteRules,
            SampleTelephony telephony,
            SampleCases cases,
            SampleEscalations escalations,
            SampleGoods goods,
            SampleSheets sheets) {
        this.tenancy = tenancy;
        this.clock = clock;
        this.playbook = playbook;
        this.house = house;
        this.skills = skills;
        this.agents = agents;
        this.teams = teams;
        this.matrix = matrix;
        this.queues = queues;
        this.calendars = calendars;
        this.dispositions = dispositions;
        this.flows = flows;
        this.customers = customers;
        this.precedences = precedences;
        this.rules = rules;
        this.intents = intents;
        this.pages = pages;
        this.scripts = scripts;
        this.noteRules = noteRules;
        this.telephony = telephony;
        this.cases = cases;
        this.escalations = escalations;
        this.goods = goods;
        this.sheets = sheets;
    }

    /// What a demo needs to know.
    ///
    /// @param numbers that simulated customers dial
    /// @param callers their telephone numbers
    /// @param phones of the simulated agents
    /// @param visitor account and fresh password of the agent whose place is left for you
    public record Sample(
            List<String> numbers,
            List<String> callers,
            List<Phone> phones,
            Map<String, ClientId> clients,
            String widgetKey,
            Visitor visitor) {}

    /// @param user registers by it
    public record Phone(AgentId agent, String user, String secret) {
        @Override
        public String toString() {
            return "Phone[" + user + "]"; // no secret in a log
        }
    }

    public record Visitor(String account, String password, AgentId agent) {
        @Override
        public String toString() {
            return "Visitor[" + account + "]"; // no password in a log
        }
    }

    /// Fills a house; all or nothing.
    public Sample install(long tenant) {
        playbook.bring(tenant);
        var sample = tenancy.asSystem(tenant, () -> {
            var calendarIds = calendars();
            var clientIds = house.clients(SampleData.CLIENTS.stream()
                    .map(each -> new Furnishing.Place(each.code(), each.name(), each.zone(), null))
                    .toList());
            var siteIds = house.sites(SampleData.SITES.stream()
                    .map(each -> new Furnishing.Place(
                            each.code(), each.name(), each.zone(), id(calendarIds, each.calendar())))
                    .toList());
            var skillIds = skills();
            var queueIds = queues(clientIds, siteIds, calendarIds, skillIds);
            dispositions(clientIds, queueIds);
            intents.bring(new ClientId(id(clientIds, "northlight")), PlaybookFiles.intents());
            flows(clientIds);
            var agentIds = agents(clientIds, siteIds);
            teams(siteIds, agentIds);
            matrix(agentIds, skillIds);
            rules.bring();
            var entries = telephony.numbers(clientIds, calendarIds);
            telephony.dialling(clientIds);
            customers(clientIds);
            goods.bring(clientIds);
            cases.bring(clientIds);
            escalations.bring(clientIds, queueIds, agentIds);
            var clients = new TreeMap<String, ClientId>();
            SampleData.CLIENTS.forEach(each -> clients.put(each.code(), new ClientId(id(clientIds, each.code()))));
            pages.bring(clients);
            scripts.bring(clientIds);
            noteRules.bring(clientIds);
            return new Sample(
                    SampleData.NUMBERS.stream()
                            .map(SampleData.SampleNumber::number)
                            .toList(),
                    SampleData.CUSTOMERS.stream()
                            .map(SampleData.SampleCustomer::number)
                            .toList(),
                    telephony.phones(agentIds),
                    clients,
                    telephony.widget(entries),
                    new Visitor(VISITOR, house.password(VISITOR), new AgentId(id(agentIds, VISITOR))));
        });
        sheets.bring(tenant); // each in the words of whoever saw it, once the house stands
        return sample;
    }

    private Map<String, Long> calendars() {
        var year = LocalDate.now(clock).getYear();
        for (var calendar : PlaybookFiles.calendars(year)) {
            if (!OrdinaryHouse.CALENDAR.equals(calendar.code())
                    && calendars.byCode(String.valueOf(calendar.code())).isEmpty()) {
                calendars.create(calendar);
            }
        }
        var ids = new HashMap<String, Long>();
        calendars.all().forEach(each -> ids.put(String.valueOf(each.code()), number(each.id())));
        return ids;
    }

    private Map<String, Long> skills() {
        var ids = new HashMap<String, Long>();
        skills.all().forEach(each -> ids.put(String.valueOf(each.code()), number(each.id())));
        for (var skill : PlaybookFiles.skills()) {
            if (!ids.containsKey(skill.code())) {
                var made = skills.create(new Skill(null, null, skill.code(), skill.name(), false, true));
                ids.put(skill.code(), number(made.id()));
            }
        }
        return ids;
    }

    private Map<String, Long> queues(
            Map<String, Long> clients, Map<String, Long> sites, Map<String, Long> hours, Map<String, Long> skillIds) {
        var ids = new HashMap<String, Long>();
        for (var queue : SampleData.QUEUES) {
            var client = id(clients, queue.client());
            var known = queues.all().stream()
                    .filter(each -> queue.code().equals(each.code())
                            && Long.toString(client).equals(each.clientId()))
                    .findFirst();
            var made = known.orElseGet(() -> queues.create(queue(queue, client, sites, hours, skillIds)));
            ids.put(queue.code(), number(made.id()));
        }
        return ids;
    }

    private static Queue queue(
            SampleData.SampleQueue queue,
            long client,
            Map<String, Long> sites,
            Map<String, Long> hours,
            Map<String, Long> skillIds) {
        var skill = Long.toString(id(skillIds, queue.skill()));
        return new Queue(
                null,
                null,
                queue.code(),
                queue.name(),
                Long.toString(client),
                Long.toString(id(sites, queue.site())),
                Long.toString(id(hours, queue.calendar())),
                "voice",
                queue.priority(),
                queue.targetSeconds(),
                80,
                5,
                "sl_no_short",
                queue.policy(),
                List.of(
                        new Queue.Step(0, List.of(new Queue.Need(skill, queue.minimum()))),
                        new Queue.Step(queue.relaxAfterSeconds(), List.of(new Queue.Need(skill, 1)))),
                20,
                60,
                true,
                100,
                "waiting",
                "hold",
                true,
                queue.code().equals("northlight-renewals"),
                "all",
                30,
                15,
                true);
    }

    private void dispositions(Map<String, Long> clients, Map<String, Long> queueIds) {
        for (var client : SampleData.CLIENTS) {
            var clientId = Long.toString(id(clients, client.code()));
            var known = new HashSet<String>();
            dispositions.all().stream()
                    .filter(each -> clientId.equals(each.clientId()))
                    .forEach(each -> known.add(String.valueOf(each.code())));
            var order = 0;
            for (var set : PlaybookFiles.dispositions()) {
                var inQueues = SampleData.QUEUES.stream()
                        .filter(queue -> queue.client().equals(client.code())
                                && queue.sets().contains(set.code()))
                        .map(queue -> Long.toString(id(queueIds, queue.code())))
                        .toList();
                for (var each : set.dispositions()) {
                    order += 10;
                    if (!inQueues.isEmpty() && known.add(each.code())) {
                        dispositions.create(new Disposition(
                                null,
                                null,
                                each.code(),
                                each.name(),
                                clientId,
                                set.name(),
                                inQueues,
                                null,
                                each.followUpCaseType(),
                                true,
                                order));
                    }
                }
            }
        }
    }

    private void flows(Map<String, Long> clients) {
        flow("called-back", null);
        flow("ask-call-back", null);
        flow("waiting", null);
        flow("ask-order", null);
        flow("order-status", null);
        flow("order-again", null);
        flow("account-usage", null);
        flow("my-account", null);
        flow("harbour-main", id(clients, "harbour"));
        flow("northlight-main", id(clients, "northlight"));
        SampleScripts.FLOWS.forEach(code -> flow(code, null));
    }

    private void flow(String code, @Nullable Long client) {
        if (flows.all().stream().noneMatch(each -> each.code().equals(code))) {
            flows.create(
                    code,
                    PlaybookFiles.flowName(code),
                    client == null ? null : client.toString(),
                    PlaybookFiles.flow(code),
                    "sample");
            flows.approve(code, 1, "sample", null);
        }
    }

    private Map<String, Long> agents(Map<String, Long> clients, Map<String, Long> sites) {
        var ids = new HashMap<String, Long>();
        agents.page(EVERYTHING, null).items().forEach(each -> ids.put("#" + each.staffNumber(), number(each.id())));
        for (var agent : SampleData.AGENTS) {
            var known = ids.get("#" + agent.staffNumber());
            if (known == null) {
                var granted =
                        agent.clients().stream().map(code -> id(clients, code)).toList();
                var london = agent.team().startsWith("northlight");
                var account = house.account(
                        agent.account(),
                        agent.name(),
                        "agent",
                        agent.language(),
                        london ? "Europe/London" : "Asia/Shanghai",
                        granted);
                var made = agents.create(new Agent(
                        null,
                        null,
                        Long.toString(account),
                        agent.name(),
                        agent.staffNumber(),
                        null,
                        null,
                        Long.toString(id(sites, london ? "london" : "shanghai")),
                        granted.stream().map(each -> Long.toString(each)).toList(),
                        List.of(),
                        1,
                        0,
                        agent.account().equals(VISITOR) ? "browser" : "phone",
                        null,
                        true,
                        LocalDate.now(clock)
                                .minusDays(20
                                        + 97L
                                                * Math.floorMod(
                                                        agent.staffNumber().hashCode(), 30)),
                        null));
                known = number(made.id());
            }
            ids.put(agent.account(), known);
        }
        return ids;
    }

    private void teams(Map<String, Long> sites, Map<String, Long> agentIds) {
        team("harbour-team", Text.of("Harbour team", "海港班组", "海港班組"), id(sites, "shanghai"), "bo", "cui", agentIds);
        team(
                "northlight-team",
                Text.of("Northlight team", "北辰班组", "北辰班組"),
                id(sites, "london"),
                "harry",
                "kira",
                agentIds);
    }

    private void team(String code, Text name, long site, String leader, String benchmark, Map<String, Long> agentIds) {
        if (teams.all().stream().anyMatch(each -> code.equals(each.code()))) {
            return;
        }
        var leaderId = Long.toString(id(agentIds, leader));
        var made = teams.create(
                new Team(null, null, code, name, Long.toString(site), leaderId, List.of(), List.of(), null));
        var from = LocalDate.now(clock).minusYears(1);
        for (var agent : SampleData.AGENTS) {
            if (agent.team().equals(code)) {
                made = teams.join(
                        number(made.id()), new Team.Member(Long.toString(id(agentIds, agent.account())), from, null));
            }
        }
        var best = Long.toString(id(agentIds, benchmark));
        teams.change(
                number(made.id()),
                new Team(
                        null,
                        made.version(),
                        code,
                        name,
                        Long.toString(site),
                        leaderId,
                        List.of(best),
                        List.of(best),
                        null));
    }

    private void matrix(Map<String, Long> agentIds, Map<String, Long> skillIds) {
        if (!matrix.matrix().cells().isEmpty()) {
            return;
        }
        var on = LocalDate.now(clock).minusMonths(2);
        var cells = new ArrayList<MatrixCell>();
        var six = PlaybookFiles.skills().stream()
                .filter(skill -> skill.group().equals("matrix"))
                .toList();
        for (var i = 0; i < SampleData.AGENTS.size(); i++) {
            var agent = SampleData.AGENTS.get(i);
            var id = Long.toString(id(agentIds, agent.account()));
            new TreeMap<>(agent.levels())
                    .forEach((skill, level) -> cells.add(new MatrixCell(
                            id,
                            Long.toString(id(skillIds, skill)),
                            level,
                            SampleData.PREFERENCES.get(agent.account() + ":" + skill),
                            "Ten contacts heard",
                            null,
                            null,
                            on)));
            for (var s = 0; s < six.size(); s++) {
                // spread over the levels, the same in every installation
                var level = 2 + (i * 5 + s * 3) % 4;
                cells.add(new MatrixCell(
                        id,
                        Long.toString(id(skillIds, six.get(s).code())),
                        level,
                        null,
                        "Yearly review",
                        null,
                        null,
                        on));
            }
        }
        matrix.write(cells);
    }

    private void customers(Map<String, Long> clients) {
        for (var client : clients.values()) {
            if (Objects.equals(precedences.of(client).version(), 0)) {
                precedences.put(new Precedence(
                        Long.toString(client),
                        0,
                        4,
                        1,
                        1,
                        List.of(new Precedence.Level("Gold", 2), new Precedence.Level("Silver", 1))));
            }
        }
        for (var customer : SampleData.CUSTOMERS) {
            var client = id(clients, customer.client());
            if (customers.byNumber(client, customer.number()).isEmpty()) {
                customers.create(Customer.plain(
                        Long.toString(client),
                        customer.name(),
                        List.of(new Customer.Number(customer.number(), "mobile", true)),
                        customer.language(),
                        customer.rank(),
                        new Customer.Consent(true, null, null),
                        customer.level().isEmpty() ? null : customer.level()));
            }
        }
    }

    static long id(Map<String, Long> ids, String code) {
        var id = ids.get(code);
        if (id == null) {
            throw new IllegalStateException("The sample centre names %s, which it has not made".formatted(code));
        }
        return id;
    }

    static long number(@Nullable String id) {
        return Long.parseLong(Objects.requireNonNull(id));
    }
}
