package org.callosum.server.playbook.year;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.callosum.server.cases.PastCase;
import org.jspecify.annotations.Nullable;

/// What work a contact left behind and how it went on: most of it in time, some late, some taken up again,
/// some still
/// open.
final class YearCases {
    private static final Set<String> FOLLOWED_UP =
            Set.of("refund-promised", "pending-resolved", "offer-made", "call-again");
    private static final int SUBJECT = 80;

    private final YearBook book;
    private final YearPlan.Contact plan;
    private final YearTale.Told told;
    private final long client;
    private final long interaction;
    private final @Nullable Long queue;
    private final Instant now;
    private final RandomGenerator chance;
    private final List<String> colleagues;

    YearCases(YearBook book, YearTale tale, YearTale.Told told, @Nullable Long queue, Instant now) {
        this.book = book;
        this.plan = tale.plan();
        this.told = told;
        this.client = told.contact().client().value();
        this.interaction = told.contact().id().value();
        this.queue = queue;
        this.now = now;
        this.chance = tale.chance();
        this.colleagues = book.notes().getOrDefault(plan.topic().client(), List.of());
    }

    /// What every such contact may leave; an escalation is asked for apart.
    List<PastCase> of(YearTale tale) {
        var cases = new ArrayList<PastCase>();
        switch (plan.fate()) {
            case AFTER_HOURS -> {
                if (told.contact().flow().stream().anyMatch(each -> each.type().equals("voicemail-left"))) {
                    cases.add(done(
                            "message",
                            "after-hours",
                            book.client(plan.topic().client()).message(),
                            Map.of(),
                            2.5,
                            List.of("heard", "answered")));
                }
            }
            case ABANDONED -> {
                if (!plan.comesBack() && plan.person() != null && chance.nextInt(4) == 0) {
                    cases.add(done(
                            "call-back",
                            "missed",
                            book.client(plan.topic().client()).missed(),
                            Map.of(),
                            2,
                            List.of("in-progress", "done")));
                }
            }
            case ANSWERED -> answered(tale, cases);
            case ALONE, HUNG_UP -> {}
        }
        return cases;
    }

    private void answered(YearTale tale, List<PastCase> cases) {
        if (told.codes().stream().anyMatch(FOLLOWED_UP::contains)) {
            if (chance.nextInt(10) < 7) {
                cases.add(followUp());
            } else {
                cases.add(ticket());
            }
        }
        if (plan.person() != null && chance.nextInt(1_000) < (plan.times() > 0 ? 70 : 9)) {
            cases.add(complaint(tale));
        }
    }

    private PastCase followUp() {
        var late = chance.nextInt(100) < 14;
        var answers = new LinkedHashMap<String, Object>();
        answers.put("promised", told.ending());
        answers.put("waits-for", one("colleague", "supplier", "customer", "nothing"));
        answers.put("outcome", late ? "kept-late" : "kept");
        if (late) {
            answers.put("why-not", colleague());
        }
        return done("follow-up", "pending", told.ending(), answers, late ? 80 : 16, List.of("in-progress", "done"));
    }

    private PastCase ticket() {
        var answers = new LinkedHashMap<String, Object>();
        answers.put("area", plan.topic().about().equals("order") ? one("order", "bill") : one("product", "account"));
        answers.put("wish", told.said());
        answers.put("reach", one("telephone", "message", "email"));
        answers.put("solution", colleague());
        answers.put("told", true);
        return done(
                "ticket",
                chance.nextBoolean() ? "not-solved" : "request",
                told.said(),
                answers,
                11,
                chance.nextInt(3) == 0
                        ? List.of("in-progress", "waiting", "in-progress", "done")
                        : List.of("in-progress", "done"));
    }

    private PastCase complaint(YearTale tale) {
        var fitting = book.complaints().stream()
                .filter(each -> each.client().equals(plan.topic().client()))
                .toList();
        var complaint = fitting.get(chance.nextInt(fitting.size()));
        var happened = tale.fill(List.of(complaint.happened()));
        var ours = chance.nextInt(10) < 7;
        var confirmed = chance.nextInt(10) < 8;
        var answers = new LinkedHashMap<String, Object>();
        answers.put("about", complaint.about());
        answers.put("happened", happened);
        answers.put("repeated", plan.times() > 0);
        answers.put("wish", complaint.wish());
        answers.put("offered", complaint.offered());
        answers.put("our-fault", ours);
        if (ours) {
            answers.put("cause", complaint.cause());
        }
        answers.put("confirmed", confirmed ? one("satisfied", "satisfied", "accepted", "withdrawn") : "unreachable");
        if (confirmed) {
            answers.put("confirmed-on", day(told.contact().endedAt().plus(Duration.ofDays(6))));
        }
        return done(
                "complaint",
                "complaint",
                happened,
                answers,
                90,
                List.of("in-progress", "offered", "after-care", confirmed ? "confirmed" : "ended"));
    }

