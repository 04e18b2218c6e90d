package org.callosum.server.customers.imports;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.search.Folding;

/// What a file is of, and what its columns may be for.
enum ImportKind {
    CUSTOMERS("customers", ImportFields.ALL, List.of("name"), ImportFields.HEADERS),
    PRODUCTS(
            "products",
            List.of("code", "name", "nameZhHans", "nameZhHant", "kind", "parent", "price", "currency", "how"),
            List.of("code"),
            Map.of(
                    "code", List.of("code", "product code", "sku", "article", "编码", "产品编码", "货号"),
                    "name", List.of("name", "product", "product name", "title", "english name", "英文名称"),
                    "nameZhHans", List.of("chinese name", "名称", "产品名称", "商品名称", "中文名称"),
                    "nameZhHant", List.of("traditional name", "繁体名称", "名稱", "產品名稱"),
                    "kind", List.of("kind", "type", "类型", "類型"),
                    "parent", List.of("parent", "part of", "上级", "所属产品"),
                    "price", List.of("price", "list price", "价格", "单价", "價格"),
                    "currency", List.of("currency", "币种", "幣別"),
                    "how", List.of("how it works", "principle", "description", "原理", "说明"))),
    ORDERS(
            "orders",
            List.of(
                    "number",
                    "customer",
                    "placedAt",
                    "state",
                    "product",
                    "item",
                    "quantity",
                    "price",
                    "currency",
                    "deliverOn",
                    "deliverTo"),
            List.of("number"),
            Map.ofEntries(
                    Map.entry("number", List.of("order", "order number", "order no", "number", "订单", "订单号", "訂單編號")),
                    Map.entry(
                            "customer",
                            List.of("customer", "phone", "mobile", "telephone", "客户", "手机", "手机号", "电话", "電話")),
                    Map.entry("placedAt", List.of("date", "placed", "placed at", "order date", "下单日期", "日期")),
                    Map.entry("state", List.of("state", "status", "状态", "狀態")),
                    Map.entry("product", List.of("product", "product code", "sku", "产品编码", "货号")),
                    Map.entry("item", List.of("item", "name", "product name", "商品", "商品名称", "品名")),
                    Map.entry("quantity", List.of("quantity", "qty", "count", "数量", "數量")),
                    Map.entry("price", List.of("price", "unit price", "单价", "價格", "价格")),
                    Map.entry("currency", List.of("currency", "币种", "幣別")),
                    Map.entry("deliverOn", List.of("deliver on", "delivery date", "送达日期", "配送日期")),
                    Map.entry("deliverTo", List.of("deliver to", "address", "收货地址", "地址"))));

    private final String code;
    private final List<String> fields;
    private final List<String> needed;
    private final Map<String, List<String>> headers;

    ImportKind(String code, List<String> fields, List<String> needed, Map<String, List<String>> headers) {
        this.code = code;
        this.fields = fields;
        this.needed = needed;
        this.headers = headers;
    }

    String code() {
        return code;
    }

    /// In the order in which they are offered.
    List<String> fields() {
        return fields;
    }

    /// Without which no file can be taken in.
    List<String> needed() {
        return needed;
    }

    static ImportKind of(String code) {
        return Arrays.stream(values())
                .filter(kind -> kind.code.equals(code))
                .findFirst()
                .orElseThrow(() -> Problems.field("kind", "unknown"));
    }

    /// For each column what it seems to be for; empty where nobody can tell. No field is proposed twice.
    List<String> guess(List<String> header) {
        var taken = new ArrayList<String>();
        for (var column : header) {
            var folded = Folding.fold(column.strip()).replace('_', ' ');
            taken.add(fields.stream()
                    .filter(field -> !taken.contains(field)
                            && headers.getOrDefault(field, List.of()).contains(folded))
                    .findFirst()
                    .orElse(""));
        }
        return List.copyOf(taken);
    }
}
