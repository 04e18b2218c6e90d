package org.callosum.server.calls;

import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.callosum.floor.Arrival;
import org.callosum.flow.FlowEffect;
import org.callosum.flow.FlowLibrary;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.QueueId;
import org.callosum.kernel.id.SkillId;
import org.callosum.server.desk.DeskCallOuts;
import org.callosum.voice.AudioSource;
import org.callosum.voice.DialTarget;
import org.callosum.voice.Sound;
import org.jspecify.annotations.Nullable;

/// What the tables say about numbers, flows, prompts and lines. Answered from memory unless a future is
/// returned.
public interface Directory {
    /// @param trunk the line the call came by, or null for the web widget
    @Nullable
    EntryPoint entryPoint(String dialled, @Nullable String trunk);

    FlowLibrary flows(EntryPoint entry);

    /// Whom the number belongs to, under the client it called.
    CompletableFuture<Caller> caller(EntryPoint entry, String number);

    /// @return null if there is no such queue, or it is not the client's
    @Nullable
    QueueRef queue(long tenant, ClientId client, String code);

    /// @return null if there is no such queue, or it is not the client's
    @Nullable
    QueueRef queue(long tenant, ClientId client, QueueId queue);

    /// What the house's rules of routing make of a customer who is about to wait.
    default Placed placed(EntryPoint entry, QueueRef queue, Arrival arrival, Caller caller) {
        return new Placed(queue, arrival);
    }

    /// Whether the rules open a short way to a person for this caller.
    default boolean shortWay(EntryPoint entry, Caller caller) {
        return false;
    }

    @Nullable
    SkillId skill(long tenant, String code);

    /// @return the prompt in this language, else in English, else null
    @Nullable
    Sound clip(long tenant, ClientId client, String code, String language);

    /// Speaks a text; fails when no speech is configured.
    CompletableFuture<Sound> speech(long tenant, String text, String language);

    AudioSource music(long tenant, ClientId client, String code);

    Hours hours(long tenant, ClientId client, String calendar, long atMillis);

    /// How the agent wants to be rung.
    AgentLine line(long tenant, AgentId agent);

    /// Whose desk phone this is, in whichever house; null if it is no agent's.
    ///
    /// @param phoneUser as it registers
    @Nullable
    Owner owner(String phoneUser);

    record Owner(long tenant, AgentId agent) {}

    /// Whose desk phone this is; null if it is no agent's.
    @Nullable
    AgentId colleague(long tenant, String phoneUser);

    /// Whether the plan lets this client dial the target, and by which way.
    Route route(long tenant, ClientId client, InteractionId interaction, org.callosum.flow.FlowStep.Target target);

    /// The same for a number that an agent brings a customer to, as typed.
    Route outside(long tenant, ClientId client, InteractionId interaction, String number);

    /// Whether a customer who waits could be called back at this number, as far as can be said now.
    ///
    /// @param customer 0 if nobody knows who it is
    /// @param atMillis when they would be
    /// @return null if so; else a code of what stands against it
    @Nullable
    String mayCallBack(
            long tenant, ClientId client, InteractionId interaction, long customer, String number, long atMillis);

    /// Takes a place for the call-back that was promised, or says why there is none.
    Route callBack(long tenant, ClientId client, InteractionId interaction, long customer, String number);

    /// The number that a client's own calls show, with what belongs to it: the first of its entry points.
    ///
    /// @return null for a client without a number
    @Nullable
    EntryPoint shown(long tenant, ClientId client);

    /// Takes a place for a call that an agent makes from a record, or says why there is none.
    Route callOut(DeskCallOuts.Order order);

    /// What a customer of this client means by words of their own.
    ///
    /// @param among codes of the wishes that the flow can serve
    /// @return the one that is meant; empty when that is not sure enough
    CompletableFuture<String> intent(EntryPoint entry, String text, Set<String> among);

    /// Asks a service of the site, within the address policy and the time the step gives.
    ///
    /// @param interaction for whom, so that what goes wrong is logged with it
    CompletableFuture<Answer> lookup(InteractionId interaction, FlowEffect.Lookup lookup);

    /// The same for a customer of a client, as whom some of the house's own answers are given.
    ///
    /// @param customer 0 if nobody knows who it is
    default CompletableFuture<Answer> lookup(
            long tenant, ClientId client, long customer, InteractionId interaction, FlowEffect.Lookup lookup) {
        return lookup(interaction, lookup);
    }

    /// @param record whether its conversations are recorded
    /// @param lastAgentMillis for how long after a conversation its agent is asked first when the customer
    ///     comes again
    /// @param knownAgentWaitMillis how long an agent whom the customer knows is waited for
    /// @param treatment what runs beside the wait where the flow names nothing; null: music
    /// @param calendar code of its own opening hours; null: it takes customers at any time
    record QueueRef(
            QueueId id,
            boolean record,
            long lastAgentMillis,
            long knownAgentWaitMillis,
            @Nullable String treatment,
            @Nullable String calendar) {
        public QueueRef(QueueId id, boolean record, long lastAgentMillis, long knownAgentWaitMillis) {
            this(id, record, lastAgentMillis, knownAgentWaitMillis, null, null);
        }
    }

    record Placed(QueueRef queue, Arrival arrival) {}

    /// @param reason code of the rule that decided: `weekly`, `holiday`, `unknown`
    record Hours(boolean open, String reason) {}

    /// @param status HTTP status, 0 without an answer
    record Answer(int status, SequencedMap<String, String> fields) {}

    sealed interface AgentLine {
        /// The agent's browser keeps a line open while signed in.
        record Browser() implements AgentLine {}

        /// The desk phone rings with each offer.
        ///
        /// @param target where: the phone's registration, or its fixed address
        record Phone(DialTarget target) implements AgentLine {}
    }

    sealed interface Route {
        /// @param ended told once when the other party is off the line or was never reached: whether they answered
        /// @param notMade told instead when nothing went out: then it does not count
        /// @param within told for which interaction, where that is known only afterwards
        record Allowed(
                DialTarget target,
                String callerNumber,
                Consumer<Boolean> ended,
                Runnable notMade,
                Consumer<InteractionId> within)
                implements Route {
            public Allowed(DialTarget target, String callerNumber, Consumer<Boolean> ended) {
                this(target, callerNumber, ended, () -> ended.accept(false), _ -> {});
            }
        }

        /// @param reason code: `no-rule`, `premium`, `limit`, `unknown-target`
        record Refused(String reason) implements Route {}
    }
}
