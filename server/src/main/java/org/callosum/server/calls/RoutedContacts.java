package org.callosum.server.calls;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.callosum.floor.Arrival;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.QueueId;
import org.callosum.server.routing.LiveRouting;
import org.callosum.workforce.routing.RoutingPlan;

/// Tells rules of routing what is known of a call, and takes their word. What the flow says of a contact counts before
/// what the tables say. Codes only: what is known stays with the contact, so that other rules can be tried on it.
final class RoutedContacts {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    private final LiveRouting routing;

    RoutedContacts(LiveRouting routing) {
        this.routing = routing;
    }

    Map<ClientId, String> clients() {
        return routing.clients();
    }

    /// @param queues where calls may go; to a queue unknown here the flow's own is kept
    Directory.Placed placed(
            EntryPoint entry,
            Map<ClientId, String> clients,
            Arrival arrival,
            Directory.QueueRef queue,
            Caller caller,
            Map<QueueId, Directory.QueueRef> queues) {
        long now = System.currentTimeMillis();
        var known = known(entry, clients, caller, now);
        known.putAll(arrival.attributes());
        var topic = known.get("topic");
        if (topic != null) {
            known.putIfAbsent("reason", topic);
        }
        var last = caller.last();
        var placed = routing.place(
                entry.tenant(),
                arrival.withAttributes(known),
                queue.id(),
                last == null
                        ? RoutingPlan.Before.NOBODY
                        : new RoutingPlan.Before(
                                last.agent(), (int) TimeUnit.MILLISECONDS.toDays(Math.max(0, now - last.atMillis()))));
        var ref = queues.get(placed.queue());
        return new Directory.Placed(ref == null ? queue : ref, placed.arrival());
    }

    boolean shortWay(EntryPoint entry, Map<ClientId, String> clients, Caller caller) {
        return routing.shortWay(entry.tenant(), known(entry, clients, caller, System.currentTimeMillis()));
    }

    private static Map<String, String> known(
            EntryPoint entry, Map<ClientId, String> clients, Caller caller, long nowMillis) {
        var known = new HashMap<String, String>();
        var client = clients.get(entry.client());
        if (client != null) {
            known.put("client", client);
        }
        known.put("channel", "voice");
        known.put("entry", entry.number());
        known.put("language", entry.language());
        known.put("time", TIME.format(Instant.ofEpochMilli(nowMillis).atZone(entry.zone())));
        if (caller.customer() != 0) {
            known.put("customer.rank", Integer.toString(caller.valueRank()));
            known.putAll(caller.facts());
        }
        return known;
    }
}
