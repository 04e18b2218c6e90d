package org.callosum.voice.engine;

import java.util.Arrays;
import org.callosum.voice.SignalsId;
import org.callosum.voice.VoiceEvent;
import org.callosum.voice.signals.ConversationSignals;
import org.callosum.voice.signals.SignalSettings;

/// The ears on one conversation. Owned by the media thread.
final class SignalWatch {
    private static final int FRAMES_A_SECOND = 50;

    final SignalsId id;
    private final long beganAtMillis;
    private final ConversationSignals signals;
    private final short[] customerSum = new short[MediaLeg.FRAME];
    private final short[] agentSum = new short[MediaLeg.FRAME];
    private MediaLeg[] customers;
    private MediaLeg[] agents;
    private int untilTold = FRAMES_A_SECOND;

    SignalWatch(SignalsId id, long beganAtMillis, SignalSettings settings, MediaLeg[] customers, MediaLeg[] agents) {
        this.id = id;
        this.beganAtMillis = beganAtMillis;
        this.signals = new ConversationSignals(settings);
        this.customers = customers;
        this.agents = agents;
    }

    void move(MediaLeg[] toCustomers, MediaLeg[] toAgents) {
        customers = toCustomers;
        agents = toAgents;
    }

    /// @return whether a customer is left
    boolean without(MediaLeg leg) {
        customers = others(customers, leg);
        agents = others(agents, leg);
        return customers.length > 0;
    }

    private static MediaLeg[] others(MediaLeg[] legs, MediaLeg leg) {
        return Arrays.stream(legs).filter(one -> one != leg).toArray(MediaLeg[]::new);
    }

    void tick(LegEvents events) {
        if (agents.length == 0 || held(customers) || held(agents)) {
            signals.held();
        } else {
            signals.frame(said(customers, customerSum), said(agents, agentSum));
        }
        if (--untilTold == 0) {
            untilTold = FRAMES_A_SECOND;
            events.tell(new VoiceEvent.SpeechHeard(id, signals.now()));
        }
    }

    /// Whether the leg is one of the customer's.
    boolean hears(MediaLeg leg) {
        return Arrays.asList(customers).contains(leg);
    }

    LegEvents events() {
        return customers[0].events();
    }

    private static boolean held(MediaLeg[] legs) {
        for (var leg : legs) {
            if (leg.onHold()) {
                return true;
            }
        }
        return false;
    }

    private static short[] said(MediaLeg[] legs, short[] sum) {
        if (legs.length == 1) {
            return legs[0].said();
        }
        Arrays.fill(sum, (short) 0);
        for (var leg : legs) {
            var one = leg.said();
            for (var i = 0; i < MediaLeg.FRAME; i++) {
                sum[i] = (short) Math.clamp(sum[i] + one[i], Short.MIN_VALUE, Short.MAX_VALUE);
            }
        }
        return sum;
    }

    VoiceEvent.SpeechEnded over() {
        return new VoiceEvent.SpeechEnded(id, beganAtMillis, signals.finish());
    }
}
