package org.callosum.server.playbook.year;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/// Who called when, about what, and how it went: a year of contacts in the order of their arrival, the same
/// for the
/// same seed, people and last day. An agent never speaks with two people at once.
public final class YearPlan {
    /// What happened to a contact.
    public enum Fate {
        /// Served by the flow.
        ALONE,
        /// Hung up while the flow spoke.
        HUNG_UP,
        /// Called when nobody was there; some left a message.
        AFTER_HOURS,
        /// Hung up while waiting.
        ABANDONED,
        ANSWERED
    }

    /// @param orders by time
    public record Person(long id, String number, String name, String language, List<Order> orders) {}

    public record Order(long id, String number, String product, Instant placedAt) {}

    public record Agent(
            long id,
            @Nullable Long account,
            String name,
            @Nullable Long team) {}

    /// @param people by client
    /// @param agents by queue
    public record Cast(Map<String, List<Person>> people, Map<String, List<Agent>> agents) {}

    /// @param first who took it at first, in another queue; null: nobody before `agent`
    /// @param times how often the same wish came before
    /// @param seed of everything else about it
    public record Contact(
            YearBook.Topic topic,
            Instant arrivedAt,
            @Nullable Person person,
            String number,
            @Nullable Order order,
            Fate fate,
            int menuSeconds,
            int waitSeconds,
            int talkSeconds,
            int wrapUpSeconds,
            @Nullable Agent first,
            @Nullable Agent agent,
            boolean solved,
            boolean comesBack,
            int times,
            long seed) {
        @Override
        public String toString() {
            return "Contact[" + topic.code() + "]"; // no number in a log
        }
    }

    private static final int DAYS = 365;
    /// Most who call are on no record and call once or twice.
    private static final double KNOWN = 0.3;

    /// Of contacts about orders, those that are about one on record.
    private static final double ABOUT_ORDER = 0.06;

    /// Towards those who call often; 1: all alike.
    private static final double OFTEN = 1.15;

    /// Ranges that are kept free for fiction, three digits each.
    private static final List<String> STRANGERS = List.of(
            "+441144960",
            "+441154960",
            "+441164960",
            "+441174960",
            "+441184960",
            "+441314960",
            "+441414960",
            "+441514960",
            "+441614960",
            "+441632960",
            "+447700900");
    private static final double AFTER_HOURS = 0.04;
    private static final double HANGS_UP = 0.035;
    private static final double MOVED_ON = 0.045;
    private static final int SHORTEST_PATIENCE = 4;
    private static final int PATIENCE = 170;
    private static final int LONGEST_WAIT = 900;

    /// With whoever takes a contact first and moves it on, waiting and ringing included.
    static final int FIRST_SECONDS = 58;

    static final int FIRST_WRAP_UP_SECONDS = 14;
    private static final int DAY_SECONDS = 86_400;

    /// A call that is yet to come.
    private record Call(
            Instant at,
            YearBook.Topic topic,
            @Nullable Person person,
            @Nullable Order order,
            boolean afterHours,
            int times,
            long nr) {}

    private final YearBook book;
    private final Cast cast;
    private final LocalDate today;
    private final RandomGenerator chance;
    private final PriorityQueue<Call> calls =
            new PriorityQueue<>(Comparator.comparing(Call::at).thenComparingLong(Call::nr));
    private final Map<Long, Instant> busyUntil = new HashMap<>();
    private final Map<String, List<Order>> orders = new HashMap<>();
    private final Map<Long, Person> buyers = new HashMap<>();
    private long nr;

    private YearPlan(YearBook book, Cast cast, LocalDate today, long seed) {
        this.book = book;
        this.cast = cast;
        this.today = today;
        this.chance = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        cast.people().forEach((client, people) -> {
            var all = new ArrayList<Order>();
            for (var person : people) {
                for (var order : person.orders()) {
                    all.add(order);
                    buyers.put(order.id(), person);
                }
            }
            all.sort(Comparator.comparing(Order::placedAt).thenComparing(Order::id));
            orders.put(client, all);
        });
    }

    /// @param today nothing of this day or after it is planned
    public static List<Contact> of(YearBook book, Cast cast, LocalDate today, long seed) {
        var plan = new YearPlan(book, cast, today, seed);
        for (var client : book.clients()) {
            plan.arrivals(client);
        }
        return plan.live();
    }

