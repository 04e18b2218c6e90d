package org.callosum.server.calls;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.callosum.voice.DialRequest;
import org.callosum.voice.LegId;
import org.callosum.voice.Voice;
import org.callosum.voice.VoiceEvent;
import org.jspecify.annotations.Nullable;

/// Lines of agents whose browser is connected to another node: dialled while a call of this node wants
/// them, and again when they break, as long as it does.
final class FarLines {
    /// More agents than a node serves at a time.
    static final int MOST = 1_000;

    /// How soon a line is looked for again that was not found or has broken; a notice comes sooner as a
    /// rule.
    static final long AGAIN_MILLIS = 1_000;

    /// A line that nobody wants any more is kept so long: a call handed over wants it again at once.
    static final long KEPT_MILLIS = 2_000;

    /// How long somebody waits for a line before they are told that there is none.
    static final long FETCH_MILLIS = 2_000;

    private static final long LONGEST_DIAL_MILLIS = 5_000;

    private final Voice voice;
    private final CallWorld.Legs legs;
    private final Supplier<LegId> newLeg;
    private final ScheduledExecutorService timers;
    private final OtherNodes others;
    private final Consumer<String> count;

    /// Told when an agent's line has come or gone; never under a lock.
    private final Consumer<AgentLines.Key> changed;

    private final Map<AgentLines.Key, Line> lines = new HashMap<>();

    /// One agent's: what is dialled or up, and whether it is wanted. Guarded by this.
    private static final class Line {
        boolean wanted = true;
        boolean looking;
        OtherNodes.@Nullable Far far;

        @Nullable
        LegId leg;

        boolean up;

        /// Who waits for it to be up.
        @Nullable
        CompletableFuture<Boolean> fetched;
    }

    FarLines(
            Voice voice,
            CallWorld.Legs legs,
            Supplier<LegId> newLeg,
            ScheduledExecutorService timers,
            OtherNodes others,
            Consumer<String> count,
            Consumer<AgentLines.Key> changed) {
        this.voice = voice;
        this.legs = legs;
        this.newLeg = newLeg;
        this.timers = timers;
        this.others = others;
        this.count = count;
        this.changed = changed;
    }

    /// The agent's leg if sound can flow, else null.
    synchronized @Nullable LegId connected(AgentLines.Key agent) {
        var line = lines.get(agent);
        return line != null && line.up ? line.leg : null;
    }

    /// A call needs the agent's line, and their browser is not connected here.
    void want(AgentLines.Key agent) {
        synchronized (this) {
            var line = lines.get(agent);
            if (line != null) {
                line.wanted = true;
            } else if (!others.any()) {
                return;
            } else if (lines.size() >= MOST) {
                count.accept("far.too-many");
                return;
            } else {
                lines.put(agent, new Line());
            }
        }
        look(agent);
    }

    /// As [#want].
    ///
    /// @return whether it is up: told when it is, when it is let go of, or after [#FETCH_MILLIS]
    CompletableFuture<Boolean> fetch(AgentLines.Key agent) {
        want(agent);
        CompletableFuture<Boolean> coming;
        synchronized (this) {
            var line = lines.get(agent);
            if (line == null || line.up) {
                return CompletableFuture.completedFuture(line != null);
            }
            coming = line.fetched == null ? new CompletableFuture<>() : line.fetched;
            line.fetched = coming;
        }
        timers.schedule(() -> coming.complete(false), FETCH_MILLIS, TimeUnit.MILLISECONDS);
        return coming;
    }

