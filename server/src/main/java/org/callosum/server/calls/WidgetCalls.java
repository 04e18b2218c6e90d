package org.callosum.server.calls;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.callosum.flow.FlowEffect;
import org.callosum.server.platform.problem.Problems;
import org.jspecify.annotations.Nullable;

/// Calls from customers' browsers: who may begin one, and what its page is told.
final class WidgetCalls {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_SDP = 32_768;
    private static final int LONGEST_LINE = 60;

    private final CallCentre centre;
    private final WidgetLimits limits = new WidgetLimits();
    private final LongSupplier nowMillis;

    /// As many as calls are open, which the sites' limits bound.
    private final Map<String, Open> open = new ConcurrentHashMap<>();

    WidgetCalls(CallCentre centre, LongSupplier nowMillis) {
        this.centre = centre;
        this.nowMillis = nowMillis;
    }

    /// @param secret opens the page's socket; known to that page only
    record Begun(String callId, String secret, String sdp) {}

    /// What the page is told.
    ///
    /// @param state `connecting`, `greeting`, `waiting`, `talking`, `promised` (the line is let go, they are called
    ///     back), `ended`
    /// @param asks what the customer may answer here instead of by keys; null: nothing
    record Told(String state, FlowEffect.@Nullable Collect asks) {
        boolean over() {
            return state.equals("ended") || state.equals("promised");
        }
    }

    /// One call and the page that watches it.
    static final class Open implements Call.Watcher {
        private final String secret;
        private final Runnable over;
        private final AtomicReference<Told> told = new AtomicReference<>(new Told("connecting", null));
        private volatile @Nullable Consumer<Told> page;
        private volatile @Nullable Call call;

        Open(String secret, Runnable over) {
            this.secret = secret;
            this.over = over;
        }

        @Override
        public void became(Phase phase) {
            var next = switch (phase) {
                case Phase.InFlow _, Phase.Messaging _ -> "greeting";
                case Phase.Waiting _, Phase.CallingOut _ -> "waiting";
                case Phase.Talking _ -> "talking";
                case Phase.Dialled dialled -> dialled.answered() ? "talking" : "waiting";
                case Phase.Over _ -> "ended";
            };
            become(next);
        }

        @Override
        public void asks(FlowEffect.@Nullable Collect question) {
            tell(told.updateAndGet(now -> now.over() ? now : new Told(now.state(), question)));
        }

        @Override
        public void promised() {
            become("promised");
        }

        /// Once it is over for this page nothing more is told, whatever becomes of the customer.
        private void become(String state) {
            var before = told.getAndUpdate(now -> now.over() ? now : new Told(state, asksIn(state, now)));
            if (!before.over()) {
                tell(told.get());
                if (told.get().over()) {
                    over.run();
                }
            }
        }

        private static FlowEffect.@Nullable Collect asksIn(String state, Told now) {
            return state.equals("greeting") || state.equals("waiting") ? now.asks() : null;
        }

        private void tell(Told what) {
            var listener = page;
            if (listener != null) {
                listener.accept(what);
            }
        }

        /// The page wants to know from here on; it is told the present state at once.
        void watch(Consumer<Told> listener) {
            page = listener;
            listener.accept(told.get());
        }

        void unwatch(Consumer<Told> listener) {
            if (page == listener) {
                page = null;
            }
        }

        /// The customer has written an answer; lines that are too long are cut.
        void write(String line) {
            var now = call;
            if (now != null) {
                now.customerWrites(line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE));
            }
        }

        void isWriting() {
            var now = call;
            if (now != null) {
                now.customerIsWriting();
            }
        }

        void press(char key) {
            var now = call;
            if (now != null) {
                now.pressed(key);
            }
        }

        void mute(boolean on) {
            var now = call;
            if (now != null) {
                now.customerMutes(on);
            }
        }

        void hangUp() {
            var now = call;
            if (now != null) {
                now.customerHangsUp();
            }
        }
    }

    /// Begins a call.
    ///
    /// @param address of the browser
    /// @throws org.callosum.server.platform.problem.Problem `widget-limit`, `widget-full`, `widget-closed`,
    ///     `widget-offer-too-long`
    CompletableFuture<Begun> begin(
            WidgetSites.Site site, String address, String offerSdp, @Nullable String language, @Nullable String name) {
        if (offerSdp.length() > LONGEST_SDP) {
            throw Problems.invalid("widget-offer-too-long");
        }
        var entry = language == null ? site.entry() : site.entry().in(language);
        var flow = centre.world().directory().flows(entry).current(entry.flow());
        if (flow == null) {
            throw Problems.refused("widget-closed");
        }
        switch (limits.take(site, address, nowMillis.getAsLong())) {
            case WidgetLimits.Verdict.Taken _ -> {}
            case WidgetLimits.Verdict.AddressLimit(var seconds) -> throw Problems.tooMany("widget-limit", seconds);
            case WidgetLimits.Verdict.SiteFull _ -> throw Problems.tooMany("widget-full", 30);
        }
        var secret = secret();
        var id = new AtomicReference<@Nullable String>();
        var watched = new Open(secret, () -> {
            limits.ended(site);
            var known = id.get();
            if (known != null) {
                open.remove(known);
            }
        });
        return centre.fromBrowser(entry, flow, offerSdp, shown(name), watched)
                .whenComplete((_, problem) -> {
                    if (problem != null) {
                        limits.ended(site);
                    }
                })
                .thenApply(web -> {
                    watched.call = web.call();
                    var callId = web.call().interaction().toString();
                    id.set(callId);
                    open.put(callId, watched);
                    if (watched.told.get().over()) {
                        open.remove(callId); // over before it was known
                    }
                    return new Begun(callId, secret, web.answerSdp());
                });
    }

    @Nullable
    Open find(String callId, String secret) {
        var known = open.get(callId);
        return known != null
                        && MessageDigest.isEqual(
                                known.secret.getBytes(StandardCharsets.US_ASCII),
                                secret.getBytes(StandardCharsets.US_ASCII))
                ? known
                : null;
    }

    /// Whether a page of this origin may call. Browsers leave the header out only where a page asks its own server.
    static boolean allows(WidgetSites.Site site, @Nullable String origin, String host) {
        if (origin == null) {
            return true;
        }
        var given = origin.toLowerCase(Locale.ROOT);
        return given.equals("http://" + host.toLowerCase(Locale.ROOT))
                || given.equals("https://" + host.toLowerCase(Locale.ROOT))
                || site.origins().stream().anyMatch(listed -> listed.equalsIgnoreCase(given));
    }

    private static String shown(@Nullable String name) {
        if (name == null) {
            return "";
        }
        var clean = name.strip().replaceAll("\\p{Cntrl}", "");
        return clean.length() <= LONGEST_NAME ? clean : clean.substring(0, LONGEST_NAME);
    }

    private static String secret() {
        var bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
