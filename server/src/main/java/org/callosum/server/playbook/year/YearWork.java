package org.callosum.server.playbook.year;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.cases.PastCase;
import org.callosum.server.cases.PastCases;
import org.callosum.server.customers.goods.Subjects;
import org.callosum.server.escalations.PastEscalations;
import org.callosum.server.interactions.PastContact;
import org.callosum.server.interactions.PastContacts;
import org.callosum.server.needs.NeedType;
import org.callosum.server.needs.PastMarks;
import org.callosum.server.notes.PastNotes;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.scripts.PastScripts;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Writes planned contacts with all that came of them into the rooms where such things are.
@Component
public class YearWork {
    /// Past contacts take their marks only while those still stand with a contact, and half a year before
    /// for figures.
    private static final Duration MARKED = Duration.ofDays(180);

    private final PastContacts contacts;
    private final PastCases cases;
    private final PastEscalations escalations;
    private final PastMarks marks;
    private final PastScripts scripts;
    private final PastNotes notes;
    private final Subjects subjects;
    private final Ids ids;

    YearWork(
            PastContacts contacts,
            PastCases cases,
            PastEscalations escalations,
            PastMarks marks,
            PastScripts scripts,
            PastNotes notes,
            Subjects subjects,
            Ids ids) {
        this.contacts = contacts;
        this.cases = cases;
        this.escalations = escalations;
        this.marks = marks;
        this.scripts = scripts;
        this.notes = notes;
        this.subjects = subjects;
        this.ids = ids;
    }

    /// @param houses by client
    /// @param products ids by client and code, as `harbour/purifier`
    /// @param now when the year ends
    public void write(
            YearBook book,
            Map<String, YearTale.House> houses,
            Map<String, Long> products,
            List<YearPlan.Contact> planned,
            Instant now) {
        var written = new ArrayList<PastContact>();
        var after = new ArrayList<Runnable>();
        var noted = new ArrayList<PastNotes.Past>();
        for (var plan : planned) {
            var house = Objects.requireNonNull(houses.get(plan.topic().client()));
            var tale = new YearTale(book, house, plan);
            var escalation = escalation(book, tale, plan);
            var told = tale.told(new InteractionId(ids.next()), escalation != null);
            written.add(told.contact());
            after.add(() -> {
                var queue = house.queues().get(plan.topic().queue());
                var left = new YearCases(book, tale, told, queue, now);
                for (var each : left.of(tale)) {
                    cases.write(each);
                }
                if (escalation != null) {
                    escalated(plan, told, escalation, cases.write(left.escalation(escalation)));
                }
                about(plan, told, products);
                marked(plan, told, queue, tale, now);
                scripted(plan, told, tale);
                noted.addAll(YearNotes.of(plan, told, queue, tale, now));
            });
        }
        contacts.write(written);
        after.forEach(Runnable::run);
        notes.write(noted);
    }

    private static YearBook.@Nullable Escalation escalation(YearBook book, YearTale tale, YearPlan.Contact plan) {
        if (plan.fate() != YearPlan.Fate.ANSWERED
                || plan.topic().queue().equals("northlight-renewals")
                || tale.chance().nextInt(1_000) >= (plan.times() > 0 ? 60 : plan.solved() ? 3 : 45)) {
            return null;
        }
        var fitting = book.escalations().stream()
                .filter(each -> each.client().equals(plan.topic().client()))
                .toList();
        return fitting.get(tale.chance().nextInt(fitting.size()));
    }

    private void escalated(YearPlan.Contact plan, YearTale.Told told, YearBook.Escalation escalation, long caseId) {
        var agent = Objects.requireNonNull(plan.agent());
        escalations.write(new PastEscalations.Past(
                told.contact().client().value(),
                told.contact().id().value(),
                caseId,
                escalation.route(),
                escalation.sign(),
                "case",
                agent.id(),
                agent.team(),
                Objects.requireNonNull(told.answeredAt()).plusSeconds(plan.talkSeconds() / 2)));
    }

    private void about(YearPlan.Contact plan, YearTale.Told told, Map<String, Long> products) {
        var order = plan.order();
        var id = told.contact().id().value();
        var client = told.contact().client().value();
        if (order != null) {
            subjects.past(id, client, "order", order.id(), told.contact().arrivedAt());
        }
        var product = products.get(plan.topic().client() + "/" + plan.topic().about());
        if (product != null && plan.person() != null) {
            subjects.past(id, client, "product", product, told.contact().arrivedAt());
        }
    }

