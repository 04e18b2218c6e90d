package org.callosum.server.rehearsal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.callosum.server.calls.CallDesk;
import org.callosum.server.floor.Floors;
import org.callosum.server.platform.install.StartFailure;
import org.callosum.server.platform.install.Welcome;
import org.callosum.server.platform.jobs.Jobs;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.web.PageQuery;
import org.callosum.server.playbook.SampleCentre;
import org.callosum.server.playbook.SampleHistory;
import org.callosum.server.playbook.SampleYear;
import org.callosum.server.queues.Calendar;
import org.callosum.server.queues.Calendars;
import org.callosum.server.queues.Dispositions;
import org.callosum.server.telephony.Trunk;
import org.callosum.server.telephony.Trunks;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// `./callosum demo`: fills the house with the sample centre, lets simulated customers call and simulated agents
/// answer, and says where your own place is.
@Component
@Order(100)
@ConditionalOnProperty("callosum.demo")
class Demo implements ApplicationRunner, DisposableBean, Welcome {
    private static final long SEED = 20_261_121;
    private static final String LINE = "this-machine";
    private static final int TALK_SECONDS = 55;

    private final Tenancy tenancy;
    private final SampleCentre sampleCentre;
    private final CallDesk calls;
    private final Trunks trunks;
    private final Calendars calendars;
    private final Floors floors;
    private final Dispositions dispositions;
    private final Jobs jobs;
    private final double callsPerMinute;
    private @Nullable Rehearsal rehearsal;
    private Function<String, List<String>> doors = address -> List.of();

    /// @param callsPerMinute 0 leaves the simulated people at home, for tests
    Demo(
            Tenancy tenancy,
            SampleCentre sampleCentre,
            CallDesk calls,
            Trunks trunks,
            Calendars calendars,
            Floors floors,
            Dispositions dispositions,
            Jobs jobs,
            @Value("${callosum.demo.calls-per-minute:6}") double callsPerMinute) {
        this.tenancy = tenancy;
        this.sampleCentre = sampleCentre;
        this.calls = calls;
        this.trunks = trunks;
        this.calendars = calendars;
        this.floors = floors;
        this.dispositions = dispositions;
        this.jobs = jobs;
        this.callsPerMinute = callsPerMinute;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        long tenant = tenancy.tenants().getFirst().id();
        var sample = sampleCentre.install(tenant);
        tenancy.asSystem(tenant, this::trustThisMachine);
        tenancy.asSystem(tenant, this::openRoundTheClock);
        var listens = calls.sipAddress();
        doors = address -> List.of(
                "Your place as an agent: account %s, password %s"
                        .formatted(sample.visitor().account(), sample.visitor().password()),
                "Call as a customer: %s/call/%s".formatted(address, sample.widgetKey()),
                "Call by telephone: sip:%s@%s:%d"
                        .formatted(
                                sample.numbers().getFirst(),
                                listens.getAddress().getHostAddress(),
                                listens.getPort()));
        if (callsPerMinute > 0) {
            tenancy.asSystem(tenant, this::makeYear);
            rehearsal = rehearse(tenant, sample, listens);
        }
    }

    @Override
    public List<String> lines(String address) {
        return doors.apply(address);
    }

    /// A year of customers and orders, then of what they called about: each once, as jobs beside the start, one
    /// after the other.
    private void makeYear() {
        for (var kind : List.of(SampleYear.KIND, SampleHistory.KIND)) {
            if (jobs.ofKind(kind).isEmpty()) {
                jobs.queue(kind, 0, null);
            }
        }
    }

    /// Simulated customers come in by a line that trusts this machine, as a carrier's does its addresses.
    private void trustThisMachine() {
        var all = new PageQuery(null, 0, PageQuery.LARGEST, null);
        if (trunks.page(all).items().stream().noneMatch(each -> LINE.equals(each.code()))) {
            trunks.create(new Trunk(
                    null,
                    null,
                    LINE,
                    "This machine",
                    "ip",
                    null,
                    null,
                    "udp",
                    List.of("127.0.0.1"),
                    null,
                    null,
                    null,
                    null,
                    List.of("pcma", "pcmu"),
                    "off",
                    200,
                    true,
                    null));
        }
    }

    /// Whoever looks at the demo in the evening finds it at work.
    private void openRoundTheClock() {
        var always = IntStream.rangeClosed(1, 7)
                .mapToObj(day -> new Calendar.Window(day, "00:00", "24:00"))
                .toList();
        for (var calendar : calendars.all()) {
            if (!always.equals(calendar.weekly())) {
                calendars.change(
                        Long.parseLong(Objects.requireNonNull(calendar.id())),
                        new Calendar(
                                calendar.id(),
                                calendar.version(),
                                calendar.code(),
                                calendar.name(),
                                calendar.timeZone(),
                                always,
                                List.of()));
            }
        }
    }

    private Rehearsal rehearse(long tenant, SampleCentre.Sample sample, InetSocketAddress listens) {
        var plan = new RehearsalPlan(
                SEED,
                listens,
                sample.numbers(),
                sample.callers(),
                callsPerMinute,
                TALK_SECONDS,
                sample.phones().stream()
                        .map(phone -> new RehearsalPlan.Phone(phone.agent(), phone.user(), phone.secret()))
                        .toList());
        var chance = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        try {
            return Rehearsal.start(plan, new DeskWork(tenant, floors, tenancy, dispositions, calls::talksWith, chance));
        } catch (IOException noPort) {
            throw new StartFailure("the simulated callers find no free port: " + noPort.getMessage(), noPort);
        }
    }

    @Override
    public void destroy() {
        if (rehearsal != null) {
            rehearsal.close();
        }
    }
}