    PastCase escalation(YearBook.Escalation escalation) {
        var wrong = chance.nextInt(12) == 0;
        var answers = new LinkedHashMap<String, Object>();
        answers.put("sign", escalation.sign());
        answers.put("situation", escalation.situation());
        answers.put("tried", escalation.tried());
        answers.put("responsible", escalation.route());
        answers.put("explained", true);
        answers.put("right-place", !wrong);
        answers.put("avoidable", escalation.avoidable());
        if (escalation.avoidable() || wrong) {
            answers.put("how", escalation.how().isEmpty() ? colleague() : escalation.how());
        }
        return done(
                "escalation",
                escalation.sign().equals("legal") ? "legal" : "raised",
                escalation.situation(),
                answers,
                5,
                List.of("in-progress", "done"));
    }

    /// @param hours the middle time to its end
    /// @param states that it goes through
    private PastCase done(
            String type,
            String reason,
            String subject,
            Map<String, Object> answers,
            double hours,
            List<String> states) {
        var agent = plan.agent();
        var by = agent == null ? "" : agent.name();
        var began = told.contact().endedAt();
        double took = hours * Math.exp(0.8 * chance.nextGaussian());
        var moves = new ArrayList<PastCase.Move>();
        for (int i = 0; i < states.size(); i++) {
            moves.add(new PastCase.Move(
                    began.plusSeconds((long) (3_600 * took * (i + 1) / states.size())), states.get(i), by));
        }
        var again = states.getLast().equals("done")
                && List.of("ticket", "follow-up").contains(type)
                && chance.nextInt(22) == 0;
        if (again) {
            var back = moves.getLast().at().plusSeconds(3_600L * (20 + chance.nextInt(70)));
            moves.add(new PastCase.Move(back, "in-progress", by));
            moves.add(new PastCase.Move(back.plusSeconds((long) (3_600 * took)), "done", by));
        }
        var notes = new ArrayList<PastCase.Note>();
        if (!colleagues.isEmpty()) {
            for (int i = chance.nextInt(3) + (type.equals("complaint") || type.equals("escalation") ? 1 : 0);
                    i > 0;
                    i--) {
                notes.add(new PastCase.Note(
                        began.plusSeconds((long) (3_600 * took * chance.nextDouble())), by, colleague()));
            }
        }
        var past = moves.stream().filter(move -> move.at().isBefore(now)).toList();
        var open = past.size() < moves.size();
        return new PastCase(
                client,
                type,
                reason,
                subject.length() > SUBJECT ? subject.substring(0, SUBJECT) : subject,
                plan.person() == null ? null : plan.person().id(),
                interaction,
                agent == null ? null : agent.account(),
                agent == null ? null : agent.team(),
                queue,
                began,
                by,
                past,
                notes.stream()
                        .filter(note -> note.at().isBefore(now))
                        .sorted(java.util.Comparator.comparing(PastCase.Note::at))
                        .toList(),
                open ? asked(answers) : answers);
    }

    /// What is known while it is still open: nothing of how it ends.
    private static Map<String, Object> asked(Map<String, Object> answers) {
        var known = new LinkedHashMap<>(answers);
        known.keySet()
                .removeAll(List.of(
                        "outcome",
                        "why-not",
                        "solution",
                        "told",
                        "offered",
                        "our-fault",
                        "cause",
                        "confirmed",
                        "confirmed-on",
                        "right-place",
                        "avoidable",
                        "how"));
        return known;
    }

    private String colleague() {
        return colleagues.get(chance.nextInt(colleagues.size()));
    }

    private String one(String... of) {
        return of[chance.nextInt(of.length)];
    }

    private String day(Instant at) {
        return at.atZone(ZoneId.of("UTC")).toLocalDate().toString();
    }
}
