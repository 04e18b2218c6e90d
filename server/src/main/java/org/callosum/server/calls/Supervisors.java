package org.callosum.server.calls;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.callosum.kernel.id.AgentId;
import org.callosum.server.supervision.monitoring.LineMonitor;
import org.jspecify.annotations.Nullable;

/// Who supervises a conversation. Each hears by the line their browser keeps open, and is taken out when it
/// does not come back. Belongs to the call's mailbox.
final class Supervisors {
    /// In one call.
    static final int MOST = 4;

    private final CustomerOnLine on;
    private final Runnable hear;
    /// Bounded by [#MOST].
    private final List<Supervisor> all = new ArrayList<>();

    private record Supervisor(
            AgentId who,
            Party party,
            LineMonitor.Announcement announcement,
            Consumer<LineMonitor.Gone> gone,
            Runnable lineChanged) {}

    /// @param hear works out anew who hears whom
    Supervisors(CustomerOnLine on, Runnable hear) {
        this.on = on;
        this.hear = hear;
    }

    /// Comes in, or is something else from now on; whoever is refused is not in it.
    LineMonitor.Answer add(Party party, LineMonitor.Announcement announcement, Consumer<LineMonitor.Gone> gone) {
        var who = Objects.requireNonNull(party.agent());
        remove(who);
        if (all.size() >= MOST) {
            return LineMonitor.Answer.FULL;
        }
        if (on.world().lines().connected(on.key(who)) == null) {
            return LineMonitor.Answer.NO_LINE;
        }
        Runnable lineChanged = () -> on.mailbox().post(() -> lineChanged(who));
        all.add(new Supervisor(who, party, announcement, gone, lineChanged));
        on.world().lines().supervises(on.key(who), lineChanged);
        return LineMonitor.Answer.IN;
    }

    /// What was said of somebody; silence of who is not in it.
    LineMonitor.Announcement announced(AgentId who) {
        var known = find(who);
        return known == null ? LineMonitor.Announcement.SILENT : known.announcement();
    }

    /// What says most of all that is said of those who are in it.
    LineMonitor.Announcement loudest() {
        return all.stream()
                .map(Supervisor::announcement)
                .max(Comparator.naturalOrder())
                .orElse(LineMonitor.Announcement.SILENT);
    }

    /// @return false if they were not there
    boolean remove(AgentId who) {
        var known = find(who);
        if (known == null) {
            return false;
        }
        all.remove(known);
        on.world().lines().supervisesNoMore(on.key(who), known.lineChanged());
        return true;
    }

    private @Nullable Supervisor find(AgentId who) {
        return all.stream().filter(each -> each.who().equals(who)).findFirst().orElse(null);
    }

    private void lineChanged(AgentId who) {
        var known = find(who);
        if (known == null) {
            return;
        }
        hear.run();
        if (on.world().lines().connected(on.key(who)) == null) {
            on.world()
                    .timers()
                    .schedule(
                            () -> on.mailbox().post(() -> giveUpOn(known)),
                            CallWorld.AGENT_RETURN.toMillis(),
                            TimeUnit.MILLISECONDS);
        }
    }

    /// A line that came back and was lost again meanwhile has had less time: nobody but them misses it.
    private void giveUpOn(Supervisor known) {
        var now = find(known.who());
        if (now != null
                && now.lineChanged() == known.lineChanged()
                && on.world().lines().connected(on.key(known.who())) == null) {
            remove(known.who());
            hear.run();
            now.gone().accept(LineMonitor.Gone.LINE_LOST);
        }
    }

    void whisperNoMore() {
        all.replaceAll(each -> each.party().role() == Party.Role.WHISPERER
                ? new Supervisor(
                        each.who(),
                        Party.listener(each.who(), null),
                        each.announcement(),
                        each.gone(),
                        each.lineChanged())
                : each);
    }

    /// All of them, each on the line they have now.
    List<Party> parties() {
        return all.stream()
                .map(each -> new Party(
                        each.party().role(),
                        each.who(),
                        on.world().lines().connected(on.key(each.who())),
                        false,
                        each.party().to()))
                .toList();
    }

    void dismiss(LineMonitor.Gone why) {
        var were = List.copyOf(all);
        were.forEach(each -> remove(each.who()));
        were.forEach(each -> each.gone().accept(why));
    }
}
