package org.callosum.server.calls;

import java.util.Objects;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.QueueId;
import org.callosum.server.desk.DeskTransfers;
import org.callosum.server.desk.DeskTransfers.Target;
import org.callosum.server.supervision.monitoring.LineMonitor;
import org.jspecify.annotations.Nullable;

/// What nodes say to each other about calls. Both ends are of one version: a house's nodes are updated
/// together.
final class ElsewhereWords {
    private ElsewhereWords() {}

    /// @param from the node that asks
    record Asked(long id, int from, long tenant, long interaction, Act act) {}

    /// @param code of the refusal; empty: carried out
    record Replied(long id, String code, Shown shown) {}

    enum Kind {
        LOOK,
        MUTE,
        PAUSE,
        DIGITS,
        TRANSFER,
        CONSULT,
        TOGETHER,
        COMPLETE,
        END,
        /// a supervisor comes in, or changes to another mode
        COME,
        /// a supervisor leaves
        GO
    }

    /// What is wanted; which of the parts are used depends on the kind.
    ///
    /// @param what kind of target, as in [Question]
    /// @param text digits, or a number
    /// @param who an agent or a queue
    /// @param visit of a supervisor who comes; null for everything else
    record Act(
            Kind kind,
            boolean on,
            String what,
            String text,
            long who,
            @Nullable Visit visit) {
        Act(Kind kind, boolean on, String what, String text, long who) {
            this(kind, on, what, text, who, null);
        }

        @Override
        public String toString() {
            return "Act[" + kind + "]"; // no number in a log
        }

        private static Act plain(Kind kind) {
            return new Act(kind, false, "", "", 0);
        }

        static Act look() {
            return plain(Kind.LOOK);
        }

        static Act mute(boolean on) {
            return new Act(Kind.MUTE, on, "", "", 0);
        }

        static Act pause(boolean on) {
            return new Act(Kind.PAUSE, on, "", "", 0);
        }

        static Act digits(String digits) {
            return new Act(Kind.DIGITS, false, "", digits, 0);
        }

        static Act transfer(Target target) {
            return to(Kind.TRANSFER, target);
        }

        static Act consult(Target target) {
            return to(Kind.CONSULT, target);
        }

        static Act together() {
            return plain(Kind.TOGETHER);
        }

        static Act complete() {
            return plain(Kind.COMPLETE);
        }

        static Act end() {
            return plain(Kind.END);
        }

        static Act come(LineMonitor.Coming coming) {
            return new Act(
                    Kind.COME,
                    false,
                    "",
                    "",
                    coming.supervisor().value(),
                    new Visit(
                            coming.agent().value(),
                            coming.mode().name(),
                            coming.announcement().name(),
                            coming.row()));
        }

        static Act go(AgentId supervisor) {
            return new Act(Kind.GO, false, "", "", supervisor.value());
        }

        private static Act to(Kind kind, Target target) {
            return new Act(kind, false, kindOf(target), numberOf(target), idOf(target));
        }

        /// Whether whoever asks has a desk that shows the call.
        boolean shows() {
            return kind != Kind.COME && kind != Kind.GO;
        }

        Target target() {
            return ElsewhereWords.target(what, text, who);
        }
    }

    /// [LineMonitor.Coming], flat; the supervisor is the act's `who`.
    record Visit(long agent, String mode, String announcement, long row) {}

    /// What a desk shows of a call.
    ///
    /// @param question what was asked of somebody else; null: nothing is
    record Shown(boolean muted, boolean paused, @Nullable Question question) {
        static final Shown NOTHING = new Shown(false, false, null);

        static Shown of(Call call, InteractionId interaction) {
            var asked = call.asked();
            return new Shown(
                    call.muted(interaction), call.recordingPaused(), asked == null ? null : Question.of(asked));
        }

        DeskTransfers.@Nullable Asked asked() {
            return question == null ? null : question.asked();
        }
    }

    /// [DeskTransfers.Asked], flat.
    ///
    /// @param who 0: nobody yet
    record Question(long of, long by, String state, String what, String text, long target, long who, long since) {
        @Override
        public String toString() {
            return "Question[" + state + "]"; // no number in a log
        }

        static Question of(DeskTransfers.Asked asked) {
            var who = asked.who();
            return new Question(
                    asked.of().value(),
                    asked.by().value(),
                    asked.state().name(),
                    kindOf(asked.target()),
                    numberOf(asked.target()),
                    idOf(asked.target()),
                    who == null ? 0 : who.value(),
                    asked.sinceMillis());
        }

        DeskTransfers.Asked asked() {
            return new DeskTransfers.Asked(
                    new InteractionId(of),
                    new AgentId(by),
                    DeskTransfers.State.valueOf(state),
                    ElsewhereWords.target(what, text, target),
                    who == 0 ? null : new AgentId(who),
                    since);
        }
    }

    private static String kindOf(Target target) {
        return switch (target) {
            case Target.Colleague _ -> "agent";
            case Target.Line _ -> "queue";
            case Target.Number _ -> "number";
        };
    }

    private static String numberOf(Target target) {
        return target instanceof Target.Number(var number) ? number : "";
    }

    private static long idOf(Target target) {
        return switch (target) {
            case Target.Colleague(var agent) -> agent.value();
            case Target.Line(var queue) -> queue.value();
            case Target.Number _ -> 0;
        };
    }

    private static Target target(String what, String text, long id) {
        return switch (Objects.requireNonNull(what)) {
            case "agent" -> new Target.Colleague(new AgentId(id));
            case "queue" -> new Target.Line(new QueueId(id));
            case "number" -> new Target.Number(text);
            default -> throw new IllegalArgumentException("No target of a transfer: " + what);
        };
    }
}
