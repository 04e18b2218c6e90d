package org.callosum.server.cases;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.callosum.server.forms.AnswerBody;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api")
class CasesController {
    private final Cases cases;
    private final CaseFollowUps followUps;
    private final CaseTimes times;
    private final FloorCases floor;

    CasesController(Cases cases, CaseFollowUps followUps, CaseTimes times, FloorCases floor) {
        this.cases = cases;
        this.followUps = followUps;
        this.times = times;
        this.floor = floor;
    }

    @Schema(name = "NewCaseNote")
    record NewNote(@Nullable String text) {}

    @Schema(name = "NewCaseReminder")
    record NewReminder(@Nullable Instant at, @Nullable String text) {}

    /// @param other the other case's id
    @Schema(name = "NewCaseRelation")
    record NewRelation(@Nullable String kind, @Nullable String other) {}

    /// Only the items that change; `{"value": null}` empties one.
    @Schema(name = "CaseAnswers")
    record Answers(
            @Nullable Integer answersVersion, @Nullable Map<String, @Nullable AnswerBody> answers) {}

    @Schema(name = "CaseBulk")
    record Bulk(
            @Nullable List<String> ids,
            CaseFollowUps.@Nullable Change change,
            @Nullable String reason) {}

    /// @param owner an account's id, or `me`
    /// @param reminded true: only those of which the reader wanted to hear by now
    /// @param created a month, `2026-11`
    /// @param zone of the month; UTC if absent
    @GetMapping("/cases")
    @RequiresRight(Right.CASES_VIEW)
    Page<CaseRow> list(
            PageQuery query,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String owner,
            @RequestParam(required = false) @Nullable String team,
            @RequestParam(required = false) @Nullable String client,
            @RequestParam(required = false) @Nullable String customer,
            @RequestParam(required = false) @Nullable String interaction,
            @RequestParam(required = false) @Nullable Boolean open,
            @RequestParam(required = false) @Nullable Boolean overdue,
            @RequestParam(required = false) @Nullable Boolean reminded,
            @RequestParam(required = false) @Nullable String created,
            @RequestParam(required = false) @Nullable String zone) {
        var month = month(created);
        var at = zone(zone);
        var ownerId = "me".equals(owner) ? Tenancy.current().accountId() : id(owner);
        return cases.page(
                query,
                new CaseFilter(
                        type,
                        state,
                        ownerId,
                        id(team),
                        id(client),
                        id(customer),
                        id(interaction),
                        open,
                        overdue,
                        Boolean.TRUE.equals(reminded) ? Tenancy.current().accountId() : null,
                        month == null ? null : month.atDay(1).atStartOfDay(at).toInstant(),
                        month == null
                                ? null
                                : month.plusMonths(1).atDay(1).atStartOfDay(at).toInstant()));
    }

    @GetMapping("/cases/{id}")
    @RequiresRight(Right.CASES_VIEW)
    CaseRow one(@PathVariable String id) {
        return cases.whole(Ids.parse(id));
    }

    @PostMapping("/cases")
    @RequiresRight(Right.CASES_EDIT)
    @ResponseStatus(HttpStatus.CREATED)
    CaseRow create(@RequestBody Cases.NewCase wanted) {
        return cases.create(wanted);
    }

    @PutMapping("/cases/{id}")
    @RequiresRight(Right.CASES_EDIT)
    CaseRow change(@PathVariable String id, @RequestBody CaseRow wanted) {
        cases.change(Ids.parse(id), wanted);
        return cases.whole(Ids.parse(id));
    }

    @PutMapping("/cases/{id}/answers")
    @RequiresRight({Right.CASES_EDIT, Right.DESK_WORK})
    CaseRow fill(@PathVariable String id, @RequestBody Answers wanted) {
        return cases.fill(Ids.parse(id), wanted.answersVersion(), wanted.answers());
    }

