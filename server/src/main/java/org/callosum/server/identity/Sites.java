package org.callosum.server.identity;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Changes;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.editing.Listing;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Keeps the sites. One that teams or queues name stays.
@Service
class Sites {
    private final JdbcClient database;
    private final Ids ids;
    private final Audit audit;

    Sites(JdbcClient database, Ids ids, Audit audit) {
        this.database = database;
        this.ids = ids;
        this.audit = audit;
    }

    @Transactional(readOnly = true)
    public Page<Site> page(PageQuery query) {
        return Listing.of(
                query,
                all("select * from site order by code", Map.of()),
                site -> site.code() + " " + site.name().json(),
                Map.of("code", Comparator.comparing(Site::code)));
    }

    @Transactional(readOnly = true)
    public Site one(long id) {
        return all("select * from site where id = :id", Map.of("id", id)).stream()
                .findFirst()
                .orElseThrow(() -> Problems.notFound("site", id));
    }

    private List<Site> all(String query, Map<String, ?> parameters) {
        return database.sql(query)
                .params(parameters)
                .query((row, _) -> new Site(
                        Rows.id(row, "id"),
                        row.getInt("version"),
                        row.getString("code"),
                        Rows.text(row, "name"),
                        row.getString("time_zone"),
                        Rows.idOrNull(row, "calendar_id")))
                .list();
    }

    @Transactional
    public Site create(Site wanted) {
        Long calendar = check(wanted);
        long id = ids.next();
        int added = database.sql("""
                        insert into site (id, tenant_id, code, name, time_zone, calendar_id)
                        values (:id, :tenant, :code, cast(:name as jsonb), :zone, :calendar)
                        on conflict (tenant_id, code) do nothing""")
                .param("id", id)
                .param("tenant", Tenancy.current().tenantId())
                .param("code", wanted.code())
                .param("name", wanted.name().json())
                .param("zone", wanted.timeZone())
                .param("calendar", calendar)
                .update();
        if (added == 0) {
            throw Problems.field("code", "taken");
        }
        Site created = one(id);
        audit.record("site-created", "site", id, Changes.of(created));
        return created;
    }

    @Transactional
    public Site change(long id, Site wanted) {
        Site before = one(id);
        if (before.version() != wanted.version()) {
            throw Problems.editConflict(before);
        }
        Long calendar = check(wanted);
        if (!before.code().equals(wanted.code())) {
            throw Problems.field("code", "stays");
        }
        int changed = database.sql("""
                        update site set name = cast(:name as jsonb), time_zone = :zone, calendar_id = :calendar, version = version + 1
                        where id = :id and version = :version""")
                .param("name", wanted.name().json())
                .param("zone", wanted.timeZone())
                .param("calendar", calendar)
                .param("id", id)
                .param("version", wanted.version())
                .update();
        if (changed == 0) {
            throw Problems.editConflict(one(id));
        }
        Site after = one(id);
        audit.record("site-changed", "site", id, Changes.between(before, after));
        return after;
    }

    /// @throws org.callosum.server.platform.problem.Problem `site-in-use`
    @Transactional
    public void delete(long id) {
        Site site = one(id);
        try {
            database.sql("delete from site where id = :id").param("id", id).update();
        } catch (DataIntegrityViolationException _) {
            throw Problems.refused("site-in-use");
        }
        audit.record("site-deleted", "site", id, Map.of("code", site.code()));
    }

    private static @org.jspecify.annotations.Nullable Long check(Site wanted) {
        Fields fields = new Fields();
        fields.code("code", wanted.code());
        fields.name("name", wanted.name());
        fields.zone("timeZone", wanted.timeZone());
        Long calendar = fields.optionalId("calendarId", wanted.calendarId());
        fields.check();
        return calendar;
    }
}
