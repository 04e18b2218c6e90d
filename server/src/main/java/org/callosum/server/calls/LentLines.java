package org.callosum.server.calls;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.callosum.voice.DialRequest;
import org.callosum.voice.DialTarget;
import org.callosum.voice.LegId;
import org.callosum.voice.MixId;
import org.callosum.voice.ToneKind;
import org.callosum.voice.Voice;
import org.callosum.voice.VoiceEvent;
import org.jspecify.annotations.Nullable;

/// Lines of this node that serve a call of another one: its leg and our agent's browser or phone hear
/// each other, and that is all. What is recorded, held, muted and remembered is the other node's.
final class LentLines {
    /// More agents than a node has lines for.
    static final int MOST = 1_000;

    private static final long LONGEST_RING_MILLIS = 180_000;

    private final Voice voice;
    private final CallWorld.Legs legs;
    private final LongSupplier ids;
    private final AgentLines lines;
    private final Consumer<String> count;

    /// By the other node's leg.
    private final Map<LegId, Lent> lent = new HashMap<>();

    /// An agent's browser serves one call of another node: the latest.
    private final Map<AgentLines.Key, Lent> browsers = new HashMap<>();

    /// @param theirs the other node's leg
    /// @param agent whose browser it is; null: a phone, which was dialled
    /// @param up whether their leg was answered
    private record Lent(LegId theirs, LegId ours, MixId mix, AgentLines.@Nullable Key agent, boolean up) {
        Lent with(LegId line) {
            return new Lent(theirs, line, mix, agent, up);
        }

        Lent answered() {
            return new Lent(theirs, ours, mix, agent, true);
        }
    }

    LentLines(Voice voice, CallWorld.Legs legs, LongSupplier ids, AgentLines lines, Consumer<String> count) {
        this.voice = voice;
        this.legs = legs;
        this.ids = ids;
        this.lines = lines;
        this.count = count;
    }

    /// Another node has dialled with a pass that holds.
    synchronized void asked(VoiceEvent.IncomingCall incoming, OtherNodes.@Nullable Wanted wanted) {
        if (lent.size() >= MOST) {
            refuse(incoming.leg(), 503, "lent.too-many");
            return;
        }
        switch (wanted) {
            case OtherNodes.Wanted.Browser(var agent) -> browser(incoming.leg(), agent);
            case OtherNodes.Wanted.Phone(var user) -> phone(incoming, user);
            case null -> refuse(incoming.leg(), 404, "lent.unknown");
        }
    }

    private void refuse(LegId leg, int status, String why) {
        count.accept(why);
        voice.reject(leg, status, status == 503 ? 1 : 0);
    }

    private void browser(LegId theirs, AgentLines.Key agent) {
        var line = lines.connectedHere(agent);
        if (line == null) {
            refuse(theirs, 480, "lent.absent");
            return;
        }
        var now = new Lent(theirs, line, new MixId(ids.getAsLong()), agent, true);
        var former = browsers.put(agent, now);
        if (former != null) {
            voice.hangUp(former.theirs());
        }
        lent.put(theirs, now);
        legs.listen(theirs, null, event -> heardTheirs(theirs, event));
        voice.answer(theirs);
        bridge(now);
        voice.tone(line, ToneKind.ALERT);
        count.accept("lent.browsers");
    }

    private void phone(VoiceEvent.IncomingCall incoming, String user) {
        var theirs = incoming.leg();
        var ours = new LegId(ids.getAsLong());
        lent.put(theirs, new Lent(theirs, ours, new MixId(ids.getAsLong()), null, false));
        legs.listen(theirs, null, event -> heardTheirs(theirs, event));
        legs.listen(ours, null, event -> heardPhone(theirs, ours, event));
        voice.dial(new DialRequest(
                ours, new DialTarget.Device(user), incoming.fromNumber(), incoming.fromName(), LONGEST_RING_MILLIS));
        count.accept("lent.phones");
    }

