package org.callosum.journeys.house;

import org.callosum.voice.VoiceEvent;

/// A caller in one call.
public interface OneCall extends AutoCloseable {
    /// The caller puts the telephone down.
    void hangUp();

    /// Waits until the call is over, whoever ended it.
    void awaitEnd();

    @Override
    void close();

    /// The project's own caller: calls, presses keys, hums.
    static OneCall own(String number, String own, String keys, double hertz, int centre) {
        var telephone = new Telephone();
        var leg = telephone.call(number, own, centre);
        telephone.hum(leg, hertz);
        telephone.press(leg, keys);
        return new OneCall() {
            @Override
            public void hangUp() {
                telephone.hangUp(leg);
            }

            @Override
            public void awaitEnd() {
                telephone.await(VoiceEvent.Ended.class);
            }

            @Override
            public void close() {
                telephone.close();
            }
        };
    }
}
