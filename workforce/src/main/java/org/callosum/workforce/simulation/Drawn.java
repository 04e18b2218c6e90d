package org.callosum.workforce.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.callosum.kernel.id.QueueId;

/// What a day did not show and chance fills in: patience beyond what was seen, and the work of contacts
/// nobody answered, taken from those of the same queue that somebody did. Each contact has a chance of its
/// own that depends on seed and id only, so the same contact draws the same under any rules.
final class Drawn {
    private final Map<QueueId, Patience> patience = new HashMap<>();
    private final Map<QueueId, List<Contact>> worked = new HashMap<>();
    private final List<Contact> workedAnywhere = new ArrayList<>();
    private final long seed;

    /// @param patienceMillis [Patience#ENDLESS] for never
    record Life(long patienceMillis, long conversationMillis, long wrapUpMillis) {}

    Drawn(Day day, long seed) {
        this.seed = seed;
        var seen = new HashMap<QueueId, List<Contact.Seen>>();
        for (var contact : day.contacts()) {
            seen.computeIfAbsent(contact.queue(), _ -> new ArrayList<>()).add(contact.seen());
            if (contact.conversationMillis() >= 0) {
                worked.computeIfAbsent(contact.queue(), _ -> new ArrayList<>()).add(contact);
                workedAnywhere.add(contact);
            }
        }
        seen.forEach((queue, some) -> patience.put(queue, Patience.of(some)));
    }

    Life of(Contact contact) {
        var chance = new SplittableRandom(seed * 0x9E3779B97F4A7C15L ^ contact.id() * 0xC2B2AE3D27D4EB4FL);
        double patienceChance = chance.nextDouble();
        int pick = chance.nextInt(Integer.MAX_VALUE);
        long stays = switch (contact.seen()) {
            case Contact.Seen.Abandoned(var after) -> after;
            case Contact.Seen.Stayed(var atLeast) -> beyond(contact, atLeast, patienceChance);
            case Contact.Seen.SentOn(var after, var _) -> beyond(contact, after, patienceChance);
            case Contact.Seen.Nothing() -> beyond(contact, 0, patienceChance);
        };
        if (contact.conversationMillis() >= 0) {
            return new Life(stays, contact.conversationMillis(), Math.max(0, contact.wrapUpMillis()));
        }
        var like = worked.getOrDefault(contact.queue(), workedAnywhere);
        if (like.isEmpty()) {
            throw new IllegalArgumentException(
                    "Contact %d has no conversation and no other contact of the day has one to draw from: give it one"
                            .formatted(contact.id()));
        }
        var other = like.get(pick % like.size());
        return new Life(stays, other.conversationMillis(), Math.max(0, other.wrapUpMillis()));
    }

    private long beyond(Contact contact, long stayed, double chance) {
        var curve = patience.get(contact.queue());
        return curve == null ? Patience.ENDLESS : curve.draw(stayed, chance);
    }
}