    private void marked(YearPlan.Contact plan, YearTale.Told told, @Nullable Long queue, YearTale tale, Instant now) {
        var answered = told.answeredAt();
        if (answered == null
                || queue == null
                || answered.isBefore(now.minus(MARKED))
                || tale.chance().nextInt(10) >= 4) {
            return;
        }
        var need = plan.topic().need();
        var decision = plan.topic().decision();
        if (need != null) {
            marks.write(
                    told.contact().client().value(),
                    told.contact().id().value(),
                    queue,
                    NeedType.NEED,
                    tale.chance().nextInt(4) == 0 ? "clear" : need,
                    answered);
        }
        if (decision != null) {
            marks.write(
                    told.contact().client().value(),
                    told.contact().id().value(),
                    queue,
                    NeedType.DECISION,
                    decision,
                    answered);
        }
    }

    private void scripted(YearPlan.Contact plan, YearTale.Told told, YearTale tale) {
        var script = plan.topic().script();
        var agent = plan.agent();
        var answered = told.answeredAt();
        if (script == null || agent == null || answered == null) {
            return;
        }
        var moves = tale.scripted(script, answered);
        if (moves.moves().isEmpty()) {
            return;
        }
        scripts.write(new PastScripts.Past(
                told.contact().client().value(),
                told.contact().id().value(),
                told.contact().customer(),
                script,
                told.contact().language(),
                moves.last() == null ? "left" : "closed",
                moves.last(),
                moves.last() == null ? List.of() : told.codes(),
                agent.id(),
                answered,
                moves.moves().getLast().at(),
                moves.moves().stream()
                        .map(each -> new PastScripts.Event(
                                each.at(),
                                each.flow(),
                                each.step(),
                                each.type(),
                                each.code(),
                                each.detail(),
                                each.value()))
                        .toList()));
    }

    /// What nobody called about: recurring problems with their measures, and what colleagues proposed.
    public void inside(YearBook book, Map<String, YearTale.House> houses, Instant now) {
        var nr = 0;
        for (var problem : book.problems()) {
            var at = now.minus(Duration.ofDays(problem.seen()));
            var answers = new LinkedHashMap<String, Object>();
            answers.put("problem-text", problem.problem());
            answers.put("result-code", problem.code());
            answers.put("cause-known", true);
            answers.put("cause", problem.cause());
            var moves = new ArrayList<PastCase.Move>();
            moves.add(new PastCase.Move(at.plus(Duration.ofDays(2)), "in-progress", ""));
            if (problem.since() > 0) {
                var since = now.minus(Duration.ofDays(problem.since()));
                answers.put("counter-measure", problem.measure());
                answers.put(
                        "since",
                        since.atZone(java.time.ZoneOffset.UTC).toLocalDate().toString());
                moves.add(new PastCase.Move(since, "measure", ""));
                if (problem.gone()) {
                    answers.put("gone", true);
                    moves.add(new PastCase.Move(since.plus(Duration.ofDays(28)), "checked", ""));
                }
            }
            cases.write(inside(
                    houses, problem.client(), "recurring-problem", "frequent", problem.problem(), at, moves, answers));
        }
        for (var idea : book.improvements()) {
            var at = now.minus(Duration.ofDays(320 - 55L * nr++));
            var answers = new LinkedHashMap<String, Object>();
            answers.put("observed", idea.observed());
            answers.put("proposal", idea.proposal());
            answers.put("way", idea.way());
            answers.put("figure", idea.figure());
            var moves = new ArrayList<PastCase.Move>();
            moves.add(new PastCase.Move(at.plus(Duration.ofDays(5)), "in-progress", ""));
            if (idea.done()) {
                answers.put("decision-taken", "done");
                moves.add(new PastCase.Move(at.plus(Duration.ofDays(24)), "done", ""));
            }
            cases.write(inside(houses, idea.client(), "improvement", "idea", idea.proposal(), at, moves, answers));
        }
    }

    private static PastCase inside(
            Map<String, YearTale.House> houses,
            String client,
            String type,
            String reason,
            String subject,
            Instant at,
            List<PastCase.Move> moves,
            Map<String, Object> answers) {
        return new PastCase(
                Objects.requireNonNull(houses.get(client)).client().value(),
                type,
                reason,
                subject,
                null,
                null,
                null,
                null,
                null,
                at,
                "",
                moves,
                List.of(),
                answers);
    }
}
