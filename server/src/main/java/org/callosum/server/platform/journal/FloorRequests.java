package org.callosum.server.platform.journal;

import java.util.List;

/// What nodes that do not own a floor ask of its owner, and what they are told (`docs/decisions/0004`). Requests
/// outlive
/// the owner: its successor finds those that were not answered, and an answer that stands on events is stored with
/// them ([Journal#append(long, long, long, List, List)]), so a command is decided once whatever dies.
public interface FloorRequests {
    /// A command on its way.
    ///
    /// @param id made by the asker, unique in the house
    /// @param command as [FloorRequestCodec] writes it
    record Request(long id, String command) {}

    /// A request that waits for the owner.
    ///
    /// @param node who asks
    record Asked(long id, int node, String command) {}

    /// An answer that waits for the asker.
    ///
    /// @param answer as [FloorRequestCodec] writes it
    record Answer(long id, String answer) {}

    /// Puts requests before the owner, whoever that is or will be.
    void ask(long tenant, int node, List<Request> requests);

    /// Those not answered yet, oldest first.
    List<Asked> unanswered(long tenant, int atMost);

    /// Answers that stand on no event.
    void answer(long tenant, List<Answer> answers);

    /// Takes the answers for a node away.
    List<Answer> collect(long tenant, int node);

    /// Removes requests: nobody waits for their answers any more.
    void drop(long tenant, List<Long> ids);
}
