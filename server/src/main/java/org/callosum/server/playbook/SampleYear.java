package org.callosum.server.playbook;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.callosum.server.customers.Customer;
import org.callosum.server.customers.CustomerIntake;
import org.callosum.server.customers.Customers;
import org.callosum.server.identity.Furnishing;
import org.callosum.server.platform.jobs.JobWork;
import org.callosum.server.platform.jobs.Jobs;
import org.springframework.stereotype.Component;

/// A year of the sample centre's two clients: customers in English and Chinese with what they hold and
/// ordered, made by chance from a seed, the same in every installation. As a job beside the demo, so
/// that its start does not wait.
///
/// The numbers are of the ranges kept free for fiction; what they called about tells [SampleHistory].
@Component
public class SampleYear implements JobWork {
    public static final String KIND = "sample-year";
    private static final long SEED = 20_261_122;
    private static final int PEOPLE = 480;
    private static final int A_STEP = 20;
    /// Every so many there is somebody who was written down twice.
    private static final int TWICE = 40;

    private static final List<String> GIVEN = List.of(
            "Ada", "Alan", "Beth", "Brian", "Cara", "Colin", "Dora", "Dylan", "Edith", "Ewan", "Fay", "Finn", "Grace",
            "Gareth", "Hazel", "Hugh", "Iris", "Ivor", "Joan", "Jonah", "Keira", "Kit", "Lena", "Leo", "Mabel", "Miles",
            "Nora", "Neil", "Olive", "Oscar", "Petra", "Piers", "Ruth", "Rory", "Sian", "Saul", "Tess", "Tobias", "Una",
            "Wren");
    private static final List<String> FAMILY = List.of(
            "Abbott",
            "Barlow",
            "Crane",
            "Dalby",
            "Eccles",
            "Fenwick",
            "Garside",
            "Hollis",
            "Ingham",
            "Jessop",
            "Kettle",
            "Langley",
            "Mercer",
            "Nettleton",
            "Oakden",
            "Prentice",
            "Quill",
            "Radley",
            "Sorrell",
            "Thorne",
            "Upton",
            "Vickers",
            "Wadlow",
            "Yarrow",
            "Ashdown",
            "Birkett",
            "Colby",
            "Draycott",
            "Elmhirst",
            "Farrow");
    private static final List<String> SURNAMES = List.of(
            "赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈", "蒋", "沈", "韩", "杨", "朱", "秦", "许", "何", "吕", "张", "孔",
            "曹", "严", "华", "金", "魏", "陶", "姜", "戚", "谢");
    private static final List<String> NAMES = List.of(
            "安然", "佳宁", "思源", "雨桐", "浩然", "子墨", "欣怡", "若溪", "明轩", "晓彤", "文博", "嘉怡", "书涵", "志远", "静雯", "俊杰", "梦琪", "天佑",
            "雅婷", "国栋", "海燕", "建华", "丽娟", "伟民", "秀兰", "春生", "玉珍", "家豪", "心怡", "承恩");
    private static final List<String> NOTES = List.of(
            "",
            "",
            "",
            "",
            "Prefers to be rung after six.",
            "Asks for the invoice by email.",
            "Neighbour takes parcels in.",
            "Hard of hearing: speak slowly.",
            "Has had the router exchanged once.");
    private static final List<String> ZH_NOTES =
            List.of("", "", "", "", "希望晚上六点后联系。", "发票请发邮箱。", "快递可放物业。", "听力不好，请放慢语速。", "曾换过一次滤网。");

    private final CustomerIntake intake;
    private final Customers customers;
    private final SampleGoods goods;
    private final Furnishing house;
    private final Clock clock;

