package org.callosum.server.playbook;

import static org.callosum.server.playbook.SampleCentre.id;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.callosum.server.cases.ApplicationTasks;
import org.callosum.server.cases.Cases;
import org.callosum.server.customers.Customer;
import org.callosum.server.customers.Customers;
import org.callosum.server.forms.AnswerBody;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Work that the sample centre has on its desk on its first day: one of most types of case, in the language
/// of its client.
@Component
class SampleCases {
    private final Cases cases;
    private final Customers customers;
    private final ApplicationTasks tasks;

    SampleCases(Cases cases, Customers customers, ApplicationTasks tasks) {
        this.cases = cases;
        this.customers = customers;
        this.tasks = tasks;
    }

    /// Tasks of the application areas that each client of the sample centre has added.
    private static final Map<String, List<String>> TASKS = Map.of(
            "harbour", List.of("quick-order", "order-status", "product-exchange", "gift-offer", "trial-offer"),
            "northlight", List.of("technical-support", "service-contract"));

    /// @param number of the customer; empty: an inside matter
    private record Sample(
            String client,
            String number,
            String type,
            String reason,
            String subject,
            String note,
            Map<String, Object> answers) {}

    private static final List<Sample> CASES = List.of(
            new Sample(
                    "harbour",
                    "+442079460221",
                    "complaint",
                    "complaint",
                    "茶具到货时破损",
                    "客户提供了三张照片，语气平和。",
                    Map.of(
                            "about", "goods",
                            "order-number", "HG-20418",
                            "happened", "收到的茶壶壶嘴断裂，外箱有压痕。",
                            "repeated", false,
                            "wish", "replacement")),
            new Sample(
                    "harbour",
                    "+442079460223",
                    "ticket",
                    "not-solved",
                    "Wants the invoice in the firm's name",
                    "Needs it before the end of the month.",
                    Map.of(
                            "area", "bill",
                            "wish", "The invoice of the last order with the firm's name and address on it.",
                            "reach", "email")),
            new Sample(
                    "harbour",
                    "+442079460225",
                    "follow-up",
                    "promised",
                    "確認補貨日期",
                    "",
                    Map.of("promised", "倉庫確認到貨後，回電告知補貨日期。", "waits-for", "supplier")),
            new Sample(
                    "northlight",
                    "+442079460211",
                    "escalation",
                    "raised",
                    "Third visit of the engineer without result",
                    "She has been with us for eleven years and says so.",
                    Map.of(
                            "sign", "repeated",
                            "situation", "The line drops each evening since the cabinet in her street was changed.",
                            "tried", "Router exchanged, line measured twice, no fault found by day.",
                            "responsible", "Second line, evening shift",
                            "explained", true)),
            new Sample(
                    "northlight",
                    "",
                    "recurring-problem",
                    "frequent",
                    "Router's light blinks orange after the update",
                    "",
                    Map.of(
                            "problem-text",
                            "After the update of the router its light blinks orange, though the line works.",
                            "contacts-a-week",
                            140,
                            "cause-known",
                            false)),
            new Sample(
                    "northlight",
                    "",
                    "equipment-fault",
                    "fault",
                    "Headset crackles at seat 14",
                    "",
                    Map.of(
                            "equipment", "headset",
                            "seat", "14",
                            "effect", "slower",
                            "description", "Crackles when the cable moves near the plug.")));

    /// Where a client has cases already, nothing is added.
    void bring(Map<String, Long> clients) {
        for (var client : clients.entrySet()) {
            if (cases.numberOf(client.getValue()) == 0) {
                var added = TASKS.get(client.getKey());
                if (added != null) {
                    tasks.add(new ApplicationTasks.Adding(Long.toString(client.getValue()), added));
                }
                CASES.stream()
                        .filter(each -> each.client().equals(client.getKey()))
                        .forEach(each -> open(each, id(clients, each.client())));
            }
        }
    }

    private void open(Sample sample, long client) {
        var answers = new LinkedHashMap<String, @Nullable AnswerBody>();
        sample.answers().forEach((code, value) -> answers.put(code, new AnswerBody(value, null, false, false)));
        var customer = sample.number().isEmpty()
                ? null
                : customers.byNumber(client, sample.number()).map(Customer::id).orElse(null);
        cases.create(new Cases.NewCase(
                sample.type(),
                Long.toString(client),
                customer,
                null,
                sample.reason(),
                sample.subject(),
                null,
                null,
                null,
                sample.note(),
                null,
                answers));
    }
}