    /// No call needs it any more.
    synchronized void release(AgentLines.Key agent) {
        var line = lines.get(agent);
        if (line != null && line.wanted) {
            line.wanted = false;
            timers.schedule(() -> drop(agent, false), KEPT_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /// Lets the line go.
    ///
    /// @param wanted even if a call wants it: the browser is connected here now
    void drop(AgentLines.Key agent, boolean wanted) {
        CompletableFuture<Boolean> fetched;
        synchronized (this) {
            var line = lines.get(agent);
            if (line == null || !wanted && line.wanted) {
                return;
            }
            lines.remove(agent);
            if (line.leg != null) {
                voice.hangUp(line.leg);
            }
            fetched = line.fetched;
        }
        if (fetched != null) {
            fetched.complete(false);
        }
    }

    /// Perhaps it is somewhere now: asked at first, after a notice, and again while it is wanted and not
    /// there.
    void look(AgentLines.Key agent) {
        synchronized (this) {
            var line = lines.get(agent);
            if (line == null || !line.wanted || line.looking || line.leg != null) {
                return;
            }
            line.looking = true;
        }
        others.browserOf(agent).whenComplete((far, problem) -> found(agent, problem == null ? far : null));
    }

    private synchronized void found(AgentLines.Key agent, OtherNodes.@Nullable Far far) {
        var line = lines.get(agent);
        if (line == null) {
            return;
        }
        line.looking = false;
        if (far == null) {
            lookAgain(agent);
            return;
        }
        var leg = newLeg.get();
        line.far = far;
        line.leg = leg;
        legs.listen(leg, null, event -> heard(agent, leg, event));
        voice.dial(new DialRequest(leg, far.target(), "", "", LONGEST_DIAL_MILLIS));
        count.accept("far.dialled");
    }

    private void lookAgain(AgentLines.Key agent) {
        timers.schedule(() -> look(agent), AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void heard(AgentLines.Key agent, LegId leg, VoiceEvent.OfLeg event) {
        switch (event) {
            case VoiceEvent.Answered _ -> {
                if (up(agent, leg)) {
                    changed.accept(agent);
                    arrived(agent);
                }
            }
            case VoiceEvent.Ended _ -> {
                legs.forget(leg);
                lost(agent, leg);
            }
            case VoiceEvent.MediaLost _ -> voice.hangUp(leg); // they always send: their node is gone
            case VoiceEvent.IncomingCall _,
                    VoiceEvent.Ringing _,
                    VoiceEvent.Progress _,
                    VoiceEvent.Digit _,
                    VoiceEvent.SpeechStarted _,
                    VoiceEvent.SpeechStopped _,
                    VoiceEvent.PlayEnded _,
                    VoiceEvent.PeerHeld _,
                    VoiceEvent.MediaStarted _,
                    VoiceEvent.QualityMeasured _ -> {}
        }
    }

    private synchronized boolean up(AgentLines.Key agent, LegId leg) {
        var line = lines.get(agent);
        if (line == null || !leg.equals(line.leg)) {
            voice.hangUp(leg); // let go of meanwhile
            return false;
        }
        line.up = true;
        return true;
    }

    private void arrived(AgentLines.Key agent) {
        CompletableFuture<Boolean> fetched;
        synchronized (this) {
            var line = lines.get(agent);
            if (line == null) {
                return;
            }
            fetched = line.fetched;
            line.fetched = null;
        }
        if (fetched != null) {
            fetched.complete(true);
        }
    }

    private void lost(AgentLines.Key agent, LegId leg) {
        boolean was;
        synchronized (this) {
            var line = lines.get(agent);
            if (line == null || !leg.equals(line.leg)) {
                return;
            }
            was = line.up;
            line.up = false;
            line.leg = null;
            line.far = null;
            if (line.wanted) {
                lookAgain(agent);
            }
        }
        if (was) {
            count.accept("far.lost");
            changed.accept(agent);
        }
    }

    /// A node has come or gone: what a dead one had is lost now, not when its silence has lasted long
    /// enough.
    void nodesChanged() {
        var gone = new HashMap<AgentLines.Key, LegId>();
        synchronized (this) {
            lines.forEach((agent, line) -> {
                if (line.leg != null && line.far != null && !others.lives(line.far)) {
                    gone.put(agent, line.leg);
                }
            });
        }
        gone.forEach((agent, leg) -> {
            voice.hangUp(leg);
            lost(agent, leg);
        });
    }
}
