package org.callosum.server.playbook;

import static org.callosum.server.playbook.SampleCentre.id;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.callosum.server.customers.Customers;
import org.callosum.server.customers.goods.Holding;
import org.callosum.server.customers.goods.Holdings;
import org.callosum.server.customers.goods.Order;
import org.callosum.server.customers.goods.Orders;
import org.callosum.server.customers.goods.Product;
import org.callosum.server.customers.goods.Products;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What the sample centre's two clients sell, and what their first customers have of it.
@Component
class SampleGoods {
    static final Orders.Touch SAMPLE = new Orders.Touch("sample", null);

    private final Products products;
    private final Holdings holdings;
    private final Orders orders;
    private final Customers customers;
    private final Clock clock;

    SampleGoods(Products products, Holdings holdings, Orders orders, Customers customers, Clock clock) {
        this.products = products;
        this.holdings = holdings;
        this.orders = orders;
        this.customers = customers;
        this.clock = clock;
    }

    /// @param parent code of what it is a part of; empty: it stands on its own
    /// @param price in the smallest unit; 0: has none
    record Sample(
            String client,
            String code,
            String kind,
            String parent,
            long price,
            Text name,
            @Nullable Text how) {}

    static final Map<String, String> CURRENCIES = Map.of("harbour", "CNY", "northlight", "GBP");

    /// How many there are of what is given or lent.
    private static final Map<String, Integer> STOCKS = Map.of("tea-caddy", 200, "lamp", 12);

    static final List<Sample> PRODUCTS = List.of(
            new Sample(
                    "harbour",
                    "purifier",
                    "product",
                    "",
                    129_900,
                    Text.of("Air purifier Clear 40", "净屋40空气净化器", "淨屋40空氣清淨機"),
                    Text.of(
                            "A fan draws air through a coarse filter, then a fine one, then carbon. A sensor counts dust and sets the fan's speed.",
                            "风机使空气依次通过初效滤网、高效滤网和活性炭；传感器测量粉尘并自动调节风速。",
                            "風扇使空氣依序通過初效濾網、高效濾網與活性碳；感測器量測粉塵並自動調整風速。")),
            new Sample(
                    "harbour",
                    "purifier-filter",
                    "part",
                    "purifier",
                    15_900,
                    Text.of("Fine filter, set of two", "高效滤网（两片装）", "高效濾網（兩片裝）"),
                    Text.of(
                            "Lasts about six months; the lamp turns orange when it should be changed.",
                            "约可使用六个月；指示灯变橙色时请更换。",
                            "約可使用六個月；指示燈變橙色時請更換。")),
            new Sample(
                    "harbour",
                    "purifier-sensor",
                    "part",
                    "purifier",
                    8_900,
                    Text.of("Dust sensor", "粉尘传感器", "粉塵感測器"),
                    Text.of(
                            "Light is scattered by dust in a small chamber. If the figure never changes, wipe the lens with a dry swab.",
                            "光线在小腔内被粉尘散射。若读数一直不变，请用干棉签擦拭镜片。",
                            "光線在小腔內被粉塵散射。若讀數一直不變，請用乾棉花棒擦拭鏡片。")),
            new Sample(
                    "harbour",
                    "tea-set",
                    "product",
                    "",
                    26_800,
                    Text.of("Tea set for four", "四人茶具", "四人茶具組"),
                    Text.of(
                            "Porcelain, fired twice. The spout is its weakest place, so it travels in foam.",
                            "瓷器，两次烧制。壶嘴最易碎，因此用泡棉包装。",
                            "瓷器，兩次燒製。壺嘴最易碎，因此以泡棉包裝。")),
            new Sample(
                    "harbour",
                    "kettle",
                    "product",
                    "",
                    19_900,
                    Text.of("Kettle with thermometer", "测温电水壶", "測溫電熱水壺"),
                    Text.of(
                            "Switches off by steam on a bimetal strip; without the lid closed it boils on.",
                            "蒸汽触发双金属片断电；壶盖未合则会一直烧。",
                            "蒸氣觸發雙金屬片斷電；壺蓋未合則會持續煮沸。")),
            new Sample(
                    "harbour", "backpack", "product", "", 35_900, Text.of("Backpack 28 l", "28升双肩包", "28升後背包"), null),
            new Sample(
                    "harbour",
                    "tea-caddy",
                    "product",
                    "",
                    0,
                    Text.of("Tea caddy, a present", "茶叶罐（赠品）", "茶葉罐（贈品）"),
                    null),
            new Sample("harbour", "lamp", "product", "", 22_500, Text.of("Desk lamp", "护眼台灯", "護眼檯燈"), null),
            new Sample(
                    "harbour",
                    "plus",
                    "service",
                    "",
                    1_900,
                    Text.of("Harbour Plus", "海港会员", "海港會員"),
                    Text.of(
                            "Free delivery and returns within 30 days for a monthly price.",
                            "按月付费，免运费，三十天内退货。",
                            "按月付費，免運費，三十天內退貨。")),
            new Sample(
                    "northlight",
                    "fibre-100",
                    "service",
                    "",
                    2_900,
                    Text.of("Fibre 100", "光纤100", "光纖100"),
                    Text.of(
                            "Light runs to the home; the box on the wall turns it into Ethernet for the router.",
                            "光纤入户；墙上光猫把光信号转成网线信号给路由器。",
                            "光纖到府；牆上光纖數據機把光訊號轉成網路訊號給路由器。")),
            new Sample(
                    "northlight",
                    "fibre-900",
                    "service",
                    "",
                    4_900,
                    Text.of("Fibre 900", "光纤900", "光纖900"),
                    Text.of(
                            "As Fibre 100. Over Wi-Fi few devices reach 900 Mbit/s: measure by cable.",
                            "同光纤100。无线很少能到900兆，请用网线测速。",
                            "同光纖100。無線很少能到900 Mbit/s，請以網路線測速。")),
            new Sample(
                    "northlight",
                    "router",
                    "product",
                    "",
                    8_900,
                    Text.of("Router Lumen 6", "流明6路由器", "流明6路由器"),
                    Text.of(
                            "One light tells all: white works, orange updates, red has no line.",
                            "一盏灯说明状态：白色正常，橙色更新，红色无线路。",
                            "一盞燈說明狀態：白色正常，橙色更新，紅色無線路。")),
            new Sample(
                    "northlight",
                    "router-power",
                    "part",
                    "router",
                    1_500,
                    Text.of("Power supply 12 V", "12伏电源", "12 V 變壓器"),
                    Text.of(
                            "Restarts by itself often mean a foreign power supply.",
                            "频繁自动重启多因用了别的电源。",
                            "頻繁自動重啟多因使用其他變壓器。")),
            new Sample(
                    "northlight",
                    "extender",
                    "product",
                    "",
                    4_500,
                    Text.of("Wi-Fi extender", "无线扩展器", "無線延伸器"),
                    Text.of(
                            "Stands half way, not where the signal is already weak.",
                            "应放在中途，不要放在信号已弱处。",
                            "應放在中途，不要放在訊號已弱處。")),
            new Sample("northlight", "tv", "service", "", 1_200, Text.of("Northlight TV", "北辰电视", "北辰電視"), null));

