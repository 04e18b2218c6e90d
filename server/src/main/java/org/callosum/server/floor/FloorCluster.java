package org.callosum.server.floor;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;
import org.callosum.server.platform.journal.FloorRequests;

/// The other nodes as a floor's host sees them.
///
/// @param node this one's number
/// @param name this one's name in leases
/// @param requests commands on their way between nodes
/// @param ids new ids for requests
/// @param present whether a node was heard of within a term
/// @param others whether any but this one was
record FloorCluster(
        int node, String name, FloorRequests requests, LongSupplier ids, IntPredicate present, BooleanSupplier others) {
    /// A house of one node.
    static FloorCluster alone(String name) {
        return new FloorCluster(0, name, new Nobody(), () -> 0, node -> node == 0, () -> false);
    }

    /// Nobody asks, and nobody would answer.
    private static final class Nobody implements FloorRequests {
        @Override
        public void ask(long tenant, int node, List<Request> requests) {
            throw new IllegalStateException("There is no other node to ask");
        }

        @Override
        public List<Asked> unanswered(long tenant, int atMost) {
            return List.of();
        }

        @Override
        public void answer(long tenant, List<Answer> answers) {}

        @Override
        public List<Answer> collect(long tenant, int node) {
            return List.of();
        }

        @Override
        public void drop(long tenant, List<Long> ids) {}
    }
}
