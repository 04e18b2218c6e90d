package org.callosum.workforce.simulation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;

/// How long the customers of a queue are willing to wait, estimated from waits of which most were cut short
/// by an answer: the product-limit estimator, and beyond the last abandon seen an exponential tail.
///
/// The tail's hazard is that of the whole sample, abandons over waited time. Seen abandons below `FEW` make
/// the whole curve exponential with that hazard; with none at all nobody ever hangs up.
///
/// @see "Kaplan, Meier (1958), Nonparametric estimation from incomplete observations, JASA 53, 457–481"
/// @see "Brown et al. (2005), Statistical analysis of a telephone call center, JASA 100, 36–50, section 5"
public final class Patience {
    /// Never hangs up.
    public static final long ENDLESS = Long.MAX_VALUE;

    private static final int FEW = 5;
    private final long[] times;
    private final double[] survival;
    private final double hazardPerMilli;

    private Patience(long[] times, double[] survival, double hazardPerMilli) {
        this.times = times;
        this.survival = survival;
        this.hazardPerMilli = hazardPerMilli;
    }

    /// @param seen of one queue; what was sent on counts as having stayed until then
    public static Patience of(Collection<Contact.Seen> seen) {
        record One(long millis, boolean abandoned) {}
        var sample = new ArrayList<One>();
        double exposed = 0;
        int events = 0;
        for (var each : seen) {
            switch (each) {
                case Contact.Seen.Abandoned(var after) -> {
                    sample.add(new One(after, true));
                    exposed += after;
                    events++;
                }
                case Contact.Seen.Stayed(var atLeast) -> {
                    sample.add(new One(atLeast, false));
                    exposed += atLeast;
                }
                case Contact.Seen.SentOn(var after, var _) -> {
                    sample.add(new One(after, false));
                    exposed += after;
                }
                case Contact.Seen.Nothing() -> {}
            }
        }
        double hazard = events == 0 ? 0 : events / Math.max(1, exposed);
        if (events < FEW) {
            return new Patience(new long[0], new double[0], hazard);
        }
        // an abandon and an answer at one instant: the one who left was still there
        sample.sort(Comparator.comparingLong(One::millis).thenComparing(one -> !one.abandoned()));
        var times = new ArrayList<Long>();
        var curve = new ArrayList<Double>();
        double s = 1;
        for (int i = 0; i < sample.size(); i++) {
            if (sample.get(i).abandoned()) {
                s *= 1 - 1.0 / (sample.size() - i);
                times.add(sample.get(i).millis());
                curve.add(s);
            }
        }
        return new Patience(
                times.stream().mapToLong(Long::longValue).toArray(),
                curve.stream().mapToDouble(Double::doubleValue).toArray(),
                hazard);
    }

    /// The share of customers who would wait longer than this.
    public double longerThan(long millis) {
        int i = times.length - 1;
        while (i >= 0 && times[i] > millis) {
            i--;
        }
        double at = i < 0 ? 1 : survival[i];
        long beyond = times.length == 0 ? millis : i == times.length - 1 ? millis - times[i] : 0;
        return at * Math.exp(-hazardPerMilli * beyond);
    }

    /// The patience of somebody who was seen to wait `stayedMillis`.
    ///
    /// @param chance uniform in 0 (included) to 1
    /// @return above `stayedMillis`; [#ENDLESS] where nobody was ever seen to hang up
    public long draw(long stayedMillis, double chance) {
        if (hazardPerMilli == 0) {
            return ENDLESS;
        }
        // the first time at which no more than this share is left
        double left = longerThan(stayedMillis) * (1 - chance);
        for (int i = 0; i < times.length; i++) {
            if (times[i] > stayedMillis && survival[i] <= left) {
                return times[i];
            }
        }
        long tail = times.length == 0 ? 0 : times[times.length - 1];
        double at = times.length == 0 ? 1 : survival[times.length - 1];
        if (at <= 0) {
            return Math.max(tail, stayedMillis) + 1;
        }
        double beyond = -Math.log(Math.max(left, 1e-300) / at) / hazardPerMilli;
        return Math.max(stayedMillis + 1, tail + Math.max(0, (long) beyond));
    }
}
