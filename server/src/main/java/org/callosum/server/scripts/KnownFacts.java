package org.callosum.server.scripts;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.callosum.flow.FlowDefinition;
import org.callosum.flow.FlowRun;
import org.callosum.flow.FlowStep;
import org.callosum.flow.ScriptStep;
import org.callosum.flow.ScriptWords;
import org.callosum.forms.Answer;
import org.callosum.forms.CheckedForm;
import org.callosum.forms.Form;
import org.callosum.forms.Question;
import org.callosum.kernel.expression.Type;
import org.callosum.kernel.expression.Value;
import org.callosum.server.customers.Customer;
import org.callosum.server.customers.Customers;
import org.callosum.server.flows.Flows;
import org.callosum.server.forms.AnswerBody;
import org.callosum.server.forms.Forms;
import org.callosum.server.platform.text.Language;
import org.callosum.server.scripts.ScriptStore.Contact;
import org.callosum.server.scripts.ScriptStore.KnownAnswer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What need not be asked again (DSK-05): what the customer told in this contact, told the voice before, told in an
/// earlier contact, or what stands in their record, orders and products included. Of several the first in this order.
@Component
class KnownFacts {
    /// Items that the customer's record answers, whatever the form.
    private static final List<String> NAME = List.of("customer-name", "name");

    private static final List<String> NUMBER = List.of("customer-number", "phone-number");
    private static final List<String> LEVEL = List.of("member-level");
    private static final List<String> LANGUAGE = List.of("language", "preferred-language");
    private static final List<String> EMAIL = List.of("email", "email-address");

    /// Where there is exactly one, it is meant.
    private static final List<String> ORDER = List.of("order-number", "order");

    private static final List<String> PRODUCT = List.of("product", "product-code");
    private static final String CONSENT = "consent-";

    private final ScriptStore store;
    private final Customers customers;
    private final CustomersGoods goods;
    private final Flows flows;
    private final Forms forms;

    KnownFacts(ScriptStore store, Customers customers, CustomersGoods goods, Flows flows, Forms forms) {
        this.store = store;
        this.customers = customers;
        this.goods = goods;
        this.flows = flows;
        this.forms = forms;
    }

    /// What is known of one contact, read once for each page.
    ///
    /// @param answers by `form/item`
    /// @param entries by the name of the flow's variable
    /// @param run whose names are known; null: none
    record Facts(
            SequencedMap<String, KnownAnswer> answers,
            Map<String, ScriptStore.Entry> entries,
            @Nullable Customer customer,
            CustomersGoods.Goods goods,
            @Nullable FlowRun run) {
        /// With what the names of a run hold: an item that one of them fills need not be asked.
        Facts during(FlowRun now) {
            return new Facts(answers, entries, customer, goods, now);
        }

        @Override
        public String toString() {
            return "Facts"; // nothing personal in a log
        }
    }

    Facts of(long tenant, Contact contact) {
        var customer = contact.customer();
        var entries = new HashMap<String, ScriptStore.Entry>();
        for (var entry : store.entries(contact.id())) {
            var flow = flows.live(tenant, entry.flow(), contact.client());
            if (flow != null && flow.steps().get(entry.step()) instanceof FlowStep.Collect collect) {
                entries.putIfAbsent(collect.into(), entry);
            }
        }
        var known = store.known(contact);
        // what was said of an earlier case is no answer for another one
        var ofCases = new HashMap<String, Boolean>();
        known.entrySet()
                .removeIf(answer -> answer.getValue().source().equals("earlier")
                        && ofCases.computeIfAbsent(
                                answer.getKey().substring(0, answer.getKey().indexOf('/')), this::isOfCases));
        return new Facts(
                known,
                entries,
                customer == null ? null : customers.find(customer).orElse(null),
                goods.of(customer),
                null);
    }

    /// What a script knows when it begins: the names every flow has, and its own variables that something fills.
    Map<String, Value> values(FlowDefinition script, Contact contact, Facts facts) {
        var values = new HashMap<String, Value>();
        values.put("channel", Value.of(contact.channel()));
        values.put("dialled", Value.of(contact.dialled()));
        values.put("caller.number", Value.of(contact.number()));
        values.put("caller.name", Value.of(contact.name()));
        var customer = facts.customer();
        values.put("customer.known", Value.of(customer != null));
        if (customer != null) {
            values.put("caller.name", Value.of(Objects.requireNonNullElse(customer.name(), contact.name())));
            values.put("customer.rank", Value.of(Objects.requireNonNullElse(customer.valueRank(), 0)));
            values.put("customer.level", Value.of(Objects.requireNonNullElse(customer.memberLevel(), "")));
            values.put("customer.language", Value.of(customer.language()));
            var consent = customer.consent();
            if (consent != null) {
                told(values, "customer.consent.phone", consent.phone());
                told(values, "customer.consent.sms", consent.sms());
                told(values, "customer.consent.email", consent.email());
            }
            values.put("customer.cases", Value.of(facts.goods().cases()));
            values.put(
                    "customer.orders",
                    new Value.Texts(new LinkedHashSet<>(facts.goods().orders())));
            values.put("customer.products", new Value.Texts(facts.goods().productCodes()));
        }
        script.steps().values().forEach(step -> {
            if (step instanceof ScriptStep.Fill fill) {
                fill.into().forEach((name, item) -> {
                    var answer = facts.answers().get(fill.form() + "/" + item);
                    if (answer != null) {
                        put(values, script, name, text(answer.answer().value()));
                    }
                });
            }
        });
        facts.entries().forEach((name, entry) -> put(values, script, name, entry.entry()));
        return values;
    }

