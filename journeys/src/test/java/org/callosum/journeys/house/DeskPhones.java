package org.callosum.journeys.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.callosum.voice.AudioSource;
import org.callosum.voice.LegId;
import org.callosum.voice.PlayId;
import org.callosum.voice.SipBinding;
import org.callosum.voice.TrunkSettings;
import org.callosum.voice.Voice;
import org.callosum.voice.VoiceEvent;
import org.callosum.voice.VoiceSettings;

/// Desk phones of several agents, registered with the centre, by one voice engine. Some are picked up as soon as they
/// ring and hum into the call, the others are left ringing.
public final class DeskPhones implements AutoCloseable {
    private static final String HOST = "127.0.0.1";

    /// @param user registers by it
    public record Phone(String user, String secret) {
        @Override
        public String toString() {
            return "Phone[" + user + "]";
        }
    }

    private final AtomicLong ids = new AtomicLong(1);
    private final Set<String> registered = ConcurrentHashMap.newKeySet();
    private final Map<LegId, String> ringing = new ConcurrentHashMap<>();
    private final Map<LegId, String> talking = new ConcurrentHashMap<>();
    private final Set<String> pickedUp;
    private final double hertz;
    private final Voice voice;

    /// @param pickedUp users of the phones that are answered
    /// @param centre SIP port on this machine
    public DeskPhones(Collection<Phone> phones, Set<String> pickedUp, double hertz, int centre) {
        this.pickedUp = Set.copyOf(pickedUp);
        this.hertz = hertz;
        var lines = phones.stream()
                .map(phone -> new TrunkSettings(
                        phone.user(),
                        SipBinding.Transport.UDP,
                        HOST,
                        centre,
                        phone.user(),
                        phone.secret(),
                        true,
                        List.of(HOST)))
                .toList();
        try {
            voice = Voice.start(
                    VoiceSettings.loopback(0).withTrunks(lines).withLegIds(ids::incrementAndGet),
                    (event, _) -> heard(event));
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
        Await.until("all phones registered", () -> registered.size() == phones.size());
    }

    private void heard(VoiceEvent event) {
        if (event instanceof VoiceEvent.TrunkRegistered(var user)) {
            registered.add(user);
        } else if (event instanceof VoiceEvent.IncomingCall call) {
            ringing.put(call.leg(), call.dialled());
            if (pickedUp.contains(call.dialled())) {
                voice.answer(call.leg());
            } else {
                voice.ring(call.leg());
            }
        } else if (event instanceof VoiceEvent.Answered(var leg)) {
            var user = ringing.remove(leg);
            if (user != null) {
                talking.put(leg, user);
                voice.play(
                        leg,
                        new PlayId(ids.incrementAndGet()),
                        List.of(new AudioSource.Clip(Tone.of(hertz, 1_000))),
                        true);
            }
        } else if (event instanceof VoiceEvent.Ended ended) {
            ringing.remove(ended.leg());
            talking.remove(ended.leg());
        }
    }

    public int ringing() {
        return ringing.size();
    }

    public int talking() {
        return talking.size();
    }

    /// The agents put their phones down.
    public void hangUp() {
        talking.keySet().forEach(voice::hangUp);
    }

    @Override
    public void close() {
        voice.close();
    }
}
