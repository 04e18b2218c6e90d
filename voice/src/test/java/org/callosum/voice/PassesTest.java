package org.callosum.voice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.callosum.voice.VoiceEvent.CallSource;
import org.callosum.voice.VoiceEvent.EndCause;
import org.junit.jupiter.api.Test;

/// Callers who are let in because of what they dial.
class PassesTest {
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private boolean holds(String dialled) {
        asked.add(dialled);
        return dialled.equals("pass-1");
    }

    private static void dial(TestEngine from, TestEngine to, String user) {
        from.voice.dial(new DialRequest(
                new LegId(TestEngine.nextId()), new DialTarget.Address(to.address(user)), "100", "Amy", 10_000));
    }

    @Test
    void aPassLetsAStrangerInAndIsAskedForOnceACall() throws IOException {
        var strict = TestEngine.settings().withTrunks(List.of()).withPasses(this::holds);
        try (var outside = new TestEngine();
                var centre = new TestEngine(strict)) {
            dial(outside, centre, "pass-1");
            var incoming = centre.await(VoiceEvent.IncomingCall.class);
            assertThat(incoming.source()).isEqualTo(new CallSource.WithPass());
            assertThat(incoming.fromNumber()).isEqualTo("100");
            assertThat(incoming.dialled()).isEqualTo("pass-1");
            centre.voice.answer(incoming.leg());
            outside.await(VoiceEvent.Answered.class);
            assertThat(asked).containsExactly("pass-1");
            dial(outside, centre, "pass-2");
            assertThat(outside.await(VoiceEvent.Ended.class).cause()).isEqualTo(EndCause.REJECTED);
            assertThat(asked).containsOnlyOnce("pass-2");
        }
    }

    @Test
    void aPassComesBeforeATrunkOfTheSameAddress() throws IOException {
        try (var outside = new TestEngine();
                var centre = new TestEngine(TestEngine.settings().withPasses(this::holds))) {
            dial(outside, centre, "1000");
            assertThat(centre.await(VoiceEvent.IncomingCall.class).source())
                    .isEqualTo(new CallSource.FromTrunk("line"));
            dial(outside, centre, "pass-1");
            assertThat(centre.await(
                                    VoiceEvent.IncomingCall.class,
                                    call -> call.dialled().equals("pass-1"))
                            .source())
                    .isEqualTo(new CallSource.WithPass());
        }
    }
}
