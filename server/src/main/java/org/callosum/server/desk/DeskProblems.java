package org.callosum.server.desk;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.callosum.floor.Decision;
import org.callosum.server.floor.FloorUnavailable;
import org.callosum.server.platform.problem.Problems;

/// Waits for the floor's answer and turns what is no agreement into problems.
final class DeskProblems {
    private static final long PATIENCE_SECONDS = 10;

    private DeskProblems() {}

    /// @throws org.callosum.server.platform.problem.Problem 409 with the refusal's code; 503 `floor-unavailable`
    static void accepted(CompletableFuture<Decision> answer) {
        if (answered(answer) instanceof Decision.Refused(var refusal)) {
            throw Problems.refused(refusal.code());
        }
    }

    /// The same, but one refusal is as good as an agreement: what was asked for is so already.
    static void acceptedOr(String code, CompletableFuture<Decision> answer) {
        if (answered(answer) instanceof Decision.Refused(var refusal)
                && !refusal.code().equals(code)) {
            throw Problems.refused(refusal.code());
        }
    }

    static <T> T answered(CompletableFuture<T> answer) {
        try {
            return answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException fault) {
            if (fault.getCause() instanceof FloorUnavailable
                    || fault.getCause() instanceof java.util.concurrent.TimeoutException) {
                throw Problems.of(503, "floor-unavailable", Map.of());
            }
            throw fault;
        }
    }
}
