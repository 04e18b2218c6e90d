package org.callosum.server.supervision;

import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.callosum.server.floor.FloorUnavailable;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.AccountContext;
import org.callosum.server.platform.tenancy.Tenancy;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class BoardController {
    private static final long PATIENCE_SECONDS = 10;

    private final FloorBoards boards;

    BoardController(FloorBoards boards) {
        this.boards = boards;
    }

    @GetMapping("/api/floor")
    @RequiresRight(Right.FLOOR_VIEW)
    FloorBoard board() {
        AccountContext reader = Tenancy.current();
        try {
            return boards.rows(reader.tenantId())
                    .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .join()
                    .visibleTo(reader.clients());
        } catch (CompletionException fault) {
            if (fault.getCause() instanceof FloorUnavailable || fault.getCause() instanceof TimeoutException) {
                throw Problems.of(503, "board-unavailable", Map.of());
            }
            throw fault;
        }
    }
}
