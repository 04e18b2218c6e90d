package org.callosum.server.playbook;

import java.util.List;
import java.util.Map;
import org.callosum.server.platform.text.Text;

/// The sample centre: one house that serves an online shop in Shanghai and a broadband provider in London. The people
/// are
/// made up; the British numbers are of the range kept free for fiction.
final class SampleData {
    private SampleData() {}

    record SampleClient(String code, Text name, String zone, String country) {}

    record SampleSite(String code, Text name, String zone, String calendar) {}

    /// @param account signs in by it
    /// @param levels skill to level, of routing and of the matrix
    record SampleAgent(
            String account,
            String name,
            String staffNumber,
            String team,
            String language,
            List<String> clients,
            Map<String, Integer> levels) {}

    /// @param skill needed at `minimum`, from `relaxAfterSeconds` on at 1
    /// @param sets of dispositions
    record SampleQueue(
            String code,
            Text name,
            String client,
            String site,
            String calendar,
            String skill,
            int minimum,
            int relaxAfterSeconds,
            String policy,
            int priority,
            int targetSeconds,
            List<String> sets) {}

    record SampleNumber(String number, Text name, String client, String flow, String language, boolean widget) {}

    record SampleCustomer(String client, String name, String number, String language, int rank, String level) {}

    static final List<SampleClient> CLIENTS = List.of(
            new SampleClient("harbour", Text.of("Harbour Goods", "海港优选", "海港優選"), "Asia/Shanghai", "CN"),
            new SampleClient("northlight", Text.of("Northlight Broadband", "北辰宽带", "北辰寬頻"), "Europe/London", "GB"));

    static final List<SampleSite> SITES = List.of(
            new SampleSite("shanghai", Text.of("Shanghai", "上海", "上海"), "Asia/Shanghai", "harbour-hours"),
            new SampleSite("london", Text.of("London", "伦敦", "倫敦"), "Europe/London", "northlight-hours"));

    static final List<SampleQueue> QUEUES = List.of(
            new SampleQueue(
                    "harbour-orders",
                    Text.of("Orders", "订单", "訂單"),
                    "harbour",
                    "shanghai",
                    "harbour-hours",
                    "orders",
                    2,
                    60,
                    "longest-idle",
                    2,
                    20,
                    List.of("orders", "general")),
            new SampleQueue(
                    "harbour-returns",
                    Text.of("Returns", "退货", "退貨"),
                    "harbour",
                    "shanghai",
                    "harbour-hours",
                    "returns",
                    2,
                    60,
                    "best-proficiency",
                    2,
                    30,
                    List.of("orders", "general")),
            new SampleQueue(
                    "northlight-faults",
                    Text.of("Faults", "故障", "障礙"),
                    "northlight",
                    "london",
                    "northlight-hours",
                    "faults",
                    2,
                    45,
                    "best-proficiency",
                    4,
                    20,
                    List.of("support", "general")),
            new SampleQueue(
                    "northlight-billing",
                    Text.of("Billing", "账单", "帳單"),
                    "northlight",
                    "london",
                    "northlight-hours",
                    "billing",
                    2,
                    60,
                    "least-occupied",
                    2,
                    30,
                    List.of("support", "general")),
            new SampleQueue(
                    "northlight-renewals",
                    Text.of("Renewals", "续约", "續約"),
                    "northlight",
                    "london",
                    "northlight-hours",
                    "renewals",
                    4,
                    30,
                    "fair-share",
                    5,
                    20,
                    List.of("sales", "general")));

    static final List<SampleNumber> NUMBERS = List.of(
            new SampleNumber(
                    "8001",
                    Text.of("Harbour Goods main line", "海港优选主线路", "海港優選主線"),
                    "harbour",
                    "harbour-main",
                    "zh-Hans",
                    true),
            new SampleNumber(
                    "+442079460101",
                    Text.of("Northlight main line", "北辰宽带主线路", "北辰寬頻主線"),
                    "northlight",
                    "northlight-main",
                    "en",
                    true),
            new SampleNumber(
                    "8002",
                    Text.of("Northlight, short", "北辰宽带短号", "北辰寬頻短碼"),
                    "northlight",
                    "northlight-main",
                    "en",
                    false));

    private static final List<String> BOTH = List.of("harbour", "northlight");
    private static final List<String> HARBOUR = List.of("harbour");
    private static final List<String> NORTHLIGHT = List.of("northlight");

    /// What is not ordinary, by account and skill: two that show both directions of it.
    static final Map<String, String> PREFERENCES = Map.of("amy:renewals", "first", "cui:orders", "reserve");

