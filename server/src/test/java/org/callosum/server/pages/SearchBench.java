package org.callosum.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.Transliterator;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Text;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/// `./callosum bench search` asks for this class by name: 10 000 generated pages in two languages, words
/// typed key by key over HTTP by somebody signed in, the time of each answer. Never part of a test run.
@ServerTest
class SearchBench {
    private static final int PAGES = Integer.getInteger("callosum.bench.pages", 10_000);
    private static final int WARM = 300;
    private static final int WORDS = 400;
    private static final int BATCH = 200;
    private static final List<String> NOUNS = List.of(
            "order",
            "parcel",
            "refund",
            "router",
            "contract",
            "invoice",
            "delivery",
            "address",
            "technician",
            "warranty",
            "password",
            "account",
            "payment",
            "voucher",
            "subscription",
            "outage",
            "appointment",
            "complaint",
            "exchange",
            "receipt",
            "supplier",
            "battery",
            "charger",
            "membership",
            "reminder",
            "deposit",
            "courier",
            "catalogue");
    private static final List<String> DEEDS = List.of(
            "changing",
            "cancelling",
            "checking",
            "sending",
            "explaining",
            "returning",
            "tracing",
            "booking",
            "moving",
            "renewing",
            "blocking",
            "repairing",
            "correcting",
            "promising",
            "escalating",
            "confirming");
    private static final String HAN =
            "退货订单包裹款路由器合同账配送地址技术员保修密码户付优惠券订阅断网预约投诉换货收据供应商电池充器会员提醒押金快递目录修改取消检查发送解释查询移机续约冻结更正承诺升级确认客户服务说明时间费用需要办理";

    private static final Transliterator READING = Transliterator.getInstance("Han-Latin; Latin-ASCII; Lower");

    @Autowired
    ApplicationContext application;

    @Autowired
    PageBook book;

    @Autowired
    Tenancy tenancy;

    @Test
    void wordsTypedKeyByKey() throws IOException {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        var house = HousesForTests.open(application);
        var chance = new Random(4711);
        var titles = new ArrayList<Text>();
        for (int from = 0; from < PAGES; from += BATCH) {
            int first = from;
            tenancy.asSystem(house.tenantId(), () -> {
                for (int i = first; i < Math.min(PAGES, first + BATCH); i++) {
                    titles.add(page(i, chance));
                }
            });
        }
        var caller = house.administrator();
        var typed = new ArrayList<String>();
        for (int word = 0; word < WORDS; word++) {
            var title = titles.get(chance.nextInt(titles.size()));
            switch (chance.nextInt(3)) {
                case 0 -> keys(String.valueOf(title.en()), 14, typed);
                case 1 -> keys(String.valueOf(title.zhHans()), 4, typed);
                default -> keys(initials(String.valueOf(title.zhHans())), 4, typed);
            }
        }
        long began = System.nanoTime();
        caller.get("/api/page-search?q=order").expect(200);
        double firstMillis = (System.nanoTime() - began) / 1e6;
        for (int i = 0; i < WARM; i++) {
            caller.get(path(typed.get(i % typed.size()))).expect(200);
        }
        var millis = new double[typed.size()];
        int found = 0;
        for (int i = 0; i < millis.length; i++) {
            long start = System.nanoTime();
            var answer = caller.get(path(typed.get(i))).expect(200);
            millis[i] = (System.nanoTime() - start) / 1e6;
            found += answer.body().path("items").isEmpty() ? 0 : 1;
        }
        Arrays.sort(millis);
        var result = String.format(
                Locale.ROOT,
                """
                {"bench": "search", "at": "%s", "commit": "%s", "cores": %d, "loadAverageBefore": %.2f, "java": "%s",
                 "pages": %d, "languages": 2, "keys": %d, "keysThatFound": %d, "firstSearchMillis": %.0f,
                 "millis": {"p50": %.1f, "p95": %.1f, "p99": %.1f, "max": %.1f, "aim": "p99 under 100, over HTTP"}}
                """,
                Instant.now(),
                System.getProperty("callosum.bench.commit", "unknown"),
                Runtime.getRuntime().availableProcessors(),
                load,
                Runtime.version(),
                PAGES,
                millis.length,
                found,
                firstMillis,
                millis[millis.length / 2],
                millis[(int) (millis.length * 0.95)],
                millis[(int) (millis.length * 0.99)],
                millis[millis.length - 1]);
        System.out.println(result);
        var out = System.getProperty("callosum.bench.out", "");
        if (!out.isEmpty()) {
            Files.writeString(Path.of(out), result);
        }
        assertThat(found).as("keys that found something").isGreaterThan(millis.length / 2);
    }

    private static String path(String typed) {
        return "/api/page-search?q=" + URLEncoder.encode(typed, StandardCharsets.UTF_8);
    }

    private static void keys(String word, int most, List<String> typed) {
        for (int length = 1; length <= Math.min(most, word.length()); length++) {
            typed.add(word.substring(0, length));
        }
    }

    /// As somebody who knows the page would type it.
    private static String initials(String title) {
        var initials = new StringBuilder();
        for (int at = 0; at < title.length(); at++) {
            var reading = READING.transliterate(title.substring(at, at + 1));
            initials.append(reading.isEmpty() ? "" : reading.substring(0, 1));
        }
        return initials.toString();
    }

    private Text page(int number, Random chance) {
        var title = new Text(
                pick(DEEDS, chance) + " a " + pick(NOUNS, chance) + " " + pick(NOUNS, chance) + " " + number,
                han(chance, 5 + chance.nextInt(6)),
                null);
        var english = new StringBuilder();
        for (int word = 0; word < 150; word++) {
            english.append(chance.nextInt(4) == 0 ? pick(NOUNS, chance) : "word" + chance.nextInt(4_000))
                    .append(chance.nextInt(12) == 0 ? ".\n\n" : " ");
        }
        var chinese = new StringBuilder();
        for (int sentence = 0; sentence < 15; sentence++) {
            chinese.append(han(chance, 12 + chance.nextInt(12))).append("。");
        }
        book.bring(new PageBook.Shipped(
                "bench-" + number,
                null,
                "knowledge",
                title,
                new Text(english.toString(), chinese.toString(), null),
                List.of(pick(NOUNS, chance), han(chance, 2)),
                List.of(),
                List.of(),
                90));
        return title;
    }

    private static String pick(List<String> words, Random chance) {
        return words.get(chance.nextInt(words.size()));
    }

    private static String han(Random chance, int length) {
        var text = new StringBuilder();
        for (int at = 0; at < length; at++) {
            text.append(HAN.charAt(chance.nextInt(HAN.length())));
        }
        return text.toString();
    }
}
