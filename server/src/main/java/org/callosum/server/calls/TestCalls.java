package org.callosum.server.calls;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.callosum.flow.FlowReader;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.flows.Flows;
import org.callosum.server.flows.Prompts;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;

/// Test calls by voice into drafts (IVR-01): who may have one, and for how long. One at a time for an account, five for
/// a house, ten minutes at most; each is in the audit log.
class TestCalls {
    private static final int MOST_OF_A_HOUSE = 5;
    private static final int LONGEST_SDP = 32_768;
    /// The page has time to read the last lines of a call that has ended.
    private static final long KEPT_MILLIS = 60_000;

    private final CallCentre centre;
    private final Flows flows;
    private final Prompts prompts;
    private final Audit audit;

    /// At most [#MOST_OF_A_HOUSE] that go on in each house, and for a minute those that have ended.
    private final Map<String, Open> open = new ConcurrentHashMap<>();

    TestCalls(CallCentre centre, Flows flows, Prompts prompts, Audit audit) {
        this.centre = centre;
        this.flows = flows;
        this.prompts = prompts;
        this.audit = audit;
    }

    private record Open(long tenant, long account, TestCall call) {}

    @Schema(name = "FlowCallBegun")
    record Begun(String callId, String sdp) {}

    /// @throws org.callosum.server.platform.problem.Problem `flow-invalid`, `flow-calls-full`
    Begun begin(
            @Nullable String yaml,
            @Nullable String clientId,
            @Nullable String language,
            @Nullable String zone,
            @Nullable String sdp) {
        var fields = new Fields();
        fields.required("yaml", yaml, FlowReader.MAX_LENGTH);
        fields.required("sdp", sdp, LONGEST_SDP);
        var client = fields.optionalId("clientId", clientId);
        if (client == null || !prompts.clientExists(client)) {
            fields.add("clientId", "unknown");
        }
        var tag = Objects.requireNonNullElse(language, "en");
        if (!tag.matches("en|zh-Hans|zh-Hant")) {
            fields.add("language", "unknown");
        }
        fields.check();
        var of = new ClientId(Objects.requireNonNull(client));
        var flow = flows.tried(String.valueOf(yaml), of);
        var who = Tenancy.current();
        long account = Objects.requireNonNull(who.accountId(), "Only a person has a browser to try it with");
        open.values().stream()
                .filter(each -> each.account() == account && !each.call().over())
                .forEach(each -> each.call().hangUp());
        if (open.values().stream()
                        .filter(each -> each.tenant() == who.tenantId()
                                && each.account() != account
                                && !each.call().over())
                        .count()
                >= MOST_OF_A_HOUSE) {
            throw Problems.tooMany("flow-calls-full", 30);
        }
        var entry = new EntryPoint(who.tenantId(), 0, of, "", flow.code(), tag, zone(zone));
        audit.record("flow-test-called", "flow", flow.code(), Map.of("client", of.toString()));
        var id = new InteractionId(centre.world().ids().getAsLong());
        var key = id.toString();
        var call = centre.test(
                id,
                entry,
                flow,
                () -> centre.world().timers().schedule(() -> open.remove(key), KEPT_MILLIS, TimeUnit.MILLISECONDS));
        open.put(key, new Open(who.tenantId(), account, call));
        try {
            // the session that asks is known to this thread alone, so it waits; gathering addresses takes no time here
            return new Begun(
                    key,
                    centre.listenTo(call, String.valueOf(sdp))
                            .orTimeout(10, TimeUnit.SECONDS)
                            .join());
        } catch (CompletionException unreadable) {
            open.remove(key);
            call.hangUp();
            throw Problems.invalid("flow-call-unreadable");
        }
    }

    /// The account's own call.
    ///
    /// @throws org.callosum.server.platform.problem.Problem `not-found` for any other
    TestCall own(String callId) {
        var found = open.get(callId);
        var who = Tenancy.current();
        if (found == null || found.tenant() != who.tenantId() || !Objects.equals(found.account(), who.accountId())) {
            throw Problems.notFound("flow-call", callId);
        }
        return found.call();
    }

    private static ZoneId zone(@Nullable String zone) {
        try {
            return zone == null ? ZoneId.of("UTC") : ZoneId.of(zone);
        } catch (DateTimeException unknown) {
            return ZoneId.of("UTC");
        }
    }
}
