package org.callosum.voice.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Keeps where each desk phone can be reached (RFC 3261 section 10.3). A device may only register itself, after proving
/// its secret.
/// Changed by the I/O thread, read from any.
public final class Registrar {
    /// One binding with what RFC 3261 10.3 needs to judge the next request about it.
    private record Entry(Binding binding, String callId, int cseq, TimerWheel.Timer timer) {}

    private final SipCore core;
    private final Map<String, List<Entry>> entries = new java.util.HashMap<>();
    private final Map<String, List<Binding>> published = new ConcurrentHashMap<>();
    private int total;

    Registrar(SipCore core) {
        this.core = core;
    }

    /// The device's bindings, the newest first; empty when it is not registered. Thread-safe.
    public List<Binding> bindings(String device) {
        return published.getOrDefault(device, List.of());
    }

    /// The registered devices. Thread-safe.
    public List<String> devices() {
        return published.keySet().stream().sorted().toList();
    }

    void register(SipMessage request, String key, Peer source) {
        DigestGuard guard = core.admission().guard();
        if (guard == null) {
            if (core.admission().mayAnswer(source)) {
                core.count(SipCounter.REGISTRATION_REFUSED);
                core.replies().stateless(request, source, 403, 0);
            }
            return;
        }
        DigestGuard.Verdict verdict = guard.check(request, source);
        if (!(verdict instanceof DigestGuard.Proven(var device))) {
            guard.answer(verdict, request, source);
            return;
        }
        ServerTransaction transaction = core.replies().begin(request, key, source);
        if (core.replies().unsupported(transaction, request)) return;
        NameAddr to = request.to();
        SipUri address = to == null ? null : to.sipUri();
        if (address == null) {
            refuse(transaction, request, 400);
        } else if (!address.dialled().equals(device.user())) {
            refuse(transaction, request, 403);
        } else {
            update(transaction, request, device.user(), source);
        }
    }

    private void refuse(ServerTransaction transaction, SipMessage request, int status) {
        core.count(SipCounter.REGISTRATION_REFUSED);
        core.replies().answer(transaction, request, status);
    }

    private void update(ServerTransaction transaction, SipMessage request, String user, Peer source) {
        List<String> contacts = request.elements(HeaderNames.CONTACT);
        String expiresRow = request.header(HeaderNames.EXPIRES);
        int common = expiresRow == null
                ? core.settings().registrationSeconds()
                : Numbers.seconds(expiresRow, Integer.MAX_VALUE, core.settings().registrationSeconds());
        if (contacts.contains("*")) {
            if (contacts.size() != 1 || common != 0) {
                refuse(transaction, request, 400);
                return;
            }
            for (Entry each : List.copyOf(of(user))) remove(each, false);
            report(transaction, request, user);
            return;
        }
        if (contacts.size() > core.settings().contactsPerDevice()) {
            refuse(transaction, request, 403);
            return;
        }
        // all or nothing: every contact is checked before the first one changes anything
        var wanted = new ArrayList<NameAddr>();
        for (String row : contacts) {
            NameAddr contact = NameAddr.parse(row);
            SipUri uri = contact == null ? null : contact.sipUri();
            if (contact == null || uri == null || uri.host().isEmpty()) {
                refuse(transaction, request, 400);
                return;
            }
            int seconds = seconds(contact, common);
            if (seconds > 0 && seconds < core.settings().minRegistrationSeconds()) {
                core.count(SipCounter.REGISTRATION_REFUSED);
                transaction.respond(core.replies()
                        .response(transaction, request, 423)
                        .addRaw(
                                HeaderNames.MIN_EXPIRES,
                                String.valueOf(core.settings().minRegistrationSeconds()))
                        .build());
                return;
            }
            Entry known = find(user, uri);
            if (known != null && known.callId.equals(request.callId()) && request.cseqNumber() <= known.cseq) {
                // out of order: a later request about this contact has been seen
                refuse(transaction, request, 500);
                return;
            }
            if (known == null && seconds > 0 && total >= core.settings().maxBindings()) {
                refuse(transaction, request, 503);
                return;
            }
            wanted.add(contact);
        }
        for (NameAddr contact : wanted) {
            SipUri uri = contact.sipUri();
            if (uri != null) bind(request, user, source, uri, seconds(contact, common));
        }
        report(transaction, request, user);
    }

    private int seconds(NameAddr contact, int common) {
        String own = contact.params().value("expires");
        int seconds = own == null ? common : Numbers.seconds(own, Integer.MAX_VALUE, common);
        return Math.min(seconds, core.settings().registrationSeconds());
    }

    private void bind(SipMessage request, String user, Peer source, SipUri contact, int seconds) {
        Entry known = find(user, contact);
        if (seconds == 0) {
            if (known != null) remove(known, false);
            return;
        }
        List<Entry> mine = entries.computeIfAbsent(user, _ -> new ArrayList<>(2));
        if (known != null) {
            core.cancel(known.timer);
            mine.remove(known);
            total--;
        } else if (mine.size() >= core.settings().contactsPerDevice()) {
            // a phone that changed its address would otherwise be locked out by its own past
            core.count(SipCounter.BINDINGS_REPLACED);
            remove(mine.getLast(), false);
            mine = entries.computeIfAbsent(user, _ -> new ArrayList<>(2));
        }
        String agent = request.header(HeaderNames.USER_AGENT);
        var binding = new Binding(
                user, contact, source, core.nowNanos() + seconds * 1_000_000_000L, agent == null ? "" : agent);
        var timer = core.after(seconds * 1_000L, () -> expired(user, contact));
        mine.addFirst(new Entry(binding, request.callId(), request.cseqNumber(), timer));
        total++;
        publish(user);
        boolean news = known == null || !known.binding.path().equals(source);
        if (known == null) core.count(SipCounter.REGISTERED);
        if (news) core.tell(null, () -> core.handler().onDeviceRegistered(binding));
    }

    private void expired(String user, SipUri contact) {
        Entry entry = find(user, contact);
        if (entry == null) return;
        core.count(SipCounter.REGISTRATION_EXPIRED);
        remove(entry, true);
    }

    private void remove(Entry entry, boolean expired) {
        String user = entry.binding.device();
        core.cancel(entry.timer);
        List<Entry> mine = of(user);
        if (mine.remove(entry)) total--;
        if (mine.isEmpty()) entries.remove(user);
        publish(user);
        core.count(SipCounter.UNREGISTERED);
        core.tell(null, () -> core.handler().onDeviceUnregistered(entry.binding, expired));
    }

    private void publish(String user) {
        List<Entry> mine = of(user);
        if (mine.isEmpty()) published.remove(user);
        else published.put(user, mine.stream().map(Entry::binding).toList());
    }

    private List<Entry> of(String user) {
        List<Entry> mine = entries.get(user);
        return mine == null ? new ArrayList<>() : mine;
    }

    /// Same contact: same scheme, user, host and port; parameters such as `line` or `rinstance` belong to it too.
    private @Nullable Entry find(String user, SipUri contact) {
        String wanted = contact.toString();
        for (Entry each : of(user)) if (each.binding.contact().toString().equals(wanted)) return each;
        return null;
    }

    private void report(ServerTransaction transaction, SipMessage request, String user) {
        SipMessage.Builder made = core.replies().response(transaction, request, 200);
        for (Entry each : of(user)) {
            long left = (each.binding.expiresNanos() - core.nowNanos() + 999_999_999) / 1_000_000_000;
            made.addRaw(HeaderNames.CONTACT, "<" + each.binding.contact() + ">;expires=" + Math.max(0, left));
        }
        transaction.respond(made.build());
    }
}