    /// Whom a case can be given to, by name.
    @GetMapping("/cases/owners")
    @RequiresRight({Right.CASES_EDIT, Right.DESK_WORK})
    Page<Cases.Owner> owners(PageQuery query) {
        return cases.owners(query);
    }

    /// Of the reader, those whose time has come.
    @GetMapping("/cases/reminders")
    @RequiresRight(Right.CASES_VIEW)
    Page<CaseRow.Reminder> due() {
        return Page.whole(followUps.due());
    }

    @PostMapping("/cases/{id}/reminders")
    @RequiresRight(Right.CASES_EDIT)
    CaseRow remind(@PathVariable String id, @RequestBody NewReminder wanted) {
        return followUps.remind(Ids.parse(id), wanted.at(), wanted.text());
    }

    @DeleteMapping("/cases/{id}/reminders/{reminder}")
    @RequiresRight(Right.CASES_EDIT)
    CaseRow forgetReminder(@PathVariable String id, @PathVariable String reminder) {
        return followUps.forgetReminder(Ids.parse(id), Ids.parse(reminder));
    }

    @PostMapping("/cases/{id}/relations")
    @RequiresRight(Right.CASES_EDIT)
    CaseRow relate(@PathVariable String id, @RequestBody NewRelation wanted) {
        return followUps.relate(Ids.parse(id), wanted.kind(), wanted.other());
    }

    @DeleteMapping("/cases/{id}/relations/{relation}")
    @RequiresRight(Right.CASES_EDIT)
    CaseRow separate(@PathVariable String id, @PathVariable String relation) {
        return followUps.separate(Ids.parse(id), Ids.parse(relation));
    }

    /// How long cases take, by month of creation (M:TTR).
    @GetMapping("/cases/times")
    @RequiresRight(Right.CASES_VIEW)
    Page<CaseTimes.Month> times(
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String client,
            @RequestParam(required = false) @Nullable Integer months,
            @RequestParam(required = false) @Nullable String zone) {
        return Page.whole(times.months(type, id(client), months, zone));
    }

    /// Faults of equipment with their minutes of outage (LIV-13).
    ///
    /// @param days 1 to 366; 30 when null
    @GetMapping("/cases/equipment-faults")
    @RequiresRight(Right.FLOOR_VIEW)
    FloorCases.Faults faults(@RequestParam(required = false) @Nullable Integer days) {
        return floor.faults(days);
    }

    /// Improvements by what is to be improved (LIV-08), each with the figure that it is meant to move (LIV-20).
    ///
    /// @param days 1 to 366; 30 when null
    @GetMapping("/cases/improvements")
    @RequiresRight(Right.FLOOR_VIEW)
    FloorCases.Improvements improvements(@RequestParam(required = false) @Nullable Integer days) {
        return floor.improvements(days);
    }

    @PostMapping("/cases/bulk")
    @RequiresRight(Right.CASES_EDIT)
    List<CaseFollowUps.Result> bulk(@RequestBody Bulk wanted) {
        return followUps.bulk(wanted.ids(), wanted.change(), wanted.reason());
    }

    @PostMapping("/cases/{id}/notes")
    @RequiresRight(Right.CASES_EDIT)
    CaseRow note(@PathVariable String id, @RequestBody NewNote note) {
        return cases.note(Ids.parse(id), note.text());
    }

    private static @Nullable YearMonth month(@Nullable String text) {
        try {
            return text == null || text.isEmpty() ? null : YearMonth.parse(text);
        } catch (DateTimeParseException unreadable) {
            throw Problems.field("created", "unknown");
        }
    }

    private static ZoneId zone(@Nullable String text) {
        var fields = new Fields();
        fields.zone("zone", text == null ? "UTC" : text);
        fields.check();
        return ZoneId.of(text == null ? "UTC" : text);
    }

    private static @Nullable Long id(@Nullable String text) {
        return text == null ? null : Ids.parse(text);
    }
}