    private void bridge(Lent each) {
        voice.mix(each.mix(), Map.of(each.theirs(), Set.of(each.ours()), each.ours(), Set.of(each.theirs())));
    }

    /// The agent's browser has come, gone, or been loaded anew.
    synchronized void browserChanged(AgentLines.Key agent) {
        var each = browsers.get(agent);
        if (each == null) {
            return;
        }
        var line = lines.connectedHere(agent);
        if (line == null) {
            voice.hangUp(each.theirs()); // the call's node waits for the agent and dials again
        } else if (!line.equals(each.ours())) {
            var next = each.with(line);
            browsers.put(agent, next);
            lent.put(each.theirs(), next);
            bridge(next);
        }
    }

    private synchronized void heardTheirs(LegId theirs, VoiceEvent.OfLeg event) {
        switch (event) {
            case VoiceEvent.Ended _ -> {
                legs.forget(theirs);
                var each = lent.remove(theirs);
                if (each == null) {
                    return;
                }
                voice.unmix(each.mix());
                if (each.agent() == null) {
                    voice.hangUp(each.ours());
                } else {
                    browsers.remove(each.agent(), each);
                }
            }
            case VoiceEvent.MediaLost _ -> voice.hangUp(theirs); // we always send: their node is gone
            case VoiceEvent.IncomingCall _,
                    VoiceEvent.Ringing _,
                    VoiceEvent.Progress _,
                    VoiceEvent.Answered _,
                    VoiceEvent.Digit _,
                    VoiceEvent.SpeechStarted _,
                    VoiceEvent.SpeechStopped _,
                    VoiceEvent.PlayEnded _,
                    VoiceEvent.PeerHeld _,
                    VoiceEvent.MediaStarted _,
                    VoiceEvent.QualityMeasured _ -> {}
        }
    }

    private synchronized void heardPhone(LegId theirs, LegId ours, VoiceEvent.OfLeg event) {
        var each = lent.get(theirs);
        switch (event) {
            case VoiceEvent.Ringing _, VoiceEvent.Progress _ -> {
                if (each != null) {
                    voice.ring(theirs);
                }
            }
            case VoiceEvent.Answered _ -> {
                if (each == null) {
                    voice.hangUp(ours); // they gave up meanwhile
                } else {
                    lent.put(theirs, each.answered());
                    voice.answer(theirs);
                    bridge(each);
                }
            }
            case VoiceEvent.Ended ended -> {
                legs.forget(ours);
                if (each != null && each.up()) {
                    voice.hangUp(theirs);
                } else if (each != null) {
                    voice.reject(theirs, ended.sipStatus() >= 400 ? ended.sipStatus() : 480, 0);
                }
            }
            case VoiceEvent.IncomingCall _,
                    VoiceEvent.Digit _,
                    VoiceEvent.SpeechStarted _,
                    VoiceEvent.SpeechStopped _,
                    VoiceEvent.PlayEnded _,
                    VoiceEvent.PeerHeld _,
                    VoiceEvent.MediaStarted _,
                    VoiceEvent.MediaLost _,
                    VoiceEvent.QualityMeasured _ -> {}
        }
    }

    // ---- a phone's wish to send the customer on (REFER) is passed to the call's node

    /// @return false if the leg is no phone that we lent
    synchronized boolean transferRequested(VoiceEvent.TransferRequested asked) {
        for (var each : lent.values()) {
            if (each.ours().equals(asked.leg()) && each.agent() == null && asked.replaces() == null) {
                voice.acceptTransfer(asked.leg());
                voice.transfer(each.theirs(), new DialTarget.Address("sip:" + asked.target() + "@localhost"));
                return true;
            }
        }
        return false;
    }

    synchronized void transferProgress(VoiceEvent.TransferProgress told) {
        var each = lent.get(told.leg());
        if (each != null && each.agent() == null) {
            voice.reportTransfer(each.ours(), told.sipStatus());
        }
    }
}