    SampleYear(CustomerIntake intake, Customers customers, SampleGoods goods, Furnishing house, Clock clock) {
        this.intake = intake;
        this.customers = customers;
        this.goods = goods;
        this.house = house;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Steps open(Jobs.Job job) {
        var clients = new TreeMap<>(house.clients(SampleData.CLIENTS.stream()
                .map(each -> new Furnishing.Place(each.code(), each.name(), each.zone(), null))
                .toList()));
        return new Steps() {
            private long done = job.done();

            @Override
            public Progress next() {
                for (var i = 0; i < A_STEP && done < 2 * PEOPLE; i++, done++) {
                    person((int) done, clients);
                }
                return new Progress(done, 2 * PEOPLE, done >= 2 * PEOPLE);
            }

            @Override
            public void close() {}
        };
    }

    /// Everything about a person comes from their place in the year, so that a job taken up again goes
    /// on as it began.
    private void person(int place, Map<String, Long> clients) {
        var harbour = place % 2 == 0;
        var client = SampleCentre.id(clients, harbour ? "harbour" : "northlight");
        var index = place / 2;
        var again = index % TWICE == TWICE - 1;
        var chance = chance(again ? place - 2 : place);
        var name =
                harbour ? one(SURNAMES, chance) + one(NAMES, chance) : one(GIVEN, chance) + " " + one(FAMILY, chance);
        var number = (harbour ? "+44121496" : "+44113496") + "%04d".formatted(index);
        var level = chance.nextInt(10);
        var note = one(harbour ? ZH_NOTES : NOTES, chance);
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        var since = today.minusDays(30 + chance.nextInt(1_500));
        var outcome = intake.take(
                client,
                List.of(new Customer(
                        null,
                        null,
                        Long.toString(client),
                        name,
                        List.of(new Customer.Number(number, "mobile", true)),
                        harbour ? (level == 3 ? "zh-Hant" : "zh-Hans") : "en",
                        null,
                        null,
                        level == 0 ? "Gold" : level < 3 ? "Silver" : null,
                        note.isEmpty() ? null : note,
                        null,
                        "person%d@example.org".formatted(again ? place - 2 : place),
                        level == 4 ? "email" : level == 5 ? "call" : null,
                        level == 5 ? "18:00" : null,
                        level == 5 ? "21:00" : null,
                        since,
                        null,
                        null,
                        null)),
                CustomerIntake.Rule.CREATE,
                false);
        if (outcome.getFirst() instanceof CustomerIntake.Outcome.Made && !again) {
            var id = SampleCentre.number(
                    customers.byNumber(client, number).orElseThrow().id());
            bought(harbour, client, id, chance, since, today);
        }
    }

    private void bought(
            boolean harbour, long client, long customer, RandomGenerator chance, LocalDate since, LocalDate today) {
        if (harbour) {
            if (chance.nextInt(3) == 0) {
                goods.hold(client, customer, "plus", since);
            }
            if (chance.nextInt(4) == 0) {
                goods.hold(client, customer, "purifier", since.plusDays(20));
            }
            var orders = chance.nextInt(5);
            for (var i = 0; i < orders; i++) {
                var days = chance.nextInt(365);
                goods.order(
                        client,
                        customer,
                        one(
                                List.of(
                                        "tea-set",
                                        "kettle",
                                        "backpack",
                                        "lamp",
                                        "purifier",
                                        "purifier-filter",
                                        "purifier-filter"),
                                chance),
                        1 + chance.nextInt(3) / 2,
                        days,
                        state(days, chance));
            }
        } else {
            goods.hold(client, customer, chance.nextInt(3) == 0 ? "fibre-900" : "fibre-100", since);
            goods.hold(client, customer, "router", since);
            if (chance.nextInt(4) == 0) {
                goods.hold(client, customer, "tv", today.minusDays(chance.nextInt(300)));
            }
            if (chance.nextInt(3) == 0) {
                var days = chance.nextInt(365);
                goods.order(
                        client,
                        customer,
                        one(List.of("extender", "router-power", "router"), chance),
                        1,
                        days,
                        state(days, chance));
            }
        }
    }

    /// What is a week old has come, or was never sent.
    private static String state(int days, RandomGenerator chance) {
        if (days < 2) {
            return "placed";
        }
        if (days < 7) {
            return chance.nextBoolean() ? "confirmed" : "shipped";
        }
        var fate = chance.nextInt(20);
        return fate == 0 ? "cancelled" : fate == 1 ? "returned" : "delivered";
    }

    private static RandomGenerator chance(int place) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(SEED + 7_919L * place);
    }

    private static String one(List<String> of, RandomGenerator chance) {
        return of.get(chance.nextInt(of.size()));
    }
}
