package org.callosum.server.calls;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.callosum.kernel.id.AgentId;
import org.callosum.voice.LegId;
import org.callosum.voice.Voice;
import org.callosum.voice.VoiceEvent;
import org.jspecify.annotations.Nullable;

/// The lines that agents' browsers keep open while they are signed in. A new line of the same agent replaces the old
/// one, so that a reloaded page is heard again at once.
final class AgentLines {
    /// What a line is worth.
    enum State {
        NONE,
        CONNECTING,
        CONNECTED,
        /// the browser has not been heard of for a while; it may come back
        LOST
    }

    private record Line(LegId leg, State state) {}

    record Key(long tenant, AgentId agent) {}

    /// One agent has one line and at most one listener a call, so all maps are bounded by the agents signed in.
    private final Map<Key, Line> lines = new ConcurrentHashMap<>();

    private final Map<Key, Runnable> waiting = new ConcurrentHashMap<>();
    /// Calls that somebody supervises; beside the others, since a supervisor may get a call of their own.
    private final Map<Key, Runnable> supervised = new ConcurrentHashMap<>();
    private final Voice voice;
    private final CallWorld.Legs legs;
    private final Supplier<LegId> newLeg;
    private final BiConsumer<Key, State> told;
    private final FarLines far;

    /// @param far makes the lines that other nodes have; given what to tell when one has come or gone
    AgentLines(
            Voice voice,
            CallWorld.Legs legs,
            Supplier<LegId> newLeg,
            BiConsumer<Key, State> told,
            Function<Consumer<Key>, FarLines> far) {
        this.voice = voice;
        this.legs = legs;
        this.newLeg = newLeg;
        this.told = told;
        this.far = far.apply(this::wake);
    }

    /// Takes the browser's offer.
    ///
    /// @return the description to answer with; fails as [Voice#openWebRtc] does
    CompletableFuture<String> open(Key agent, String offerSdp) {
        var leg = newLeg.get();
        var old = lines.put(agent, new Line(leg, State.CONNECTING));
        legs.listen(leg, null, event -> heard(agent, leg, event));
        if (old != null) {
            voice.closeWebRtc(old.leg());
        }
        told.accept(agent, State.CONNECTING);
        return voice.openWebRtc(leg, offerSdp).whenComplete((answer, problem) -> {
            if (problem != null) {
                gone(agent, leg);
            }
        });
    }

    void close(Key agent) {
        var line = lines.get(agent);
        if (line != null) {
            voice.closeWebRtc(line.leg());
        }
    }

    State state(Key agent) {
        var line = lines.get(agent);
        return line == null ? State.NONE : line.state();
    }

    /// The agent's leg if sound can flow, else null: their browser here, or a leg to the node where it is.
    @Nullable
    LegId connected(Key agent) {
        var here = connectedHere(agent);
        return here == null ? far.connected(agent) : here;
    }

    /// The leg of the agent's browser on this node if sound can flow, else null.
    @Nullable
    LegId connectedHere(Key agent) {
        var line = lines.get(agent);
        return line != null && line.state() == State.CONNECTED ? line.leg() : null;
    }

    /// Tells of the agent's next change of line; the latest asker of an agent replaces the one before.
    void onChange(Key agent, @Nullable Runnable listener) {
        if (listener == null) {
            waiting.remove(agent);
            if (!supervised.containsKey(agent)) {
                far.release(agent);
            }
        } else {
            waiting.put(agent, listener);
            if (connectedHere(agent) == null) {
                far.want(agent);
            }
        }
    }

    /// Tells of each change of a supervisor's line, until [#supervisesNoMore].
    void supervises(Key supervisor, Runnable listener) {
        supervised.put(supervisor, listener);
        if (connectedHere(supervisor) == null) {
            far.want(supervisor);
        }
    }

    /// Nothing, if another call has asked since.
    void supervisesNoMore(Key supervisor, Runnable listener) {
        if (supervised.remove(supervisor, listener)) {
            fetchedInVain(supervisor);
        }
    }

    /// Dials the agent's line if it is at another node.
    ///
    /// @return whether it came in time. Whoever makes no use of it says so by [#fetchedInVain]
    CompletableFuture<Boolean> fetch(Key agent) {
        return connectedHere(agent) == null ? far.fetch(agent) : CompletableFuture.completedFuture(true);
    }

    /// Lets a line of another node go that nobody needs.
    void fetchedInVain(Key agent) {
        if (!waiting.containsKey(agent) && !supervised.containsKey(agent)) {
            far.release(agent);
        }
    }

    /// The agent's browser has connected to another node: the line here is an old page's.
    void connectedElsewhere(Key agent) {
        close(agent);
        far.look(agent);
    }

    /// A node has come or gone.
    void nodesChanged() {
        far.nodesChanged();
    }

    private void heard(Key agent, LegId leg, VoiceEvent.OfLeg event) {
        switch (event) {
            case VoiceEvent.Answered _, VoiceEvent.MediaStarted _ -> become(agent, leg, State.CONNECTED);
            case VoiceEvent.MediaLost _ -> become(agent, leg, State.LOST);
            case VoiceEvent.Ended _ -> gone(agent, leg);
            case VoiceEvent.IncomingCall _,
                    VoiceEvent.Ringing _,
                    VoiceEvent.Progress _,
                    VoiceEvent.Digit _,
                    VoiceEvent.SpeechStarted _,
                    VoiceEvent.SpeechStopped _,
                    VoiceEvent.PlayEnded _,
                    VoiceEvent.PeerHeld _,
                    VoiceEvent.QualityMeasured _ -> {
                // nothing that changes what the line is worth
            }
        }
    }

    private void become(Key agent, LegId leg, State state) {
        var line = lines.computeIfPresent(agent, (_, known) -> known.leg().equals(leg) ? new Line(leg, state) : known);
        if (line != null && line.leg().equals(leg)) {
            tell(agent, state);
        }
    }

    private void gone(Key agent, LegId leg) {
        legs.forget(leg);
        var left = lines.computeIfPresent(agent, (_, known) -> known.leg().equals(leg) ? null : known);
        if (left == null) {
            tell(agent, State.NONE);
        }
    }

    private void tell(Key agent, State state) {
        told.accept(agent, state);
        if (state == State.CONNECTED) {
            far.drop(agent, true);
        } else if (waiting.containsKey(agent) || supervised.containsKey(agent)) {
            far.want(agent);
        }
        wake(agent);
    }

    private void wake(Key agent) {
        for (var listener : new Runnable[] {waiting.get(agent), supervised.get(agent)}) {
            if (listener != null) {
                listener.run();
            }
        }
    }
}
