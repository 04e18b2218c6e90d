package org.callosum.server.calls;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.callosum.voice.LegId;

/// Who is in a call. Everything that happens in it (hold, consult, conference, whisper, a line that dies) changes
/// this list, and what each of them hears follows from it alone (decision 0003):
///
/// - who talks and is not held hears all others who talk and are not held;
/// - a listener and a whisperer hear these, too; the whisperer is heard by the agent whispered to and by nobody
///   else, so neither by the customer nor by the recording;
/// - who is held hears music, and so do a customer, a colleague asked and a party outside who are left alone.
///
/// ```java
/// Parties.of(Party.customer(leg), Party.agent(amy, line)).and(Party.listener(lea, hers)).hearing()
/// ```
record Parties(List<Party> all) {
    static final Parties NOBODY = new Parties(List.of());

    Parties {
        all = List.copyOf(all);
    }

    static Parties of(Party... parties) {
        return new Parties(List.of(parties));
    }

    Parties and(Party party) {
        var more = new ArrayList<>(all);
        more.add(party);
        return new Parties(more);
    }

    Parties and(List<Party> parties) {
        var more = new ArrayList<>(all);
        more.addAll(parties);
        return new Parties(more);
    }

    /// What each leg hears.
    ///
    /// @param hears listener → those it hears; who hears nobody is not in it
    /// @param music those who hear music instead
    /// @param agentsSide those whose voices are the recording's right channel: never empty of an agent who is
    ///     there, never with a whisper in it
    record Hearing(Map<LegId, Set<LegId>> hears, Set<LegId> music, Set<LegId> agentsSide) {
        Hearing {
            hears = Map.copyOf(hears);
            music = Set.copyOf(music);
            agentsSide = Set.copyOf(agentsSide);
        }

        static final Hearing NOTHING = new Hearing(Map.of(), Set.of(), Set.of());

        /// A caller who hears themselves (echo test).
        static Hearing echo(LegId leg) {
            return new Hearing(Map.of(leg, Set.of(leg)), Set.of(), Set.of());
        }
    }

    Hearing hearing() {
        var talking = all.stream().filter(Party::talking).toList();
        var hears = new LinkedHashMap<LegId, Set<LegId>>();
        var music = new LinkedHashSet<LegId>();
        for (var party : all) {
            var leg = party.leg();
            if (leg == null) {
                continue;
            }
            var heard = new LinkedHashSet<LegId>();
            if (!party.held()) {
                for (var other : talking) {
                    if (other != party) {
                        heard.add(Objects.requireNonNull(other.leg()));
                    }
                }
            }
            if (party.held() || heard.isEmpty() && party.role().waitsWithMusic()) {
                music.add(leg);
            } else {
                whispersTo(party, heard);
            }
            if (!heard.isEmpty()) {
                hears.put(leg, heard);
            }
        }
        var agentsSide = new LinkedHashSet<LegId>();
        for (var party : talking) {
            if (party.role().agentsSide()) {
                agentsSide.add(Objects.requireNonNull(party.leg()));
            }
        }
        return new Hearing(hears, music, agentsSide);
    }

    private void whispersTo(Party party, Set<LegId> heard) {
        var agent = party.agent();
        if (agent == null || !party.role().talks()) {
            return;
        }
        for (var other : all) {
            var voice = other.leg();
            if (voice != null && !other.held() && agent.equals(other.to())) {
                heard.add(voice);
            }
        }
    }
}
