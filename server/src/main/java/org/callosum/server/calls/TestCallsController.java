package org.callosum.server.calls;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.editing.Fields;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Test calls by voice into drafts, from the browser of whoever edits them.
@RestController
@RequestMapping("/api/flow-calls")
class TestCallsController {
    private final TestCalls calls;

    TestCallsController(TestCalls calls) {
        this.calls = calls;
    }

    /// @param clientId whose prompts, queues and hours are meant
    /// @param zone of times of day in the flow
    /// @param sdp the browser's offer
    @Schema(name = "FlowCallWish")
    record Wish(
            @Nullable String yaml,
            @Nullable String clientId,

            @Schema(allowableValues = {"en", "zh-Hans", "zh-Hant"}) @Nullable
            String language,

            @Nullable String zone,
            @Nullable String sdp) {}

    /// @param over nothing more comes
    @Schema(name = "FlowCallState")
    record State(boolean over, List<Line> lines) {}

    /// @param kind an event of the call's story, such as `step-entered`, or what would have happened: `would-wait` …
    @Schema(name = "FlowCallLine")
    record Line(long atMillis, String kind, Map<String, String> data) {}

    @Schema(name = "FlowCallKey")
    record Key(@Nullable String key) {}

    @PostMapping
    @RequiresRight(Right.FLOWS_EDIT)
    TestCalls.Begun begin(@RequestBody Wish wish) {
        return calls.begin(wish.yaml(), wish.clientId(), wish.language(), wish.zone(), wish.sdp());
    }

    @GetMapping("/{id}")
    @RequiresRight(Right.FLOWS_EDIT)
    State flowCall(@PathVariable String id) {
        var call = calls.own(id);
        return new State(
                call.over(),
                call.lines().stream()
                        .map(line -> new Line(line.atMillis(), line.kind(), line.data()))
                        .toList());
    }

    @PostMapping("/{id}/keys")
    @RequiresRight(Right.FLOWS_EDIT)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void press(@PathVariable String id, @RequestBody Key key) {
        var pressed = key.key();
        if (pressed == null || !pressed.matches("[0-9*#]")) {
            var fields = new Fields();
            fields.add("key", "not-keys");
            fields.check();
            return;
        }
        calls.own(id).press(pressed.charAt(0));
    }

    /// An agent takes whoever waits: the end of what a draft can show.
    @PostMapping("/{id}/answered")
    @RequiresRight(Right.FLOWS_EDIT)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void answered(@PathVariable String id) {
        calls.own(id).agentAnswers();
    }

    @DeleteMapping("/{id}")
    @RequiresRight(Right.FLOWS_EDIT)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(@PathVariable String id) {
        calls.own(id).hangUp();
    }
}