    /// Nobody has asked: nothing is known.
    private static void told(Map<String, Value> values, String name, @Nullable Boolean said) {
        if (said != null) {
            values.put(name, Value.of(said.booleanValue()));
        }
    }

    private static void put(Map<String, Value> values, FlowDefinition script, String name, String text) {
        var type = script.variables().get(name);
        if (type == Type.NUMBER && text.matches("-?[0-9]{1,15}(\\.[0-9]{1,6})?")) {
            values.put(name, new Value.Number(new BigDecimal(text)));
        } else if (type == Type.TRUTH) {
            values.put(name, Value.of(text.equals("true")));
        } else if (type == Type.TEXT) {
            values.put(name, Value.of(text));
        }
    }

    /// What a step need not ask: the answers, and where each comes from. What the form would not take is not known.
    SequencedMap<String, KnownAnswer> of(ScriptStep.Fill fill, CheckedForm form, Facts facts, Instant now) {
        var known = new LinkedHashMap<String, KnownAnswer>();
        for (var code : fill.items()) {
            var item = form.item(code);
            if (item == null || item.sensitive()) {
                continue;
            }
            var answer = facts.answers().get(fill.form() + "/" + code);
            if (answer == null || !answer.source().equals("contact")) {
                var entry = entryFor(fill, code, facts);
                var typed = entry == null ? null : fitting(form, item, entry.entry());
                if (typed != null) {
                    answer = new KnownAnswer(
                            typed, "flow", Objects.requireNonNull(entry).at());
                }
            }
            if (answer == null) {
                var recorded = recorded(item, facts);
                var typed = recorded == null ? null : fitting(form, item, recorded);
                answer = typed == null ? null : new KnownAnswer(typed, "record", now);
            }
            var said = said(fill, code, facts);
            if (said != null
                    && (answer == null || !text(answer.answer().value()).equals(said))) {
                var typed = fitting(form, item, said);
                answer = typed == null ? answer : new KnownAnswer(typed, "contact", now);
            }
            if (answer != null) {
                known.put(code, answer);
            }
        }
        return known;
    }

    /// What the name that an item fills holds already, from a reply; null: nothing.
    private static @Nullable String said(ScriptStep.Fill fill, String code, Facts facts) {
        var run = facts.run();
        if (run == null || run.ended()) {
            return null;
        }
        for (var into : fill.into().entrySet()) {
            if (into.getValue().equals(code) && !(run.variable(into.getKey()) instanceof Value.Absent)) {
                var said = ScriptWords.text(run.variable(into.getKey()));
                return said.isBlank() ? null : said;
            }
        }
        return null;
    }

    private boolean isOfCases(String form) {
        var live = forms.live(form);
        return live != null && live.form().form().use() == Form.Use.CASE;
    }

    private static ScriptStore.@Nullable Entry entryFor(ScriptStep.Fill fill, String code, Facts facts) {
        for (var into : fill.into().entrySet()) {
            if (into.getValue().equals(code)) {
                return facts.entries().get(into.getKey());
            }
        }
        return null;
    }

    private static @Nullable String recorded(Form.Item item, Facts facts) {
        var customer = facts.customer();
        var code = item.code();
        if (customer == null) {
            return null;
        }
        if (NAME.contains(code)) {
            return customer.name();
        }
        if (LEVEL.contains(code)) {
            return customer.memberLevel();
        }
        if (LANGUAGE.contains(code)) {
            return customer.language();
        }
        if (EMAIL.contains(code)) {
            return customer.email();
        }
        if (ORDER.contains(code)) {
            return only(facts.goods().orders());
        }
        if (PRODUCT.contains(code)) {
            var held = only(facts.goods().products());
            return held == null || item.question() instanceof Question.Choice
                    ? held == null ? null : held.code()
                    : held.name().in(Language.of(Objects.requireNonNullElse(customer.language(), "en")));
        }
        var consent = customer.consent();
        if (consent != null && code.startsWith(CONSENT)) {
            var said = switch (code.substring(CONSENT.length())) {
                case "phone" -> consent.phone();
                case "sms" -> consent.sms();
                case "email" -> consent.email();
                case String _ -> null;
            };
            return said == null ? null : said.toString();
        }
        var numbers = customer.numbers();
        return NUMBER.contains(code) && numbers != null && !numbers.isEmpty()
                ? numbers.getFirst().number()
                : null;
    }

    private static <T> @Nullable T only(List<T> several) {
        return several.size() == 1 ? several.getFirst() : null;
    }

    private static @Nullable AnswerBody fitting(CheckedForm form, Form.Item item, String text) {
        if (text.isBlank()) {
            return null;
        }
        var answer = switch (item.question()) {
            case Question.Quantity _ ->
                text.matches("-?[0-9]{1,15}(\\.[0-9]{1,6})?")
                        ? new Answer(new Answer.Given.Number(new BigDecimal(text)), null, false)
                        : null;
            case Question.YesNo _ -> Answer.of(text.equals("true"));
            case Question.Choice choice -> choice.several() ? Answer.of(List.of(text)) : Answer.of(text);
            case Question.Words _, Question.Day _, Question.OnScale _ -> Answer.of(text);
        };
        if (answer == null) {
            return null;
        }
        var wrong = form.fill(Map.of(item.code(), answer)).faults().stream()
                .anyMatch(fault -> fault.item().equals(item.code()) && !fault.isMissing());
        return wrong ? null : AnswerBody.of(answer);
    }

    /// An answer as a flow's variable would have it.
    static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case List<?> codes ->
                String.join(",", codes.stream().map(String::valueOf).toList());
            case BigDecimal number -> number.toPlainString();
            case Object other -> String.valueOf(other);
        };
    }
}
