package org.callosum.server.playbook.year;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The playbook's `sample-year.yaml`: when people call, about what, and the sentences that agents wrote down.
public record YearBook(
        List<Client> clients,
        Map<String, Map<String, String>> keys,
        List<Topic> topics,
        List<Complaint> complaints,
        List<Escalation> escalations,
        List<Problem> problems,
        List<Improvement> improvements,
        Map<String, List<String>> notes,
        Map<String, Script> scripts) {

    /// @param week of seven, Monday first
    /// @param months of twelve
    /// @param hours of the day, with their weights
    /// @param missed what a case is about when somebody waited in vain
    /// @param message what a case is about when somebody left a message
    public record Client(
            String code,
            String number,
            String flow,
            ZoneId zone,
            int aDay,
            List<Double> week,
            List<Double> months,
            Map<Integer, Integer> hours,
            List<String> closed,
            List<String> afterHours,
            List<String> hurried,
            String missed,
            String message) {}

    /// @param from days before the end
    /// @param to days before the end
    public record Wave(int from, int to, double times) {}

    /// @param about `order`, `none` or the code of a product
    /// @param within days after the order
    /// @param alone of a hundred, served by the flow
    /// @param talkSeconds the middle one
    /// @param solved of a hundred
    public record Topic(
            String code,
            String client,
            String queue,
            int share,
            String about,
            int within,
            List<String> path,
            int alone,
            List<String> alonePath,
            int talkSeconds,
            int solved,
            String result,
            String openResult,
            @Nullable String script,
            @Nullable String need,
            @Nullable String decision,
            @Nullable Wave wave,
            List<String> said,
            List<String> done,
            List<String> left) {}

    public record Complaint(String client, String about, String wish, String happened, String offered, String cause) {}

    public record Escalation(
            String client, String route, String sign, String situation, String tried, String how, boolean avoidable) {}

    /// @param seen days before the end
    /// @param since days before the end at which the measure came into force; 0: none yet
    public record Problem(
            String client,
            String code,
            int seen,
            int since,
            String problem,
            String cause,
            String measure,
            boolean gone) {}

    public record Improvement(
            String client, String way, String figure, String observed, String proposal, boolean done) {}

    public record Script(List<String> solved, List<String> unsolved) {}

    public YearBook {
        clients = List.copyOf(clients);
        topics = List.copyOf(topics);
    }

    /// @param root of the file
    /// @throws IllegalStateException with what is missing or of another kind
    public static YearBook read(Map<?, ?> root) {
        var keys = new HashMap<String, Map<String, String>>();
        for (var key : maps(root, "keys")) {
            var name = new TreeMap<String, String>();
            map(key, "name").forEach((language, text) -> name.put(String.valueOf(language), String.valueOf(text)));
            keys.put(text(key, "flow") + "/" + text(key, "step") + "=" + text(key, "key"), Map.copyOf(name));
        }
        var notes = new HashMap<String, List<String>>();
        maps(root, "notes").forEach(each -> notes.put(text(each, "client"), texts(each, "sentences")));
        var scripts = new HashMap<String, Script>();
        maps(root, "scripts")
                .forEach(each ->
                        scripts.put(text(each, "code"), new Script(texts(each, "solved"), texts(each, "unsolved"))));
        return new YearBook(
                maps(root, "clients").stream().map(YearBook::client).toList(),
                Map.copyOf(keys),
                maps(root, "topics").stream().map(YearBook::topic).toList(),
                maps(root, "complaints").stream()
                        .map(each -> new Complaint(
                                text(each, "client"),
                                text(each, "about"),
                                text(each, "wish"),
                                text(each, "happened"),
                                text(each, "offered"),
                                text(each, "cause")))
                        .toList(),
                maps(root, "escalations").stream()
                        .map(each -> new Escalation(
                                text(each, "client"),
                                text(each, "route"),
                                text(each, "sign"),
                                text(each, "situation"),
                                text(each, "tried"),
                                text(each, "how"),
                                Boolean.TRUE.equals(each.get("avoidable"))))
                        .toList(),
                maps(root, "problems").stream()
                        .map(each -> new Problem(
                                text(each, "client"),
                                text(each, "code"),
                                number(each, "seen").intValue(),
                                number(each, "since").intValue(),
                                text(each, "problem"),
                                text(each, "cause"),
                                text(each, "measure"),
                                Boolean.TRUE.equals(each.get("gone"))))
                        .toList(),
                maps(root, "improvements").stream()
                        .map(each -> new Improvement(
                                text(each, "client"),
                                text(each, "way"),
                                text(each, "figure"),
                                text(each, "observed"),
                                text(each, "proposal"),
                                Boolean.TRUE.equals(each.get("done"))))
                        .toList(),
                Map.copyOf(notes),
                Map.copyOf(scripts));
    }

    private static Client client(Map<?, ?> each) {
        var hours = new TreeMap<Integer, Integer>();
        map(each, "hours")
                .forEach((hour, weight) -> hours.put(((Number) hour).intValue(), ((Number) weight).intValue()));
        return new Client(
                text(each, "code"),
                text(each, "number"),
                text(each, "flow"),
                ZoneId.of(text(each, "zone")),
                number(each, "a-day").intValue(),
                numbers(each, "week"),
                numbers(each, "months"),
                hours,
                texts(each, "closed"),
                texts(each, "after-hours"),
                texts(each, "hurried"),
                text(each, "missed"),
                text(each, "message"));
    }

    private static Topic topic(Map<?, ?> each) {
        var wave = each.get("wave") instanceof Map<?, ?> given
                ? new Wave(
                        number(given, "from").intValue(),
                        number(given, "to").intValue(),
                        number(given, "times").doubleValue())
                : null;
        return new Topic(
                text(each, "code"),
                text(each, "client"),
                text(each, "queue"),
                number(each, "share").intValue(),
                text(each, "about"),
                each.containsKey("within") ? number(each, "within").intValue() : 0,
                texts(each, "path"),
                each.containsKey("alone") ? number(each, "alone").intValue() : 0,
                each.containsKey("alone-path") ? texts(each, "alone-path") : List.of(),
                number(each, "talk").intValue(),
                number(each, "solved").intValue(),
                text(each, "result"),
                text(each, "open-result"),
                textOrNull(each, "script"),
                textOrNull(each, "need"),
                textOrNull(each, "decision"),
                wave,
                texts(each, "said"),
                texts(each, "done"),
                texts(each, "left"));
    }

    Client client(String code) {
        return clients.stream()
                .filter(each -> each.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The sample year names no client " + code));
    }

    private static List<Map<?, ?>> maps(Map<?, ?> map, String key) {
        var found = new ArrayList<Map<?, ?>>();
        if (map.get(key) instanceof List<?> list) {
            for (var each : list) {
                if (each instanceof Map<?, ?> one) {
                    found.add(one);
                }
            }
        }
        if (found.isEmpty()) {
            throw new IllegalStateException("The sample year has no list named " + key);
        }
        return found;
    }

    private static Map<?, ?> map(Map<?, ?> map, String key) {
        if (map.get(key) instanceof Map<?, ?> found) {
            return found;
        }
        throw new IllegalStateException("The sample year: %s is a map in %s".formatted(key, map));
    }

    private static String text(Map<?, ?> map, String key) {
        if (map.get(key) instanceof String text) {
            return text;
        }
        throw new IllegalStateException("The sample year: %s is a text in %s".formatted(key, map));
    }

    private static @Nullable String textOrNull(Map<?, ?> map, String key) {
        return map.containsKey(key) ? text(map, key) : null;
    }

    private static List<String> texts(Map<?, ?> map, String key) {
        if (map.get(key) instanceof List<?> list && !list.isEmpty()) {
            return list.stream().map(String::valueOf).toList();
        }
        throw new IllegalStateException("The sample year: %s is a list of texts in %s".formatted(key, map));
    }

    private static Number number(Map<?, ?> map, String key) {
        if (map.get(key) instanceof Number number) {
            return number;
        }
        throw new IllegalStateException("The sample year: %s is a number in %s".formatted(key, map));
    }

    private static List<Double> numbers(Map<?, ?> map, String key) {
        if (map.get(key) instanceof List<?> list) {
            return list.stream().map(each -> ((Number) each).doubleValue()).toList();
        }
        throw new IllegalStateException("The sample year: %s is a list of numbers in %s".formatted(key, map));
    }
}
