package org.callosum.server.duties;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.callosum.server.platform.access.SignedIn;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// One's own only, so being signed in is enough.
@RestController
@RequestMapping("/api/duties")
class DutiesController {
    private final Duties duties;

    DutiesController(Duties duties) {
        this.duties = duties;
    }

    /// @param until ahead, at most 31 days
    @Schema(name = "DutyPutOff")
    record PutOff(@Nullable Instant until) {}

    /// What waits for whoever asks, the oldest first.
    @GetMapping
    @SignedIn
    Page<Duty> mine() {
        return Page.whole(duties.mine());
    }

    @PostMapping("/{id}/noticed")
    @SignedIn
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void noticed(@PathVariable String id) {
        duties.noticed(Ids.parse(id));
    }

    @PostMapping("/{id}/put-off")
    @SignedIn
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void putOff(@PathVariable String id, @RequestBody PutOff wanted) {
        duties.putOff(Ids.parse(id), wanted.until());
    }
}
