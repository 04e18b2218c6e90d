package org.callosum.server.platform.system;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// What somebody should look at now: a disk that stopped recordings, a dialling limit reached. An alarm stands
/// until it is cleared; raising it again only counts. At most 200 stand, the one raised longest ago gives way.
@Component
public class Alarms {
    private static final Logger LOG = LoggerFactory.getLogger(Alarms.class);
    private static final int MOST = 200;

    private final Clock clock;
    private final MeterRegistry meters;

    /// Guarded by itself.
    private final LinkedHashMap<String, Alarm> standing = new LinkedHashMap<>();

    /// @param code stable, such as `recording-disk-full`
    /// @param subject what it is about, by id or code; empty for the whole installation
    public record Alarm(String code, String subject, Instant since, long times, String detail) {}

    Alarms(Clock clock, MeterRegistry meters) {
        this.clock = clock;
        this.meters = meters;
        meters.gauge("callosum_alarms", standing, alarms -> {
            synchronized (alarms) {
                return alarms.size();
            }
        });
    }

    public void raise(String code, String subject, String detail) {
        meters.counter("callosum_alarms_raised", "code", code).increment();
        synchronized (standing) {
            String key = code + " " + subject;
            Alarm past = standing.get(key);
            if (past == null) {
                LOG.warn("Alarm {} {}: {}", code, subject, detail);
                if (standing.size() >= MOST) {
                    standing.pollFirstEntry();
                }
            }
            standing.put(
                    key,
                    past == null
                            ? new Alarm(code, subject, clock.instant(), 1, detail)
                            : new Alarm(code, subject, past.since(), past.times() + 1, detail));
        }
    }

    public void clear(String code, String subject) {
        synchronized (standing) {
            if (standing.remove(code + " " + subject) != null) {
                LOG.info("Alarm {} {} is over", code, subject);
            }
        }
    }

    /// Oldest first.
    public List<Alarm> standing() {
        synchronized (standing) {
            return List.copyOf(((Map<String, Alarm>) standing).values());
        }
    }
}
