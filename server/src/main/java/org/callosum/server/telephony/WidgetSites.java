package org.callosum.server.telephony;

import java.net.URI;
import java.net.URISyntaxException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Changes;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.editing.Listing;
import org.callosum.server.platform.editing.Remembered;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/// The web sites from which customers may call, and how often.
@Service("telephonyWidgetSites")
@Transactional
public class WidgetSites {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int MOST_ORIGINS = 50;

    private final WidgetSiteRepository repository;
    private final EntryPoints entryPoints;
    private final Tenancy tenancy;
    private final Ids ids;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final Remembered<Map<String, WidgetSite>> byKey =
            new Remembered<>("widget sites", Duration.ofSeconds(10), System::nanoTime, this::read);

    WidgetSites(
            WidgetSiteRepository repository,
            EntryPoints entryPoints,
            Tenancy tenancy,
            Ids ids,
            Audit audit,
            ApplicationEventPublisher events) {
        this.repository = repository;
        this.entryPoints = entryPoints;
        this.tenancy = tenancy;
        this.ids = ids;
        this.audit = audit;
        this.events = events;
    }

    /// An active site of any tenant by its key; null for any other key. From memory.
    @Transactional(propagation = Propagation.SUPPORTS)
    public @Nullable WidgetSite byKey(String key) {
        return byKey.value().get(key);
    }

    @Transactional(readOnly = true)
    public WidgetSite one(long id) {
        return repository.find(id).orElseThrow(() -> Problems.notFound("widget-site", id));
    }

    @Transactional(readOnly = true)
    public Page<WidgetSite> page(PageQuery query, @Nullable Long client) {
        var some = repository.all().stream()
                .filter(each -> client == null || client.toString().equals(each.clientId()))
                .toList();
        return Listing.of(
                query,
                some,
                each -> each.key() + " " + each.origins(),
                Map.of("key", Comparator.comparing(each -> String.valueOf(each.key()))));
    }

    public WidgetSite create(WidgetSite given) {
        var key = new byte[12];
        RANDOM.nextBytes(key);
        var wanted = check(given, HexFormat.of().formatHex(key), null);
        var id = ids.next();
        repository.insert(id, wanted);
        var after = repository.find(id).orElseThrow();
        audit.record("widget-site-created", "widget-site", id, Changes.of(after));
        tell();
        return after;
    }

    public WidgetSite change(long id, WidgetSite given) {
        var before = repository.find(id).orElseThrow(() -> Problems.notFound("widget-site", id));
        var wanted = check(given, Objects.requireNonNull(before.key()), before);
        if (!repository.update(id, Objects.requireNonNullElse(wanted.version(), -1), wanted)) {
            throw Problems.editConflict(before);
        }
        var after = repository.find(id).orElseThrow();
        audit.record("widget-site-changed", "widget-site", id, Changes.between(before, after));
        tell();
        return after;
    }

    public void delete(long id) {
        var before = repository.find(id).orElseThrow(() -> Problems.notFound("widget-site", id));
        repository.delete(id);
        audit.record("widget-site-deleted", "widget-site", id, Changes.of(before));
        tell();
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public void edited(TelephonyChanged changed) {
        if (changed.kind() == TelephonyChanged.Kind.WIDGET_SITES) {
            byKey.forget();
        }
    }

    private void tell() {
        events.publishEvent(new TelephonyChanged(Tenancy.current().tenantId(), TelephonyChanged.Kind.WIDGET_SITES));
    }

    private Map<String, WidgetSite> read() {
        var all = new HashMap<String, WidgetSite>();
        for (var tenant : tenancy.tenants()) {
            for (var site : tenancy.asSystem(tenant.id(), repository::all)) {
                if (Boolean.TRUE.equals(site.active()) && site.key() != null) {
                    all.put(site.key(), site);
                }
            }
        }
        return Map.copyOf(all);
    }

    private WidgetSite check(WidgetSite given, String key, @Nullable WidgetSite before) {
        var fields = new Fields();
        var entryId = fields.id("entryPointId", given.entryPointId());
        var entry = entryId == 0 ? null : entryPoints.find(entryId).orElse(null);
        if (entryId != 0 && entry == null) {
            fields.add("entryPointId", "unknown");
        } else if (entry != null && !Boolean.TRUE.equals(entry.widget())) {
            fields.add("entryPointId", "no-widget");
        }
        var client = entry == null ? null : entry.clientId();
        if (given.clientId() != null && client != null && !client.equals(given.clientId())) {
            fields.add("entryPointId", "other-client");
        }
        if (before != null && client != null && !client.equals(before.clientId())) {
            fields.add("entryPointId", "other-client");
        }
        var origins = given.origins() == null
                ? List.<String>of()
                : given.origins().stream()
                        .map(each -> each.strip().toLowerCase(Locale.ROOT))
                        .distinct()
                        .toList();
        if (origins.isEmpty()) {
            fields.add("origins", "required");
        }
        fields.count("origins", origins, MOST_ORIGINS);
        for (var i = 0; i < origins.size(); i++) {
            if (!isOrigin(origins.get(i))) {
                fields.add("origins[" + i + "]", "not-an-origin");
            }
        }
        fields.range("perAddressPerHour", given.perAddressPerHour(), 1, 10_000);
        fields.range("concurrent", given.concurrent(), 1, 10_000);
        fields.check();
        return new WidgetSite(
                given.id(),
                given.version(),
                key,
                client,
                given.entryPointId(),
                origins,
                Objects.requireNonNullElse(given.perAddressPerHour(), 10),
                Objects.requireNonNullElse(given.concurrent(), 20),
                !Boolean.FALSE.equals(given.active()));
    }

    /// Scheme, host and port as browsers send them; plain HTTP only on this machine, where browsers give a microphone.
    private static boolean isOrigin(String text) {
        try {
            var uri = new URI(text);
            var host = uri.getHost();
            var local = "localhost".equals(host) || "127.0.0.1".equals(host);
            return host != null
                    && ("https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && local))
                    && (uri.getRawPath() == null || uri.getRawPath().isEmpty())
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && uri.getRawUserInfo() == null;
        } catch (URISyntaxException notOne) {
            return false;
        }
    }
}
