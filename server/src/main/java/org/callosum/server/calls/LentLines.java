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

    /// Header with whom a phone calls by its second line; upon it the call's node takes it for what it is.
    static final String SECOND = "X-Callosum-Second";

    private static final long LONGEST_RING_MILLIS = 180_000;

    private final Voice voice;
    private final CallWorld.Legs legs;
    private final LongSupplier ids;
    private final AgentLines lines;
    private final OtherNodes others;
    private final Consumer<String> count;

    /// By the other node's leg.
    private final Map<LegId, Lent> lent = new HashMap<>();

    /// An agent's browser serves one call of another node: the latest.
    private final Map<AgentLines.Key, Lent> browsers = new HashMap<>();

    /// @param theirs the other node's leg
    /// @param agent whose browser it is; null: a phone, which was dialled or calls by its second line
    /// @param phone the name it registers by, and the node whose call it serves; null: a browser
    /// @param second whether it is the phone's second call, which it began
    /// @param up whether it was answered
    private record Lent(
            LegId theirs,
            LegId ours,
            MixId mix,
            AgentLines.@Nullable Key agent,
            OtherNodes.Wanted.@Nullable Phone phone,
            boolean second,
            boolean up) {
        Lent with(LegId line) {
            return new Lent(theirs, line, mix, agent, phone, second, up);
        }

        Lent answered() {
            return new Lent(theirs, ours, mix, agent, phone, second, true);
        }

        boolean serves(String user) {
            return phone != null && phone.user().equals(user);
        }
    }

    LentLines(
            Voice voice,
            CallWorld.Legs legs,
            LongSupplier ids,
            AgentLines lines,
            OtherNodes others,
            Consumer<String> count) {
        this.voice = voice;
        this.legs = legs;
        this.ids = ids;
        this.lines = lines;
        this.others = others;
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
            case OtherNodes.Wanted.Phone wantedPhone -> phone(incoming, wantedPhone);
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
        var now = new Lent(theirs, line, new MixId(ids.getAsLong()), agent, null, false, true);
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

    private void phone(VoiceEvent.IncomingCall incoming, OtherNodes.Wanted.Phone wanted) {
        var theirs = incoming.leg();
        var ours = new LegId(ids.getAsLong());
        lent.put(theirs, new Lent(theirs, ours, new MixId(ids.getAsLong()), null, wanted, false, false));
        legs.listen(theirs, null, event -> heardTheirs(theirs, event));
        legs.listen(ours, null, event -> heardPhone(theirs, ours, event));
        voice.dial(new DialRequest(
                ours,
                new DialTarget.Device(wanted.user()),
                incoming.fromNumber(),
                incoming.fromName(),
                LONGEST_RING_MILLIS));
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
            case VoiceEvent.PeerHeld(var _, var held) -> holds(each, held);
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
                    VoiceEvent.MediaStarted _,
                    VoiceEvent.MediaLost _,
                    VoiceEvent.QualityMeasured _ -> {}
        }
    }

    // ---- a second call of a phone, as SecondLine has it where phone and call are at one node

    /// A phone that serves a call of another node calls somebody, too: the call's node is dialled and told whom.
    ///
    /// @param user the name it registers by
    /// @return false if it serves none, or its node is gone
    synchronized boolean phoneCalls(VoiceEvent.IncomingCall incoming, String user) {
        var first = first(user);
        var target = first == null || first.phone() == null
                ? null
                : others.secondLine(first.phone().from(), user);
        if (first == null || target == null) {
            return false;
        }
        if (lent.size() >= MOST) {
            refuse(incoming.leg(), 503, "lent.too-many");
            return true;
        }
        var ours = incoming.leg();
        var theirs = new LegId(ids.getAsLong());
        lent.put(theirs, new Lent(theirs, ours, new MixId(ids.getAsLong()), null, first.phone(), true, false));
        legs.listen(theirs, null, event -> heardSecond(theirs, event));
        legs.listen(ours, null, event -> heardCaller(theirs, ours, event));
        voice.dial(new DialRequest(theirs, target, user, "", LONGEST_RING_MILLIS, Map.of(SECOND, incoming.dialled())));
        count.accept("lent.second-lines");
        return true;
    }

    private @Nullable Lent first(String user) {
        for (var each : lent.values()) {
            if (each.serves(user) && each.up() && !each.second()) {
                return each;
            }
        }
        return null;
    }

    /// The call's node answers for whoever is called.
    private synchronized void heardSecond(LegId theirs, VoiceEvent.OfLeg event) {
        var each = lent.get(theirs);
        switch (event) {
            case VoiceEvent.Ringing _, VoiceEvent.Progress _ -> {
                if (each != null) {
                    voice.ring(each.ours());
                }
            }
            case VoiceEvent.Answered _ -> {
                if (each == null) {
                    voice.hangUp(theirs);
                } else {
                    lent.put(theirs, each.answered());
                    voice.answer(each.ours());
                    bridge(each);
                }
            }
            case VoiceEvent.Ended ended -> {
                legs.forget(theirs);
                lent.remove(theirs);
                if (each != null && each.up()) {
                    voice.unmix(each.mix());
                    voice.hangUp(each.ours());
                } else if (each != null) {
                    voice.reject(each.ours(), ended.sipStatus() >= 400 ? ended.sipStatus() : 480, 0);
                }
            }
            case VoiceEvent.MediaLost _ -> voice.hangUp(theirs); // we always send: their node is gone
            case VoiceEvent.IncomingCall _,
                    VoiceEvent.Digit _,
                    VoiceEvent.SpeechStarted _,
                    VoiceEvent.SpeechStopped _,
                    VoiceEvent.PlayEnded _,
                    VoiceEvent.PeerHeld _,
                    VoiceEvent.MediaStarted _,
                    VoiceEvent.QualityMeasured _ -> {}
        }
    }

    private synchronized void heardCaller(LegId theirs, LegId ours, VoiceEvent.OfLeg event) {
        if (event instanceof VoiceEvent.Ended) {
            legs.forget(ours);
            if (lent.containsKey(theirs)) {
                voice.hangUp(theirs);
            }
        } else if (event instanceof VoiceEvent.PeerHeld(var _, var held)) {
            holds(lent.get(theirs), held);
        }
    }

    /// What a phone with two calls says by holding one of them is whom its agent talks with.
    private void holds(@Nullable Lent each, boolean held) {
        if (each == null || each.phone() == null) {
            return;
        }
        var user = each.phone().user();
        if (each.second() && !held) {
            others.phoneHolds(user, true);
        } else if (!each.second() && lent.values().stream().anyMatch(other -> other.second() && other.serves(user))) {
            others.phoneHolds(user, held);
        }
    }

    private @Nullable Lent byPhonesLeg(LegId leg) {
        for (var each : lent.values()) {
            if (each.ours().equals(leg) && each.phone() != null) {
                return each;
            }
        }
        return null;
    }

    // ---- a phone's wish to send the customer on (REFER) is passed to the call's node

    /// @return false if the leg is no phone that we lent
    synchronized boolean transferRequested(VoiceEvent.TransferRequested asked) {
        var each = byPhonesLeg(asked.leg());
        var replaced = asked.replaces();
        var other = replaced == null ? null : byPhonesLeg(replaced);
        if (each == null || replaced != null && (other == null || other.equals(each))) {
            return false;
        }
        voice.acceptTransfer(asked.leg());
        if (other == null) {
            voice.transfer(each.theirs(), new DialTarget.Address("sip:" + asked.target() + "@localhost"));
        } else {
            voice.join(each.theirs(), other.theirs()); // the phone's two calls are two between the nodes
        }
        return true;
    }

    synchronized void transferProgress(VoiceEvent.TransferProgress told) {
        var each = lent.get(told.leg());
        if (each != null && each.agent() == null) {
            voice.reportTransfer(each.ours(), told.sipStatus());
        }
    }
}