    /// What is there already stays.
    void bring(Map<String, Long> clients) {
        for (var sample : PRODUCTS) {
            var client = id(clients, sample.client());
            if (products.byCode(client, sample.code()).isEmpty()) {
                products.create(new Product(
                        null,
                        null,
                        Long.toString(client),
                        sample.code(),
                        sample.name(),
                        sample.parent().isEmpty()
                                ? null
                                : product(client, sample.parent()).id(),
                        sample.kind(),
                        sample.how(),
                        sample.code().equals("router") ? "northlight-slow" : null,
                        sample.price() == 0 ? null : sample.price(),
                        CURRENCIES.get(sample.client()),
                        true,
                        10 * PRODUCTS.indexOf(sample),
                        STOCKS.get(sample.code())));
            }
        }
        var turn = 0;
        for (var customer : SampleData.CUSTOMERS) {
            var client = id(clients, customer.client());
            var known = customers.byNumber(client, customer.number()).orElseThrow();
            var customerId = SampleCentre.number(known.id());
            if (holdings.of(customerId).isEmpty()) {
                furnish(customer.client(), client, customerId, turn);
            }
            turn++;
        }
    }

    Product product(long client, String code) {
        return products.byCode(client, code).orElseThrow();
    }

    private void furnish(String of, long client, long customer, int turn) {
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (of.equals("harbour")) {
            hold(client, customer, turn % 2 == 0 ? "plus" : "purifier", today.minusDays(400 - 31L * turn));
            order(
                    client,
                    customer,
                    turn % 3 == 0 ? "tea-set" : "purifier-filter",
                    1 + turn % 2,
                    3 + turn,
                    turn % 3 == 0 ? "confirmed" : "shipped");
            order(client, customer, "kettle", 1, 70 + 9L * turn, "delivered");
        } else {
            // two years at a time: some of them end in the next weeks
            hold(
                    client,
                    customer,
                    turn % 2 == 0 ? "fibre-100" : "fibre-900",
                    today.minusDays(900 - 53L * turn),
                    today.plusDays(9 + 17L * (turn % 6)));
            hold(client, customer, "router", today.minusDays(900 - 53L * turn));
            order(
                    client,
                    customer,
                    turn % 2 == 0 ? "extender" : "router-power",
                    1,
                    4 + turn,
                    turn % 2 == 0 ? "placed" : "delivered");
        }
    }

    void hold(long client, long customer, String code, LocalDate since) {
        hold(client, customer, code, since, null);
    }

    private void hold(long client, long customer, String code, LocalDate since, @Nullable LocalDate until) {
        holdings.create(
                customer,
                new Holding(
                        null,
                        null,
                        null,
                        product(client, code).id(),
                        null,
                        null,
                        since,
                        until,
                        null,
                        null,
                        "active",
                        "V-" + (70_000 + customer % 29_989),
                        null));
    }

    /// @param daysAgo when it was placed
    void order(long client, long customer, String code, int quantity, long daysAgo, String state) {
        var product = product(client, code);
        orders.create(
                new Order(
                        null,
                        null,
                        null,
                        Long.toString(customer),
                        null,
                        null,
                        clock.instant().minus(Duration.ofDays(daysAgo)),
                        state,
                        Objects.requireNonNull(product.currency()),
                        null,
                        null,
                        null,
                        null,
                        null,
                        List.of(new Order.Line(
                                product.id(), null, quantity, Objects.requireNonNull(product.priceMinor())))),
                SAMPLE);
    }
}
