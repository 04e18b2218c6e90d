package org.callosum.server.calls;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.callosum.floor.AgentView;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.WorkView;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.calls.LinePlaces.Kind;
import org.callosum.server.calls.LinePlaces.Subject;
import org.callosum.server.floor.Floors;
import org.callosum.server.platform.nodes.Nodes;
import org.callosum.server.telephony.PhoneBook;
import org.callosum.voice.DialTarget;
import org.jspecify.annotations.Nullable;

/// The other nodes as the tables show them.
final class NodeLines implements OtherNodes {
    private final Nodes nodes;
    private final LinePlaces places;
    private final NodePass passes;
    private final PhoneBook phones;
    private final NoticeWire wire;
    private final Executor threads;
    private final Floors floors;

    /// What is told to be here, so that saying it again costs no row; only agents and phones that exist
    /// connect.
    private final Set<Subject> here = ConcurrentHashMap.newKeySet();

    NodeLines(
            Nodes nodes,
            LinePlaces places,
            NodePass passes,
            PhoneBook phones,
            NoticeWire wire,
            Executor threads,
            Floors floors) {
        this.floors = floors;
        this.wire = wire;
        this.nodes = nodes;
        this.places = places;
        this.passes = passes;
        this.phones = phones;
        this.threads = threads;
    }

    @Override
    public boolean any() {
        return !nodes.othersPresent().isEmpty();
    }

    @Override
    public CompletableFuture<@Nullable Far> browserOf(AgentLines.Key agent) {
        return CompletableFuture.supplyAsync(() -> far(subject(agent)), threads);
    }

    /// Where a desk phone is dialled that another node has; null if none does. Asks the database.
    @Nullable
    DialTarget phone(String user) {
        var known = any() ? phones.known(user) : null;
        var far = known == null ? null : far(new Subject(Kind.PHONE, known.tenant(), known.device()));
        return far == null ? null : far.target();
    }

    private @Nullable Far far(Subject line) {
        var node = places.elsewhere(line);
        var sip = node == null ? null : node.sip();
        return node == null || sip == null
                ? null
                : new Far(
                        node.number(),
                        node.incarnation(),
                        new DialTarget.Address("sip:" + passes.to(node.number(), line) + "@" + sip));
    }

    @Override
    public boolean lives(Far far) {
        return nodes.lives(far.node(), far.incarnation());
    }

    @Override
    public @Nullable Wanted wanted(String dialled) {
        var asked = NodePass.asked(dialled);
        if (asked == null) {
            return null;
        }
        return switch (asked.kind()) {
            case AGENT -> new Wanted.Browser(new AgentLines.Key(asked.tenant(), new AgentId(asked.id())));
            case PHONE -> {
                var phone = phones.ofDevice(asked.tenant(), asked.id());
                yield phone == null ? null : new Wanted.Phone(phone.user(), NodePass.from(dialled));
            }
        };
    }

    @Override
    public void placed(AgentLines.Key agent, boolean now) {
        tell(subject(agent), now);
    }

    @Override
    public void deskChanged(AgentLines.Key agent) {
        if (any()) {
            threads.execute(() -> wire.changed(agent));
        }
    }

    private void tell(Subject line, boolean now) {
        if (now ? here.add(line) : here.remove(line)) {
            places.tell(line, now);
        }
    }

    /// A desk phone has registered here, or is no longer registered.
    void phonePlaced(String user, boolean now) {
        var known = phones.known(user);
        if (known != null) {
            tell(new Subject(Kind.PHONE, known.tenant(), known.device()), now);
        }
    }

    /// Another line has been placed somewhere.
    ///
    /// @param text as [LinePlaces#TOPIC] has it; null: any
    /// @param elsewhere told of an agent whose browser has connected to another node
    void heard(@Nullable String text, Consumer<AgentLines.Key> elsewhere) {
        var parts = text == null ? new String[0] : text.split(":", -1);
        if (parts.length != 4 || Integer.parseInt(parts[3]) == nodes.number()) {
            return;
        }
        var line = new Subject(Kind.of(parts[1]), Long.parseLong(parts[0]), Long.parseLong(parts[2]));
        threads.execute(() -> {
            if (places.elsewhere(line) == null) {
                return; // it has come here meanwhile
            }
            here.remove(line);
            switch (line.kind()) {
                case AGENT -> elsewhere.accept(new AgentLines.Key(line.tenant(), new AgentId(line.id())));
                case PHONE -> {
                    // asked for when it is to ring
                }
            }
        });
    }

    private static Subject subject(AgentLines.Key agent) {
        return new Subject(Kind.AGENT, agent.tenant(), agent.agent().value());
    }

    @Override
    public @Nullable DialTarget secondLine(int which, String user) {
        var node = nodes.node(which);
        var sip = node == null || !node.present() ? null : node.sip();
        var known = phones.known(user);
        return sip == null || known == null
                ? null
                : new DialTarget.Address(
                        "sip:" + passes.to(which, new Subject(Kind.PHONE, known.tenant(), known.device())) + "@" + sip);
    }

    /// Hold is the floor's: its node hears it from there.
    @Override
    public void phoneHolds(String user, boolean held) {
        var owner = phones.owner(user);
        if (owner == null) {
            return;
        }
        threads.execute(() -> {
            var unused = floors.read(
                            owner.tenant(),
                            floor -> Optional.ofNullable(talksIn(floor.agent(new AgentId(owner.agent())))))
                    .thenAccept(talk -> talk.filter(of -> of.held() != held)
                            .ifPresent(of -> floors.send(
                                    owner.tenant(),
                                    held
                                            ? new FloorCommand.StartHold(of.interaction())
                                            : new FloorCommand.EndHold(of.interaction()))));
        });
    }

    private record Talk(InteractionId interaction, boolean held) {}

    private static @Nullable Talk talksIn(@Nullable AgentView agent) {
        if (agent == null) {
            return null;
        }
        for (var work : agent.work()) {
            if (work.stage() == WorkView.Stage.TALKING || work.stage() == WorkView.Stage.ON_HOLD) {
                return new Talk(work.interaction(), work.stage() == WorkView.Stage.ON_HOLD);
            }
        }
        return null;
    }

    @Override
    public Map<String, LongAdder> counters() {
        return passes.counters();
    }
}
