package org.callosum.server.supervision;

import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.callosum.floor.AgentView;
import org.callosum.floor.Floor;
import org.callosum.floor.FloorEvent;
import org.callosum.floor.QueueView;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.QueueId;
import org.jspecify.annotations.Nullable;

/// What one tenant's floor shows. Events only mark whom they concern; the views of those are taken from the floor when
/// somebody looks, so a floor of ten thousand costs its thread what has changed since the last look and no more.
///
/// Written on the floor's thread only, read from any.
final class FloorMirror {
    private final ConcurrentMap<AgentId, AgentView> agents = new ConcurrentHashMap<>();
    private final ConcurrentMap<QueueId, QueueView> queues = new ConcurrentHashMap<>();
    private final Set<AgentId> touchedAgents = ConcurrentHashMap.newKeySet();
    private final Set<QueueId> touchedQueues = ConcurrentHashMap.newKeySet();
    private final Serving serving;

    /// On the floor's thread.
    FloorMirror(Floor floor) {
        serving = new Serving(floor.snapshot());
        floor.agents().forEach(agent -> agents.put(agent.agent(), agent));
        floor.queues().forEach(queue -> queues.put(queue.queue(), queue));
    }

    Serving serving() {
        return serving;
    }

    /// As of the last look; null if the floor does not know them.
    @Nullable
    AgentView agent(AgentId agent) {
        return agents.get(agent);
    }

    @Nullable
    QueueView queue(QueueId queue) {
        return queues.get(queue);
    }

    Iterable<AgentView> everybody() {
        return agents.values();
    }

    /// Takes up what has changed; on the floor's thread.
    void look(Floor floor) {
        drain(touchedAgents, agent -> {
            AgentView view = floor.agent(agent);
            if (view == null) {
                agents.remove(agent);
            } else {
                agents.put(agent, view);
            }
        });
        drain(touchedQueues, queue -> {
            QueueView view = floor.queue(queue);
            if (view == null) {
                queues.remove(queue);
            } else {
                queues.put(queue, view);
            }
        });
    }

    private static <T> void drain(Set<T> touched, Consumer<T> take) {
        for (Iterator<T> all = touched.iterator(); all.hasNext(); ) {
            T one = all.next();
            all.remove();
            take.accept(one);
        }
    }

    /// On the floor's thread. An agent's conversation changes no line of a queue, a wrap-up neither.
    void heard(FloorEvent event) {
        switch (event) {
            case FloorEvent.QueueConfigured e -> {
                serving.configured(e.queue(), e.rules());
                touchedQueues.add(e.queue());
            }
            case FloorEvent.QueueRetired e -> {
                serving.retired(e.queue());
                touchedQueues.add(e.queue());
            }
            case FloorEvent.AgentConfigured e -> {
                serving.configured(e.agent(), e.rules());
                touchedAgents.add(e.agent());
            }
            case FloorEvent.AgentRetired e -> {
                serving.retired(e.agent());
                touchedAgents.add(e.agent());
            }
            case FloorEvent.SkillGranted e -> serving.skill(e.agent(), e.skill(), e.proficiency());
            case FloorEvent.SkillRevoked e -> serving.skill(e.agent(), e.skill(), null);
            case FloorEvent.AgentSignedIn e -> touchedAgents.add(e.agent());
            case FloorEvent.AgentSignedOut e -> touchedAgents.add(e.agent());
            case FloorEvent.SignOutDeferred e -> touchedAgents.add(e.agent());
            case FloorEvent.SignOutCancelled e -> touchedAgents.add(e.agent());
            case FloorEvent.AgentBecameReady e -> touchedAgents.add(e.agent());
            case FloorEvent.AgentBecameNotReady e -> touchedAgents.add(e.agent());
            case FloorEvent.InteractionQueued e -> touchedQueues.add(e.queue());
            case FloorEvent.RequirementRelaxed _, FloorEvent.PreferenceLapsed _, FloorEvent.DeclineLapsed _ -> {}
            case FloorEvent.OfferMade e -> touched(e.agent(), e.queue());
            case FloorEvent.OfferAccepted e -> touched(e.agent(), e.queue());
            case FloorEvent.OfferDeclined e -> touched(e.agent(), e.queue());
            case FloorEvent.OfferExpired e -> touched(e.agent(), e.queue());
            case FloorEvent.OfferWithdrawn e -> touched(e.agent(), e.queue());
            case FloorEvent.InteractionAbandoned e -> touchedQueues.add(e.queue());
            case FloorEvent.InteractionLeftQueue e -> touchedQueues.add(e.queue());
            case FloorEvent.WaitingSuspended e -> touchedQueues.add(e.queue());
            case FloorEvent.WaitingResumed e -> touchedQueues.add(e.queue());
            case FloorEvent.ConversationStarted e -> touched(e.agent(), e.queue());
            case FloorEvent.HoldStarted e -> touchedAgents.add(e.agent());
            case FloorEvent.HoldEnded e -> touchedAgents.add(e.agent());
            case FloorEvent.ConversationEnded e -> touchedAgents.add(e.agent());
            case FloorEvent.WrapUpStarted e -> touchedAgents.add(e.agent());
            case FloorEvent.WrapUpCompleted e -> touchedAgents.add(e.agent());
            case FloorEvent.InteractionInterrupted e -> {
                touchedQueues.add(e.queue());
                AgentId agent = e.agent();
                if (agent != null) {
                    touchedAgents.add(agent);
                }
            }
        }
    }

    private void touched(AgentId agent, QueueId queue) {
        touchedAgents.add(agent);
        touchedQueues.add(queue);
    }
}
