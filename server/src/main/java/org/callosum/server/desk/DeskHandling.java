package org.callosum.server.desk;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.cases.Cases;
import org.callosum.server.desk.DeskPerson.Me;
import org.callosum.server.escalations.Escalations;
import org.callosum.server.interactions.RepeatedContacts;
import org.callosum.server.needs.Marks;
import org.callosum.server.needs.NeedType;
import org.callosum.server.needs.NeedTypes;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.AccountContext;
import org.callosum.server.platform.tenancy.ClientScope;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Text;
import org.callosum.server.queues.Disposition;
import org.callosum.server.queues.Dispositions;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/// What helps an agent to handle and to finish the contact they have: marks of need, signs that call for
/// an escalation,
/// the escalation itself, proposed results, follow-ups. Whoever has the contact sees and does it, whatever
/// clients
/// their
/// account is granted: the floor gave it to them.
@Service
class DeskHandling {
    private static final int MOST_NOTES = 20;
    private static final int LONGEST_FOLLOW_UP_NOTE = 4_000;

    /// Later than this nobody remembers what was promised.
    private static final Duration LATEST_FOLLOW_UP = Duration.ofDays(400);

    private final Marks marks;
    private final NeedTypes types;
    private final Escalations escalations;
    private final RepeatedContacts repeats;
    private final CodeSuggestions suggestions;
    private final Dispositions dispositions;
    private final Cases cases;
    private final DeskStore store;
    private final Tenancy tenancy;
    private final JdbcClient database;

    DeskHandling(
            Marks marks,
            NeedTypes types,
            Escalations escalations,
            RepeatedContacts repeats,
            CodeSuggestions suggestions,
            Dispositions dispositions,
            Cases cases,
            DeskStore store,
            Tenancy tenancy,
            JdbcClient database) {
        this.marks = marks;
        this.types = types;
        this.escalations = escalations;
        this.repeats = repeats;
        this.suggestions = suggestions;
        this.dispositions = dispositions;
        this.cases = cases;
        this.store = store;
        this.tenancy = tenancy;
        this.database = database;
    }

    /// @param need code of the type of need it is marked with
    /// @param decision code of the type of deciding it is marked with
    /// @param hinted code of the type of need that the notes hint at, while it is not marked
    /// @param signs that call for an escalation
    /// @param escalations of this contact, the first first
    /// @param notesBefore what colleagues wrote with this very contact
    /// @param followUps the cases that results open, by the result's code
    @Schema(name = "DeskHandling")
    record Handling(
            String interactionId,
            @Nullable String need,
            @Nullable String decision,
            @Nullable String hinted,
            List<Sign> signs,
            List<Escalations.Escalated> escalations,
            List<NoteBefore> notesBefore,
            Map<String, String> followUps) {}

    @Schema(name = "DeskSign")
    record Sign(String code, Text name) {}

    @Schema(name = "DeskNoteBefore")
    record NoteBefore(Instant at, String author, String text) {
        @Override
        public String toString() {
            return "NoteBefore[…]";
        }
    }

    /// @param part of `whole` such contacts were closed with it; both 0 where the script or the customer's last contact
    /// says so
    @Schema(name = "DeskSuggestion")
    record Suggestion(
            String code,

            @Schema(allowableValues = {"script", "path", "earlier", "queue"})
            String source,

            int part,
            int whole) {}

    /// A follow-up as the agent dates it; what is absent is as its type says, and the owner is the agent.
    @Schema(name = "DeskFollowUp")
    record FollowUp(
            @Nullable Instant dueAt,
            @Nullable String ownerId,
            @Nullable String note) {
        @Override
        public String toString() {
            return "FollowUp[…]";
        }
    }

    /// Someone's contact: the customer's interaction, even where the agent was only asked about it.
    record Held(
            Me me,
            InteractionId interaction,
            long client,
            @Nullable Long customer,
            long queue) {
        Escalations.Contact contact() {
            return new Escalations.Contact(
                    interaction.value(), client, customer, me.agent().value(), queue);
        }
    }

    Held held(Me me, InteractionId interaction, long queue) {
        return tenancy.asSystem(me.tenant(), () -> {
            var id = store.customers(interaction);
            return database.sql("select client_id, customer_id from interaction where id = :id")
                    .param("id", id.value())
                    .query((row, _) ->
                            new Held(me, id, row.getLong("client_id"), Rows.longOrNull(row, "customer_id"), queue))
                    .optional()
                    .orElseThrow(() -> Problems.notFound("interaction", interaction));
        });
    }

    /// On behalf of the agent, with the client of the contact they have.
    <T extends @Nullable Object> T as(Me me, Supplier<T> work) {
        var who = Tenancy.current();
        return tenancy.asAccount(
                new AccountContext(
                        me.tenant(),
                        who.accountId(),
                        who.name(),
                        who.language(),
                        who.rights(),
                        new ClientScope.All(),
                        who.source(),
                        who.sessionId()),
                work);
    }

