package org.callosum.server.outreach;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Messages;
import org.callosum.server.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api")
class OutreachController {
    private final ContactLedger ledger;
    private final ContactGate gate;
    private final Messages texts;

    OutreachController(ContactLedger ledger, ContactGate gate, Messages texts) {
        this.ledger = ledger;
        this.gate = gate;
        this.texts = texts;
    }

    record Zone(@Nullable String timeZone) {}

    @Schema(name = "ContactQuestion")
    record Question(
            @Nullable String channel,
            @Nullable String purpose,
            @Nullable String number) {}

    /// @param reason `allowed`, or the code of the refusal, worded in `text`
    @Schema(name = "ContactAnswer")
    record Answer(
            boolean allowed,
            String reason,
            String text,
            @Nullable Instant againFrom) {}

    @GetMapping("/contact-limits")
    @RequiresRight(Right.CUSTOMERS_VIEW)
    Page<ContactLimits> limits() {
        return Page.whole(ledger.limits());
    }

    @GetMapping("/contact-limits/{id}")
    @RequiresRight(Right.CUSTOMERS_VIEW)
    ContactLimits limits(@PathVariable String id) {
        return ledger.limits(Ids.parse(id));
    }

    @PutMapping("/contact-limits")
    @RequiresRight(Right.CLIENTS_EDIT)
    ContactLimits limit(@RequestBody ContactLimits wanted) {
        return ledger.limit(wanted);
    }

    @GetMapping("/customers/{id}/contacts")
    @RequiresRight(Right.CUSTOMERS_VIEW)
    ContactLedger.Contacts contacts(@PathVariable String id) {
        return ledger.of(Ids.parse(id));
    }

    @PutMapping("/customers/{id}/contacts/zone")
    @RequiresRight(Right.CUSTOMERS_EDIT)
    ContactLedger.Contacts zone(@PathVariable String id, @RequestBody Zone zone) {
        return ledger.zone(Ids.parse(id), zone.timeZone());
    }

    @PostMapping("/customers/{id}/consents")
    @RequiresRight(Right.CUSTOMERS_EDIT)
    ContactLedger.Contacts said(@PathVariable String id, @RequestBody ConsentChange said) {
        return ledger.said(Ids.parse(id), said);
    }

    /// Whether this customer may be contacted now: for planning. The dial itself asks again.
    @PostMapping("/customers/{id}/contacts/check")
    @RequiresRight(Right.CUSTOMERS_VIEW)
    Answer check(@PathVariable String id, @RequestBody Question question) {
        var customer = Ids.parse(id);
        var client = ledger.clientOf(customer);
        var fields = new Fields();
        var channel = Channel.of(question.channel());
        var purpose = Purpose.of(question.purpose());
        if (channel == null) {
            fields.add("channel", question.channel() == null ? "required" : "unknown");
        }
        if (purpose == null) {
            fields.add("purpose", question.purpose() == null ? "required" : "unknown");
        }
        if (channel == Channel.CALL) {
            fields.required("number", question.number(), 64);
        }
        fields.check();
        var attempt = new ContactGate.Attempt(
                client,
                customer,
                Objects.requireNonNull(channel),
                Objects.requireNonNull(purpose),
                Objects.requireNonNullElse(question.number(), ""),
                "check",
                null);
        return switch (gate.check(attempt)) {
            case ContactGate.Answer.Allowed _ -> new Answer(true, "allowed", "", null);
            case ContactGate.Answer.Refused(var reason, var key, var again) -> {
                var text = texts.find(Tenancy.current().language(), key, Map.of());
                yield new Answer(false, reason, text == null ? reason : text, again);
            }
        };
    }

    /// Who contacted this customer, when, why, on what consent: as a table to hand out.
    @GetMapping(value = "/customers/{id}/contacts/export", produces = "text/csv")
    @RequiresRight(Right.CUSTOMERS_VIEW)
    void export(@PathVariable String id, HttpServletResponse response) throws IOException {
        var customer = Ids.parse(id);
        var attempts = ledger.export(customer);
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-store");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"contacts-" + customer + ".csv\"");
        var text =
                new StringBuilder("at,channel,purpose,origin,by,interaction,consent,verdict,reason,points,result\r\n");
        for (var one : attempts) {
            text.append(one.at()).append(',').append(one.channel()).append(',').append(one.purpose());
            text.append(',').append(one.origin()).append(',').append(quoted(one.by()));
            text.append(',').append(Objects.requireNonNullElse(one.interactionId(), ""));
            text.append(',').append(Objects.requireNonNullElse(one.consentId(), ""));
            text.append(',').append(one.verdict()).append(',').append(one.reason());
            text.append(',').append(one.points()).append(',');
            text.append(Objects.requireNonNullElse(one.result(), "")).append("\r\n");
        }
        response.getOutputStream().write(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /// A name that a spreadsheet would take for a formula is not one.
    private static String quoted(String name) {
        var safe = name.startsWith("=") || name.startsWith("+") || name.startsWith("-") || name.startsWith("@")
                ? "'" + name
                : name;
        return '"' + safe.replace("\"", "\"\"") + '"';
    }
}
