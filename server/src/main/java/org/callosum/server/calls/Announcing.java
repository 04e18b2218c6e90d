package org.callosum.server.calls;

import java.util.List;
import org.callosum.server.supervision.monitoring.LineMonitor.Announcement;
import org.callosum.voice.AudioSource;
import org.callosum.voice.LegId;
import org.callosum.voice.PlayId;
import org.callosum.voice.ToneKind;
import org.jspecify.annotations.Nullable;

/// Says on the line that somebody listens, to whom the house tells it (decision 0132). While the sentence
/// is heard, they hear nobody else; nobody else hears it, and no recording has it. Belongs to the call's
/// mailbox.
final class Announcing {
    static final String PROMPT = "supervisor-listens";

    private final CustomerOnLine on;
    private boolean owedToCustomer;
    private boolean owedToAgent;

    Announcing(CustomerOnLine on) {
        this.on = on;
    }

    void say(Announcement what, Phase.Talking talking) {
        sayToNext(what, talking.line());
        if (what == Announcement.BOTH) {
            if (talking.held()) {
                owedToCustomer = true; // they hear music, and nobody hears them
            } else {
                sentence(on.leg());
            }
        }
    }

    /// To the agent who has the customer from now on.
    void sayToNext(Announcement what, @Nullable LegId line) {
        owedToAgent = line == null; // their browser is away: the strip of hints on the desk is not sound
        if (line == null) {
            return;
        }
        switch (what) {
            case SILENT -> {}
            case TONE -> on.world().voice().tone(line, ToneKind.BEEP);
            case AGENT, BOTH -> sentence(line);
        }
    }

    /// Their line has come, or come back.
    ///
    /// @param what of those who are there now
    void agentIsBack(Announcement what, LegId line) {
        if (owedToAgent) {
            sayToNext(what, line);
        }
    }

    void customerIsBack() {
        if (owedToCustomer) {
            owedToCustomer = false;
            sentence(on.leg());
        }
    }

    void over() {
        owedToCustomer = false;
        owedToAgent = false;
    }

    private void sentence(LegId leg) {
        var world = on.world();
        var spoken = world.directory()
                .clip(on.tenant(), on.entry().client(), PROMPT, on.flow().language());
        if (spoken == null) {
            world.voice().tone(leg, ToneKind.BEEP); // without the sentence a sign that can be heard
        } else {
            world.voice().play(leg, new PlayId(world.ids().getAsLong()), List.of(new AudioSource.Clip(spoken)), false);
        }
    }
}
