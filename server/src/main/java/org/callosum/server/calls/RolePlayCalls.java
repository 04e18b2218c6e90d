package org.callosum.server.calls;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.scripts.RolePlayVoice;
import org.callosum.voice.LegId;
import org.callosum.voice.MixId;
import org.callosum.voice.VoiceEvent;
import org.jspecify.annotations.Nullable;

/// The lines of role plays (SCR-08): two browsers that hear each other. No contact, no agent's line, no
/// recording: nothing comes to the floor or into the history, and nobody is dialled. At most [#MOST_OF_A_HOUSE]
/// talks of a house at a time, each [#LONGEST_MILLIS] at most.
final class RolePlayCalls implements RolePlayVoice {
    static final int MOST_OF_A_HOUSE = 10;
    static final long LONGEST_MILLIS = 1_800_000;
    private static final long PATIENCE_SECONDS = 10;

    private final CallCentre centre;

    /// At most [#MOST_OF_A_HOUSE] of each house; a talk without lines is none.
    private final Map<Long, Talk> talks = new ConcurrentHashMap<>();

    RolePlayCalls(CallCentre centre) {
        this.centre = centre;
    }

    /// One talk; guarded by itself.
    private final class Talk {
        private final long play;
        private final long tenant;
        private final MixId mix = new MixId(centre.world().ids().getAsLong());
        private @Nullable Line agent;
        private @Nullable Line player;
        private boolean mixed;

        Talk(long play, long tenant) {
            this.play = play;
            this.tenant = tenant;
        }

        private @Nullable Line of(boolean isPlayer) {
            return isPlayer ? player : agent;
        }

        /// @return the line that was there before
        private synchronized @Nullable Line put(boolean isPlayer, @Nullable Line line) {
            var before = of(isPlayer);
            if (isPlayer) {
                player = line;
            } else {
                agent = line;
            }
            joined();
            return before;
        }

        private synchronized void heard(boolean isPlayer, LegId leg, VoiceEvent.OfLeg event) {
            var line = of(isPlayer);
            if (line == null || !line.leg().equals(leg)) {
                return; // one that was replaced
            }
            switch (event) {
                case VoiceEvent.Answered _ -> put(isPlayer, new Line(leg, true));
                case VoiceEvent.Ended _ -> {
                    put(isPlayer, null);
                    forgetIfEmpty();
                }
                case VoiceEvent.OfLeg _ -> {
                    // keys, speech and quality are nobody's business here
                }
            }
        }

        private void joined() {
            var voice = centre.world().voice();
            if (agent != null && agent.up() && player != null && player.up()) {
                voice.mix(mix, Map.of(agent.leg(), Set.of(player.leg()), player.leg(), Set.of(agent.leg())));
                mixed = true;
            } else if (mixed) {
                voice.unmix(mix);
                mixed = false;
            }
        }

        private synchronized void forgetIfEmpty() {
            if (agent == null && player == null) {
                talks.remove(play, this);
            }
        }

        private synchronized State state() {
            return new State(agent != null && agent.up(), player != null && player.up());
        }
    }

    private record Line(LegId leg, boolean up) {}

    @Override
    public String join(long tenant, long play, boolean player, String sdp) {
        var talk = talks.get(play);
        if (talk == null) {
            if (talks.values().stream().filter(each -> each.tenant == tenant).count() >= MOST_OF_A_HOUSE) {
                throw Problems.tooMany("role-plays-full", 30);
            }
            var mine = new Talk(play, tenant);
            var before = talks.putIfAbsent(play, mine);
            talk = before == null ? mine : before;
            if (before == null) {
                centre.world().timers().schedule(() -> over(mine), LONGEST_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
        var open = talk;
        var leg = centre.world().newLeg();
        close(open.put(player, new Line(leg, false)));
        try {
            // the session that asks is known to this thread alone, so it waits; gathering addresses takes no time here
            return centre.listenTo(leg, event -> open.heard(player, leg, event), sdp)
                    .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException unreadable) {
            open.put(player, null);
            open.forgetIfEmpty();
            centre.world().voice().closeWebRtc(leg);
            throw Problems.invalid("role-play-unreadable");
        }
    }

    /// A talk has lasted long enough, unless another one has taken its place.
    private void over(Talk talk) {
        if (talks.get(talk.play) == talk) {
            end(talk.tenant, talk.play);
        }
    }

    private @Nullable Talk talk(long tenant, long play) {
        var talk = talks.get(play);
        return talk != null && talk.tenant == tenant ? talk : null;
    }

    @Override
    public void leave(long tenant, long play, boolean player) {
        var talk = talk(tenant, play);
        if (talk != null) {
            close(talk.put(player, null));
            talk.forgetIfEmpty();
        }
    }

    @Override
    public void end(long tenant, long play) {
        leave(tenant, play, false);
        leave(tenant, play, true);
    }

    private void close(@Nullable Line line) {
        if (line != null) {
            centre.world().voice().closeWebRtc(line.leg());
        }
    }

    @Override
    public State state(long tenant, long play) {
        var talk = talk(tenant, play);
        return talk == null ? new State(false, false) : talk.state();
    }
}