    Handling of(Held held) {
        return as(held.me(), () -> {
            var id = held.interaction().value();
            var marked = marks.of(id);
            var notes = store.draft(held.interaction(), held.me().account());
            var need = marked.get(NeedType.NEED);
            var choices = dispositions.ofQueue(held.queue());
            return new Handling(
                    held.interaction().toString(),
                    need,
                    marked.get(NeedType.DECISION),
                    need == null ? types.hinted(notes) : null,
                    escalations.signs(id, notes, repeats.of(id).earlier().size(), need).stream()
                            .map(sign ->
                                    new Sign(Objects.requireNonNull(sign.code()), Objects.requireNonNull(sign.name())))
                            .toList(),
                    escalations.of(id),
                    notesBefore(id, held.me().account()),
                    choices.stream()
                            .filter(each -> each.followUpCaseType() != null)
                            .collect(Collectors.toUnmodifiableMap(
                                    each -> Objects.requireNonNull(each.code()),
                                    each -> Objects.requireNonNull(each.followUpCaseType()))));
        });
    }

    /// Results it will probably be closed with; asked once, since it looks at hundreds of former contacts.
    List<Suggestion> suggestions(Held held) {
        return as(
                held.me(),
                () ->
                        suggestions
                                .of(held.interaction().value(), held.queue(), codes(dispositions.ofQueue(held.queue())))
                                .stream()
                                .map(each -> new Suggestion(each.code(), each.source(), each.part(), each.whole()))
                                .toList());
    }

    private static java.util.Set<String> codes(List<Disposition> choices) {
        return choices.stream()
                .map(each -> Objects.requireNonNull(each.code()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private List<NoteBefore> notesBefore(long interaction, long reader) {
        return database.sql("""
                        select at, author, text from interaction_note
                         where interaction_id = :id and text <> '' and form is null and author_id is distinct from :reader
                         order by at limit :most""")
                .param("id", interaction)
                .param("reader", reader)
                .param("most", MOST_NOTES)
                .query((row, _) ->
                        new NoteBefore(Rows.instant(row, "at"), row.getString("author"), row.getString("text")))
                .list();
    }

    Handling mark(Held held, @Nullable String kind, @Nullable String code) {
        return as(held.me(), () -> {
            marks.mark(new Marks.Marked(held.interaction().value(), held.client(), held.queue()), kind, code);
            return of(held);
        });
    }

    Handling raise(Held held, Escalations.Raise wanted) {
        return as(held.me(), () -> {
            escalations.raise(held.contact(), wanted);
            return of(held);
        });
    }

    Handling write(Held held, Escalations.Notes notes) {
        return as(held.me(), () -> {
            escalations.write(held.interaction().value(), held.me().agent().value(), notes);
            return of(held);
        });
    }

    /// Judges whether the contact may be finished, before anything of it is done.
    ///
    /// @param notes as they will be, null: as they are
    /// @throws org.callosum.server.platform.problem.Problem `escalation-notes-needed`
    void checkFinished(Held held, @Nullable String notes, @Nullable FollowUp followUp, Instant now) {
        var owed = as(held.me(), () -> {
            var text = Optional.ofNullable(notes)
                    .orElseGet(() -> store.draft(held.interaction(), held.me().account()));
            return escalations.owed(
                    held.interaction().value(), held.me().agent().value(), text);
        });
        if (Boolean.TRUE.equals(owed)) {
            throw Problems.refused("escalation-notes-needed");
        }
        if (followUp != null) {
            var fields = new Fields();
            fields.length("followUp.note", followUp.note(), LONGEST_FOLLOW_UP_NOTE);
            if (followUp.dueAt() != null
                    && (followUp.dueAt().isBefore(now) || followUp.dueAt().isAfter(now.plus(LATEST_FOLLOW_UP)))) {
                fields.add("followUp.dueAt", "not-ahead");
            }
            fields.check();
        }
    }

    /// Opens the dated follow-up that a chosen result asks for, and keeps what had been proposed. A second
    /// time, after
    /// a
    /// wrap-up that did not end, it is there already.
    void finish(Held held, List<Disposition> chosen, @Nullable FollowUp followUp) {
        as(held.me(), () -> {
            var id = held.interaction().value();
            suggestions.keep(
                    id,
                    held.client(),
                    held.me().agent().value(),
                    held.queue(),
                    codes(dispositions.ofQueue(held.queue())),
                    chosen.stream()
                            .map(each -> Objects.requireNonNull(each.code()))
                            .toList());
            for (var result : chosen) {
                if (result.followUpCaseType() != null) {
                    cases.openOnce(new Cases.NewCase(
                            result.followUpCaseType(),
                            Long.toString(held.client()),
                            held.customer() == null ? null : held.customer().toString(),
                            Long.toString(id),
                            result.followUpCaseType().equals("call-back") ? "promised" : "pending",
                            Objects.requireNonNull(result.name())
                                    .in(Tenancy.current().language()),
                            Long.toString(held.queue()),
                            null,
                            followUp == null || followUp.ownerId() == null
                                    ? Long.toString(held.me().account())
                                    : followUp.ownerId(),
                            followUp == null ? null : followUp.note(),
                            followUp == null ? null : followUp.dueAt(),
                            Map.of()));
                    return null;
                }
            }
            return null;
        });
    }
}
