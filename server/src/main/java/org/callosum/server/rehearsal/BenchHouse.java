package org.callosum.server.rehearsal;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.callosum.floor.Decision;
import org.callosum.floor.FloorCommand;
import org.callosum.kernel.id.AgentId;
import org.callosum.server.calls.CallDesk;
import org.callosum.server.floor.Floors;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.playbook.BenchCentre;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// What `./callosum bench sip` starts: a fresh house whose numbers are the bench's test lines and whose agents are
/// phones at a fixed address, all signed in and ready. Says on standard output where SIP listens, and from then on how
/// soon decisions were committed and published.
@Component
@Order(100)
@ConditionalOnProperty("callosum.bench.agents")
class BenchHouse implements ApplicationRunner, DisposableBean {
    private static final int TRIES = 600;
    private static final int TELL_SECONDS = 2;

    private final Tenancy tenancy;
    private final BenchCentre centre;
    private final CallDesk calls;
    private final Floors floors;
    private final int agents;
    private final String phones;
    private final MeterRegistry meters;
    private final ScheduledExecutorService clerk = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("bench-clerk").daemon().factory());

    /// @param agents how many
    /// @param phones `host:port` of them all; the user part tells them apart
    BenchHouse(
            Tenancy tenancy,
            BenchCentre centre,
            CallDesk calls,
            Floors floors,
            @Value("${callosum.bench.agents}") int agents,
            @Value("${callosum.bench.phones:127.0.0.1:5090}") String phones,
            MeterRegistry meters) {
        this.tenancy = tenancy;
        this.centre = centre;
        this.calls = calls;
        this.floors = floors;
        this.agents = agents;
        this.phones = phones;
        this.meters = meters;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        long tenant = tenancy.tenants().getFirst().id();
        List<AgentId> people = centre.install(tenant, agents, phones);
        people.forEach(agent -> startWork(tenant, agent));
        var sip = calls.sipAddress();
        System.out.println("Bench house: sip %s:%d, %d agents ready"
                .formatted(sip.getAddress().getHostAddress(), sip.getPort(), people.size()));
        clerk.scheduleAtFixedRate(this::tellOfDecisions, TELL_SECONDS, TELL_SECONDS, TimeUnit.SECONDS);
    }

    /// All since the start: how many, and of them within so many milliseconds.
    private void tellOfDecisions() {
        var decisions = meters.get("callosum.floor.decision").timer().takeSnapshot();
        var line = new StringJoiner(" ", "Bench house: decisions ", "");
        line.add(Long.toString(decisions.count()));
        for (var each : decisions.histogramCounts()) {
            line.add("%.0f:%.0f".formatted(each.bucket(TimeUnit.MILLISECONDS), each.count()));
        }
        System.out.println(line);
    }

    @Override
    public void destroy() {
        clerk.shutdownNow();
    }

    /// The floor hears of an agent soon after the commit; until then it does not know them.
    private void startWork(long tenant, AgentId agent) {
        for (int i = 0; i < TRIES; i++) {
            var signedIn = floors.send(tenant, new FloorCommand.SignIn(agent)).join();
            if (signedIn instanceof Decision.Accepted) {
                floors.send(tenant, new FloorCommand.GoReady(agent)).join();
                return;
            }
            CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS))
                    .join();
        }
        throw new IllegalStateException("The floor does not know agent %s of the bench".formatted(agent));
    }
}