    private void arrivals(YearBook.Client client) {
        var topics = book.topics().stream()
                .filter(topic -> topic.client().equals(client.code()))
                .toList();
        for (int before = DAYS; before >= 1; before--) {
            var day = today.minusDays(before);
            var weights = new double[topics.size()];
            double all = 0;
            for (int i = 0; i < weights.length; i++) {
                var wave = topics.get(i).wave();
                weights[i] = topics.get(i).share()
                        * (wave != null && before <= wave.from() && before > wave.to() ? wave.times() : 1);
                all += weights[i];
            }
            double expected = client.aDay()
                    * client.week().get(day.getDayOfWeek().getValue() - 1)
                    * client.months().get(day.getMonthValue() - 1)
                    * all
                    / 100;
            if (client.closed().contains(day.toString().substring(5))) {
                expected = 0;
            }
            int count = (int) Math.max(0, Math.round(expected + Math.sqrt(expected) * chance.nextGaussian()));
            for (int i = 0; i < count; i++) {
                var late = chance.nextDouble() < AFTER_HOURS;
                add(at(client, day, late), topics.get(pick(weights, all)), null, null, late, 0);
            }
        }
    }

    private Instant at(YearBook.Client client, LocalDate day, boolean late) {
        int hour;
        if (late) {
            hour = (23 + chance.nextInt(8)) % 24;
        } else {
            double whole =
                    client.hours().values().stream().mapToInt(Integer::intValue).sum();
            double left = chance.nextDouble() * whole;
            hour = client.hours().keySet().iterator().next();
            for (var each : client.hours().entrySet()) {
                hour = each.getKey();
                left -= each.getValue();
                if (left < 0) {
                    break;
                }
            }
        }
        return day.atTime(hour, chance.nextInt(60), chance.nextInt(60))
                .atZone(client.zone())
                .toInstant()
                .plusMillis(chance.nextInt(1000));
    }

    private int pick(double[] weights, double all) {
        double left = chance.nextDouble() * all;
        for (int i = 0; i < weights.length; i++) {
            left -= weights[i];
            if (left < 0) {
                return i;
            }
        }
        return weights.length - 1;
    }

    private void add(
            Instant at,
            YearBook.Topic topic,
            @Nullable Person person,
            @Nullable Order order,
            boolean afterHours,
            int times) {
        var end = today.atStartOfDay(book.client(topic.client()).zone()).toInstant();
        if (at.isBefore(end)) {
            calls.add(new Call(at, topic, person, order, afterHours, times, nr++));
        }
    }

    private List<Contact> live() {
        var contacts = new ArrayList<Contact>();
        while (!calls.isEmpty()) {
            contacts.add(contact(calls.remove()));
        }
        return contacts;
    }

    private Contact contact(Call call) {
        var topic = call.topic();
        var client = book.client(topic.client());
        var person = call.person();
        var order = call.order();
        if (person == null && call.times() == 0) {
            double draw = chance.nextDouble();
            if (topic.about().equals("order") && draw < ABOUT_ORDER) {
                order = recent(topic, call.at());
                person = order == null ? null : buyers.get(order.id());
            } else if (draw < KNOWN) {
                person = somebody(topic.client());
            }
        }
        var number = person == null
                ? STRANGERS.get(chance.nextInt(STRANGERS.size())) + "%03d".formatted(chance.nextInt(1_000))
                : person.number();
        int menu = 18 + chance.nextInt(30);
        var fate = call.afterHours()
                ? Fate.AFTER_HOURS
                : call.times() == 0 && chance.nextInt(100) < topic.alone()
                        ? Fate.ALONE
                        : chance.nextDouble() < HANGS_UP ? Fate.HUNG_UP : Fate.ANSWERED;
        int wait = 0;
        int talk = 0;
        int wrapUp = 0;
        Agent agent = null;
        Agent first = null;
        boolean solved = true;
        boolean comesBack = false;
        if (fate == Fate.ANSWERED) {
            var queued = call.at().plusSeconds(menu);
            agent = free(topic.queue(), queued);
            wait = wait(client, call.at(), agent, queued);
            int patience = SHORTEST_PATIENCE + (int) (PATIENCE * chance.nextExponential());
            if (wait > patience) {
                fate = Fate.ABANDONED;
                wait = patience;
                agent = null;
                comesBack = person != null && chance.nextDouble() < 0.45;
                if (comesBack) {
                    add(
                            queued.plusSeconds(patience + 240 + chance.nextInt(3_000)),
                            topic,
                            person,
                            order,
                            false,
                            call.times());
                }
            } else {
                talk = (int) Math.clamp(topic.talkSeconds() * Math.exp(0.5 * chance.nextGaussian()), 15, 2_400);
                wrapUp = 8 + (int) (22 * chance.nextExponential());
                solved = chance.nextInt(100) < topic.solved();
                comesBack = person != null && chance.nextDouble() < (solved ? 0.05 : 0.34);
                if (chance.nextDouble() < MOVED_ON) {
                    first = other(topic, agent, queued);
                }
                int before = 0;
                if (first != null) {
                    before = FIRST_SECONDS;
                    busyUntil.put(first.id(), queued.plusSeconds(FIRST_SECONDS + FIRST_WRAP_UP_SECONDS));
                }
                busyUntil.put(agent.id(), queued.plusSeconds(before + wait + talk + wrapUp));
                if (comesBack) {
                    again(call, person, order);
                }
            }
        }
        return new Contact(
                topic,
                call.at(),
                person,
                number,
                order,
                fate,
                menu,
                wait,
                talk,
                wrapUp,
                first,
                agent,
                solved,
                comesBack,
                call.times(),
                chance.nextLong());
    }

