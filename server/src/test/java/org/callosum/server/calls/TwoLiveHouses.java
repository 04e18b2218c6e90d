package org.callosum.server.calls;

import java.io.IOException;
import java.nio.file.Path;
import org.callosum.floor.FloorCommand;
import org.callosum.kernel.id.AgentId;
import org.callosum.server.calls.Directory.AgentLine;
import org.callosum.server.platform.keys.MasterKey;
import org.callosum.voice.DialTarget;

/// Two nodes over real SIP and real sound, with one floor: only the database between them is missing. All
/// customers call the first, by a telephone that is registered there: nothing on this machine is a carrier.
final class TwoLiveHouses implements AutoCloseable {
    static final double CUSTOMER_HERTZ = 1_000;

    private final NodePass passes =
            new NodePass(MasterKey.of("the master key of a house with two nodes"), () -> 0, System::currentTimeMillis);
    final LiveHouse a;
    final LiveHouse b;
    final OneOther seenFromA = new OneOther();
    final OneOther seenFromB = new OneOther();
    final NotedStays stays = new NotedStays();
    final NodeWords words;

    TwoLiveHouses(Path folder) throws IOException {
        a = LiveHouse.withoutCarrier(folder, Flows.straight("billing"));
        b = LiveHouse.withoutCarrier(folder, Flows.straight("billing"));
        b.passes = new NodePass(
                MasterKey.of("the master key of a house with two nodes"), () -> 1, System::currentTimeMillis);
        a.others = seenFromA;
        b.others = seenFromB;
        words = new NodeWords(a, b, stays);
        var bsPasses = new NodePass(
                MasterKey.of("the master key of a house with two nodes"), () -> 1, System::currentTimeMillis);
        a.passes = new NodePass(
                MasterKey.of("the master key of a house with two nodes"), () -> 0, System::currentTimeMillis);
        seenFromB.second = user -> new DialTarget.Address("sip:"
                + bsPasses.to(0, new LinePlaces.Subject(LinePlaces.Kind.PHONE, House.TENANT, 70))
                + "@127.0.0.1:"
                + a.port());
        seenFromB.holds = held ->
                a.tell(held ? new FloorCommand.StartHold(a.interaction()) : new FloorCommand.EndHold(a.interaction()));
    }

    /// The agent answers by a telephone that is registered at one of the two.
    ///
    /// @param device any number, one for each telephone
    void answersBy(String user, AgentId agent, LiveHouse at, long device) {
        if (at == a) {
            a.lines.put(agent, () -> new AgentLine.Phone(new DialTarget.Device(user)));
        } else {
            seenFromB.phones.put(device, user);
            a.lines.put(
                    agent,
                    () -> new AgentLine.Phone(
                            dialled(new LinePlaces.Subject(LinePlaces.Kind.PHONE, House.TENANT, device))));
        }
    }

    /// Browsers are at the second node, and this telephone there takes their place.
    void browsersAre(String user) {
        seenFromA.dial = agent -> dialled(new LinePlaces.Subject(
                LinePlaces.Kind.AGENT, agent.tenant(), agent.agent().value()));
        seenFromB.standIn = user;
    }

    private DialTarget dialled(LinePlaces.Subject line) {
        return new DialTarget.Address("sip:" + passes.to(1, line) + "@127.0.0.1:" + b.port());
    }

    @Override
    public void close() {
        a.close();
        b.close();
    }
}
