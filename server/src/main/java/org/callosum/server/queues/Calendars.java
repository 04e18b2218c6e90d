package org.callosum.server.queues;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.callosum.kernel.LocaleText;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Changes;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.editing.Listing;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Opening hours of queues, numbers and sites, with holidays and days of their own.
@Service
@Transactional
public class Calendars {
    private static final int MOST_WINDOWS = 70;
    private static final int MOST_DAYS = 1_000;
    private static final Comparator<Calendar> BY_CODE = Comparator.comparing(each -> String.valueOf(each.code()));

    private final CalendarRepository repository;
    private final Ids ids;
    private final Audit audit;
    private final Clock clock;

    Calendars(CalendarRepository repository, Ids ids, Audit audit, Clock clock) {
        this.repository = repository;
        this.ids = ids;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public List<Calendar> all() {
        return repository.all();
    }

    @Transactional(readOnly = true)
    public Optional<Calendar> byCode(String code) {
        return all().stream().filter(each -> code.equals(each.code())).findFirst();
    }

    @Transactional(readOnly = true)
    public Calendar one(long id) {
        return repository.find(id).orElseThrow(() -> Problems.notFound("calendar", id));
    }

    @Transactional(readOnly = true)
    public Page<Calendar> page(PageQuery query) {
        return Listing.of(
                query, all(), each -> each.code() + " " + each.name(), Map.of("code", BY_CODE, "name", BY_CODE));
    }

    /// Whether a calendar is open at an instant.
    ///
    /// @throws org.callosum.server.platform.problem.Problem `not-found`
    @Transactional(readOnly = true)
    public Calendar.Answer isOpen(long id, Instant at) {
        var calendar = repository.find(id).orElseThrow(() -> Problems.notFound("calendar", id));
        var answer = hours(calendar).at(at);
        return new Calendar.Answer(
                answer.open(),
                answer.reason(),
                answer.day() == null ? null : text(answer.day().name()));
    }

    /// @param at now when null
    @Transactional(readOnly = true)
    public Calendar.Answer check(long id, @Nullable Instant at) {
        return isOpen(id, at == null ? clock.instant() : at);
    }

    /// The instant at which a calendar has been open for so long since `from`.
    @Transactional(readOnly = true)
    public Instant after(long id, Instant from, Duration open) {
        var calendar = repository.find(id).orElseThrow(() -> Problems.notFound("calendar", id));
        return hours(calendar).after(from, open);
    }

    public Calendar create(Calendar wanted) {
        check(wanted, 0);
        var id = ids.next();
        repository.insert(id, wanted);
        var after = repository.find(id).orElseThrow();
        audit.record("calendar-created", "calendar", id, Changes.of(after));
        return after;
    }

    public Calendar change(long id, Calendar wanted) {
        var before = repository.find(id).orElseThrow(() -> Problems.notFound("calendar", id));
        check(wanted, id);
        if (!repository.update(id, Objects.requireNonNullElse(wanted.version(), -1), wanted)) {
            throw Problems.editConflict(before);
        }
        var after = repository.find(id).orElseThrow();
        audit.record("calendar-changed", "calendar", id, Changes.between(before, after));
        return after;
    }

    public void delete(long id) {
        var before = repository.find(id).orElseThrow(() -> Problems.notFound("calendar", id));
        var users = repository.users(id);
        if (users > 0) {
            throw Problems.refused("calendar-in-use", Map.of("count", users));
        }
        repository.delete(id);
        audit.record("calendar-deleted", "calendar", id, Changes.of(before));
    }

    /// What a checked calendar means.
    static OpeningHours hours(Calendar calendar) {
        var weekly = new ArrayList<OpeningHours.Window>();
        for (var window : Objects.requireNonNullElse(calendar.weekly(), List.<Calendar.Window>of())) {
            weekly.add(new OpeningHours.Window(
                    DayOfWeek.of(Objects.requireNonNull(window.day())),
                    OpeningHours.minuteOf(window.from()),
                    OpeningHours.minuteOf(window.to())));
        }
        var days = new ArrayList<OpeningHours.SpecialDay>();
        for (var day : Objects.requireNonNullElse(calendar.exceptions(), List.<Calendar.SpecialDay>of())) {
            var closed = Boolean.TRUE.equals(day.closed());
            days.add(new OpeningHours.SpecialDay(
                    LocalDate.parse(Objects.requireNonNull(day.date())),
                    localeText(Objects.requireNonNull(day.name())),
                    closed,
                    closed ? 0 : OpeningHours.minuteOf(day.from()),
                    closed ? 0 : OpeningHours.minuteOf(day.to())));
        }
        return new OpeningHours(ZoneId.of(Objects.requireNonNull(calendar.timeZone())), weekly, days);
    }

    private static LocaleText localeText(Text name) {
        var texts = new LinkedHashMap<String, String>();
        if (name.en() != null) {
            texts.put("en", name.en());
        }
        if (name.zhHans() != null) {
            texts.put("zh-Hans", name.zhHans());
        }
        if (name.zhHant() != null) {
            texts.put("zh-Hant", name.zhHant());
        }
        return new LocaleText(texts);
    }

    private static Text text(LocaleText name) {
        return new Text(
                name.texts().get("en"),
                name.texts().get("zh-Hans"),
                name.texts().get("zh-Hant"));
    }

    private void check(Calendar wanted, long id) {
        var fields = new Fields();
        fields.code("code", wanted.code());
        fields.name("name", wanted.name());
        fields.zone("timeZone", wanted.timeZone());
        weekly(fields, Objects.requireNonNullElse(wanted.weekly(), List.of()));
        exceptions(fields, Objects.requireNonNullElse(wanted.exceptions(), List.of()));
        if (all().stream()
                .anyMatch(each -> Objects.equals(each.code(), wanted.code())
                        && !Long.toString(id).equals(each.id()))) {
            fields.add("code", "taken");
        }
        fields.check();
    }

    private static void weekly(Fields fields, List<Calendar.Window> weekly) {
        fields.count("weekly", weekly, MOST_WINDOWS);
        for (var i = 0; i < weekly.size(); i++) {
            var at = "weekly[" + i + "]";
            var window = weekly.get(i);
            fields.requiredRange(at + ".day", window.day(), 1, 7);
            hours(fields, at, window.from(), window.to());
            for (var j = 0; j < i; j++) {
                var other = weekly.get(j);
                if (Objects.equals(window.day(), other.day())
                        && OpeningHours.minuteOf(window.from()) < OpeningHours.minuteOf(other.to())
                        && OpeningHours.minuteOf(other.from()) < OpeningHours.minuteOf(window.to())) {
                    fields.add(at, "overlaps");
                }
            }
        }
    }

    private static void exceptions(Fields fields, List<Calendar.SpecialDay> days) {
        fields.count("exceptions", days, MOST_DAYS);
        var closed = new HashSet<String>();
        var open = new HashSet<String>();
        for (var i = 0; i < days.size(); i++) {
            var at = "exceptions[" + i + "]";
            var day = days.get(i);
            fields.name(at + ".name", day.name());
            var date = day.date();
            if (date == null) {
                fields.add(at + ".date", "required");
                continue;
            }
            try {
                LocalDate.parse(date);
            } catch (DateTimeException notADate) {
                fields.add(at + ".date", "not-a-date");
                continue;
            }
            if (Boolean.TRUE.equals(day.closed())) {
                if (!closed.add(date) || open.contains(date)) {
                    fields.add(at + ".date", "twice");
                }
            } else {
                hours(fields, at, day.from(), day.to());
                open.add(date);
                if (closed.contains(date)) {
                    fields.add(at + ".date", "twice");
                }
            }
        }
    }

    private static void hours(Fields fields, String at, @Nullable String from, @Nullable String to) {
        var begin = OpeningHours.minuteOf(from);
        var end = OpeningHours.minuteOf(to);
        if (begin < 0 || begin == 24 * 60) {
            fields.add(at + ".from", "not-a-time");
        }
        if (end < 0) {
            fields.add(at + ".to", "not-a-time");
        } else if (begin >= end) {
            fields.add(at + ".to", "not-after-from");
        }
    }
}
