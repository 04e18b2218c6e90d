package org.callosum.server.customers.imports;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.callosum.server.customers.Customer;
import org.jspecify.annotations.Nullable;

/// What a column of a file may be for, and how its words are read.
final class ImportFields {
    /// In the order in which they are offered.
    static final List<String> ALL = List.of(
            "name",
            "number",
            "number2",
            "email",
            "language",
            "memberLevel",
            "valueRank",
            "customerSince",
            "preferredChannel",
            "preferredFrom",
            "preferredTo",
            "notes");

    /// Headers as files have them, folded, in English and Chinese.
    static final Map<String, List<String>> HEADERS = Map.ofEntries(
            Map.entry("name", List.of("name", "customer", "full name", "customer name", "姓名", "客户", "客户姓名", "名称")),
            Map.entry(
                    "number",
                    List.of(
                            "phone",
                            "number",
                            "mobile",
                            "telephone",
                            "tel",
                            "phone number",
                            "手机",
                            "手机号",
                            "电话",
                            "电话号码",
                            "号码",
                            "联系电话")),
            Map.entry(
                    "number2",
                    List.of("phone 2", "number 2", "home", "home phone", "work phone", "第二电话", "家庭电话", "住宅电话")),
            Map.entry("email", List.of("email", "e-mail", "mail", "邮箱", "电子邮箱", "电子邮件")),
            Map.entry("language", List.of("language", "lang", "语言")),
            Map.entry("memberLevel", List.of("level", "member level", "membership", "会员等级", "等级", "会员级别")),
            Map.entry("valueRank", List.of("rank", "value rank", "value", "价值等级")),
            Map.entry("customerSince", List.of("since", "customer since", "joined", "注册日期", "入会日期", "成为客户日期")),
            Map.entry("preferredChannel", List.of("channel", "preferred channel", "首选方式")),
            Map.entry("preferredFrom", List.of("preferred from", "首选开始时间")),
            Map.entry("preferredTo", List.of("preferred to", "preferred until", "首选结束时间")),
            Map.entry("notes", List.of("notes", "note", "remark", "remarks", "comment", "备注", "说明")));

    private static final Map<String, String> LANGUAGES = Map.of(
            "en", "en", "english", "en", "英语", "en", "zh-hans", "zh-Hans", "zh-cn", "zh-Hans", "zh", "zh-Hans",
            "chinese", "zh-Hans", "简体中文", "zh-Hans", "中文", "zh-Hans");

    private ImportFields() {}

    /// What could not be read.
    record Wrong(int column, String code) {}

    /// A row as a customer; `wrong` gets what cannot be read.
    ///
    /// @param mapping a field for each column, or an empty text
    static Customer read(long client, List<String> mapping, List<String> cells, List<Wrong> wrong) {
        var found = found(mapping, cells);
        var numbers = new ArrayList<Customer.Number>();
        for (var field : List.of("number", "number2")) {
            if (found.get(field) instanceof String number) {
                numbers.add(
                        new Customer.Number(number, field.equals("number") ? "mobile" : "other", numbers.isEmpty()));
            }
        }
        return new Customer(
                null,
                null,
                Long.toString(client),
                found.get("name"),
                numbers,
                language(found.get("language"), at(mapping, "language"), wrong),
                rank(found.get("valueRank"), at(mapping, "valueRank"), wrong),
                null,
                found.get("memberLevel"),
                found.get("notes"),
                null,
                found.get("email"),
                channel(found.get("preferredChannel")),
                found.get("preferredFrom"),
                found.get("preferredTo"),
                day(found.get("customerSince"), at(mapping, "customerSince"), wrong),
                null,
                null,
                null);
    }

    /// What a row says, by field; empty cells say nothing.
    static Map<String, String> found(List<String> mapping, List<String> cells) {
        var found = new HashMap<String, String>();
        for (var i = 0; i < Math.min(mapping.size(), cells.size()); i++) {
            var text = cells.get(i).strip();
            // a sheet that was made safe against formulas has an apostrophe before them
            if (text.length() > 1 && text.charAt(0) == '\'' && "=+-@".indexOf(text.charAt(1)) >= 0) {
                text = text.substring(1);
            }
            if (!mapping.get(i).isEmpty() && !text.isEmpty()) {
                found.put(mapping.get(i), text);
            }
        }
        return found;
    }

    /// Where a field stands, from 0; -1 when no column is for it.
    static int at(List<String> mapping, String field) {
        return mapping.indexOf(field);
    }

    private static @Nullable String language(@Nullable String text, int column, List<Wrong> wrong) {
        if (text == null) {
            return null;
        }
        var low = text.toLowerCase(Locale.ROOT).replace('_', '-');
        if (low.equals("zh-hant")
                || low.equals("zh-tw")
                || low.equals("zh-hk")
                || text.equals("繁體中文")
                || text.equals("繁体中文")) {
            return "zh-Hant";
        }
        var known = LANGUAGES.get(low);
        if (known == null) {
            wrong.add(new Wrong(column, "import-language"));
        }
        return known;
    }

    private static @Nullable Integer rank(@Nullable String text, int column, List<Wrong> wrong) {
        if (text == null) {
            return null;
        }
        if (!text.matches("[0-5]")) {
            wrong.add(new Wrong(column, "import-rank"));
            return null;
        }
        return Integer.valueOf(text);
    }

    private static @Nullable String channel(@Nullable String text) {
        if (text == null) {
            return null;
        }
        var low = text.toLowerCase(Locale.ROOT);
        return switch (low) {
            case "phone", "电话", "電話" -> "call";
            case "短信", "簡訊" -> "sms";
            case "mail", "e-mail", "邮件" -> "email";
            default -> low;
        };
    }

    /// `2024-03-01`, `2024/3/1`, `20240301` or `2024年3月1日`: year first, since only then is a day certain.
    static @Nullable LocalDate day(@Nullable String text, int column, List<Wrong> wrong) {
        if (text == null) {
            return null;
        }
        var parts = text.replaceAll("[年月/.]", "-").replace("日", "").split("-", -1);
        try {
            if (parts.length == 1 && text.matches("[0-9]{8}")) {
                return LocalDate.parse(text, java.time.format.DateTimeFormatter.BASIC_ISO_DATE);
            }
            if (parts.length == 3
                    && parts[0].matches("[0-9]{4}")
                    && parts[1].matches("[0-9]{1,2}")
                    && parts[2].matches("[0-9]{1,2}")) {
                return LocalDate.of(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
            }
        } catch (DateTimeException noDay) {
            // told below, with those that do not even look like a day
        }
        wrong.add(new Wrong(column, "import-day"));
        return null;
    }
}