    /// The first one's place is left for whoever looks at the demo.
    static final List<SampleAgent> AGENTS = List.of(
            agent(
                    "amy",
                    "Amy Wong 黄爱美",
                    1,
                    "harbour-team",
                    "en",
                    BOTH,
                    Map.of(
                            "orders",
                            4,
                            "returns",
                            3,
                            "faults",
                            3,
                            "billing",
                            3,
                            "renewals",
                            4,
                            "english",
                            5,
                            "mandarin",
                            5)),
            agent(
                    "bo",
                    "Bo Chen 陈博",
                    2,
                    "harbour-team",
                    "zh-Hans",
                    HARBOUR,
                    Map.of("orders", 5, "returns", 4, "mandarin", 5)),
            agent(
                    "cui",
                    "Cui Lan 崔兰",
                    3,
                    "harbour-team",
                    "zh-Hans",
                    HARBOUR,
                    Map.of("orders", 3, "returns", 5, "mandarin", 5)),
            agent(
                    "dong",
                    "Dong Mei 董梅",
                    4,
                    "harbour-team",
                    "zh-Hans",
                    HARBOUR,
                    Map.of("orders", 2, "returns", 2, "mandarin", 5)),
            agent(
                    "fang",
                    "Fang Yu 方宇",
                    5,
                    "harbour-team",
                    "zh-Hans",
                    BOTH,
                    Map.of("orders", 4, "billing", 2, "mandarin", 5, "english", 3)),
            agent(
                    "grace",
                    "Grace Lim 林佳慧",
                    6,
                    "harbour-team",
                    "zh-Hant",
                    BOTH,
                    Map.of("returns", 4, "renewals", 4, "mandarin", 4, "english", 4)),
            agent(
                    "harry",
                    "Harry Cole",
                    7,
                    "northlight-team",
                    "en",
                    NORTHLIGHT,
                    Map.of("faults", 5, "billing", 3, "english", 5)),
            agent(
                    "ines",
                    "Ines Marlow",
                    8,
                    "northlight-team",
                    "en",
                    NORTHLIGHT,
                    Map.of("faults", 4, "renewals", 4, "english", 5)),
            agent(
                    "jack",
                    "Jack Penrose",
                    9,
                    "northlight-team",
                    "en",
                    NORTHLIGHT,
                    Map.of("faults", 3, "billing", 5, "english", 5)),
            agent(
                    "kira",
                    "Kira Dunmore",
                    10,
                    "northlight-team",
                    "en",
                    NORTHLIGHT,
                    Map.of("billing", 4, "renewals", 5, "english", 5)),
            agent(
                    "liam",
                    "Liam Ashby",
                    11,
                    "northlight-team",
                    "en",
                    NORTHLIGHT,
                    Map.of("faults", 2, "billing", 2, "english", 5)),
            agent(
                    "mei",
                    "Mei Harrow 何梅",
                    12,
                    "northlight-team",
                    "en",
                    BOTH,
                    Map.of("faults", 4, "orders", 3, "english", 4, "mandarin", 4)));

    static final List<SampleCustomer> CUSTOMERS = List.of(
            new SampleCustomer("northlight", "Rosalind Tate", "+442079460211", "en", 5, "Gold"),
            new SampleCustomer("northlight", "Edwin Marsh", "+442079460212", "en", 2, ""),
            new SampleCustomer("northlight", "Priya Larkin", "+442079460213", "en", 3, "Silver"),
            new SampleCustomer("northlight", "Tomas Beck", "+442079460214", "en", 1, ""),
            new SampleCustomer("northlight", "Wu Xiaolin 吴晓琳", "+442079460215", "zh-Hans", 4, "Gold"),
            new SampleCustomer("harbour", "Li Na 李娜", "+442079460221", "zh-Hans", 4, "Gold"),
            new SampleCustomer("harbour", "Zhou Kai 周凯", "+442079460222", "zh-Hans", 2, ""),
            new SampleCustomer("harbour", "Helen Frost", "+442079460223", "en", 3, "Silver"),
            new SampleCustomer("harbour", "Sun Yue 孙悦", "+442079460224", "zh-Hans", 1, ""),
            new SampleCustomer("harbour", "Kuo Shu-fen 郭淑芬", "+442079460225", "zh-Hant", 5, "Gold"));

    private static SampleAgent agent(
            String account,
            String name,
            int number,
            String team,
            String language,
            List<String> clients,
            Map<String, Integer> levels) {
        return new SampleAgent(account, name, "S%03d".formatted(number), team, language, clients, levels);
    }
}