    /// On one of the next days, at an hour of the day as any.
    private void again(Call call, @Nullable Person person, @Nullable Order order) {
        var client = book.client(call.topic().client());
        var day = call.at().atZone(client.zone()).toLocalDate().plusDays(1 + chance.nextInt(5));
        while (client.week().get(day.getDayOfWeek().getValue() - 1) == 0) {
            day = day.plusDays(1);
        }
        add(at(client, day, false), call.topic(), person, order, false, call.times() + 1);
    }

    private @Nullable Order recent(YearBook.Topic topic, Instant at) {
        var all = orders.getOrDefault(topic.client(), List.of());
        int to = first(all, at);
        int from = first(all, at.minusSeconds((long) topic.within() * DAY_SECONDS));
        return to > from ? all.get(from + chance.nextInt(to - from)) : null;
    }

    /// The first that was placed at this time or after it.
    private static int first(List<Order> all, Instant at) {
        int low = 0;
        int high = all.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (all.get(middle).placedAt().isBefore(at)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// Few call often, many seldom.
    private @Nullable Person somebody(String client) {
        var people = cast.people().getOrDefault(client, List.of());
        return people.isEmpty() ? null : people.get((int) (people.size() * Math.pow(chance.nextDouble(), OFTEN)));
    }

    /// Of those at work that day, one who is free, else who is free first.
    private Agent free(String queue, Instant at) {
        var all = cast.agents().getOrDefault(queue, List.of());
        if (all.isEmpty()) {
            throw new IllegalStateException("Nobody serves " + queue);
        }
        long day = at.getEpochSecond() / DAY_SECONDS;
        var working = all.stream()
                .filter(agent -> Math.floorMod(agent.id() * 31 + day, 7) < 5)
                .toList();
        var among = working.isEmpty() ? all : working;
        int from = chance.nextInt(among.size());
        Agent best = among.get(from);
        for (int i = 0; i < among.size(); i++) {
            var agent = among.get((from + i) % among.size());
            var until = busyUntil.getOrDefault(agent.id(), Instant.MIN);
            if (!until.isAfter(at)) {
                return agent;
            }
            if (until.isBefore(busyUntil.getOrDefault(best.id(), Instant.MIN))) {
                best = agent;
            }
        }
        return best;
    }

    /// Longer where many call: the house's other contacts are not all told here.
    private int wait(YearBook.Client client, Instant at, Agent agent, Instant queued) {
        int hour = at.atZone(client.zone()).getHour();
        double mean = client.hours().values().stream()
                .mapToInt(Integer::intValue)
                .average()
                .orElse(1);
        double load = client.hours().getOrDefault(hour, 1)
                / mean
                * client.week().get(at.atZone(client.zone()).getDayOfWeek().getValue() - 1)
                * client.months().get(at.atZone(client.zone()).getMonthValue() - 1);
        int usual = 3 + (int) (11 * load * load * chance.nextExponential());
        long busy = java.time.Duration.between(queued, busyUntil.getOrDefault(agent.id(), queued))
                        .toSeconds()
                + 1;
        return (int) Math.min(Math.max(usual, busy), LONGEST_WAIT);
    }

    /// Somebody free who serves another queue of the client.
    private @Nullable Agent other(YearBook.Topic topic, Agent agent, Instant at) {
        var others = cast.agents().entrySet().stream()
                .filter(each ->
                        !each.getKey().equals(topic.queue()) && each.getKey().startsWith(topic.client()))
                .sorted(Map.Entry.comparingByKey())
                .flatMap(each -> each.getValue().stream())
                .filter(each -> each.id() != agent.id())
                .filter(each -> !busyUntil.getOrDefault(each.id(), Instant.MIN).isAfter(at))
                .toList();
        return others.isEmpty() ? null : others.get(chance.nextInt(others.size()));
    }
}
