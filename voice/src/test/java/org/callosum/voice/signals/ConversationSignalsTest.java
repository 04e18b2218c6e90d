package org.callosum.voice.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.SplittableRandom;
import org.callosum.voice.signals.SyntheticConversation.Line;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Conversations of which the truth is known, as a telephone line carries them.
class ConversationSignalsTest {
    private static final Line USUAL = Line.CLEAN.noise(20);

    private static Clip clip(Side side, double seconds) {
        var hertz = side == Side.CUSTOMER ? 210 : 120;
        return Voices.syllables(seconds, hertz, 4.2, 2_500, new SplittableRandom(7));
    }

    private static void assertWithinThePromise(SyntheticConversation talk, Line line, long seed) {
        var truth = talk.truth();
        var sums = talk.heard(line, seed).sums();
        assertThat(sums.conversationMillis() / 1_000.0).isCloseTo(truth.conversation(), within(0.03));
        assertThat(sums.silenceMillis() / 1_000.0).as("silence").isCloseTo(truth.silence(), within(0.3));
        assertThat(sums.silences()).as("silences").isEqualTo(truth.silences());
        assertThat(sums.longestSilenceMillis() / 1_000.0).as("longest").isCloseTo(truth.longestSilence(), within(0.3));
        assertThat(sums.overtalkMillis() / 1_000.0).as("overtalk").isCloseTo(truth.overtalk(), within(0.3));
        assertThat(100 * sums.agentShare()).as("share").isCloseTo(100 * truth.agentShare(), within(2.0));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void silenceOvertalkAndShareAreTrueAtTwentyDecibels(long seed) {
        var talk = SyntheticConversation.random(seed, 90, Voices.ownVoices());
        assertThat(talk.truth().silence()).as("the talk has silences").isGreaterThan(3);
        assertWithinThePromise(talk, USUAL, seed);
        assertWithinThePromise(talk, USUAL.overALaw(), seed);
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @CsvSource({"en, 1", "en, 2", "en, 3", "en, 4", "zh, 1", "zh, 2", "zh, 3", "zh, 4"})
    void silenceOvertalkAndShareAreTrueForSpokenSentences(String language, long seed) throws Exception {
        var voices = Voices.espeak(language);
        assumeTrue(voices != null, "espeak-ng is not installed");
        assertWithinThePromise(SyntheticConversation.random(seed, 90, voices), USUAL, seed);
    }

    @Test
    void whoComesInLaterAndGoesOnInterrupts() {
        var talk = new SyntheticConversation()
                .say(Side.AGENT, 1, clip(Side.AGENT, 4))
                .say(Side.CUSTOMER, 3.5, clip(Side.CUSTOMER, 3))
                .say(Side.AGENT, 8, clip(Side.AGENT, 5))
                // a listening noise: both go on for less than half a second
                .say(Side.CUSTOMER, 10, clip(Side.CUSTOMER, 0.3))
                .until(15);
        var sums = talk.heard(USUAL, 1).sums();
        assertThat(sums.customer().interruptions()).isEqualTo(1);
        assertThat(sums.agent().interruptions()).isZero();
    }

    @Test
    void segmentsHaveTheirTrueEnds() {
        var talk = new SyntheticConversation()
                .say(Side.AGENT, 1, clip(Side.AGENT, 1.2))
                .say(Side.CUSTOMER, 3, clip(Side.CUSTOMER, 1))
                .until(8);
        var truth = talk.speaking();
        var heard = talk.heard(USUAL, 1).segments();
        assertThat(heard).extracting(SpeechSegment::side).containsExactly(Side.AGENT, Side.CUSTOMER);
        assertThat(heard.get(0).fromMillis()).isCloseTo(1_000, within(60L));
        var end = 7_999;
        while (!truth[0][end]) {
            end--;
        }
        assertThat(heard.get(1).toMillis()).isCloseTo(end, within(60L));
    }

    @ParameterizedTest(name = "{0} dB after {1} ms")
    @CsvSource({"-20, 0", "-25, 40", "-30, 150"})
    void theOtherSidesLeakIsNotSpeech(double gain, int millis) {
        var talk = SyntheticConversation.random(3, 90, Voices.ownVoices());
        var truth = talk.truth();
        var sums = talk.heard(Line.CLEAN.noise(30).leaking(gain, millis), 3).sums();
        assertThat(sums.silenceMillis() / 1_000.0).isCloseTo(truth.silence(), within(0.3));
        assertThat(100 * sums.agentShare()).isCloseTo(100 * truth.agentShare(), within(2.0));
        assertThat(sums.overtalkMillis() / 1_000.0).isCloseTo(truth.overtalk(), within(0.3));
    }

    @Test
    void steadyNoiseAndClicksAreNobody() {
        var sound = new SyntheticConversation().until(20).sound(Line.CLEAN, 1);
        var random = new SplittableRandom(1);
        for (var side : sound) {
            for (var i = 0; i < side.length; i++) {
                side[i] = (short) (900 * random.nextGaussian());
            }
            for (var click = 8_000; click < side.length; click += 20_000) {
                for (var i = 0; i < 200; i++) {
                    side[click + i] = (short) (random.nextBoolean() ? 15_000 : -15_000);
                }
            }
        }
        var sums = SyntheticConversation.listen(sound).sums();
        assertThat(sums.customer().speechMillis() + sums.agent().speechMillis()).isZero();
        assertThat(sums.silences()).isEqualTo(1);
        assertThat(sums.silenceMillis()).isEqualTo(sums.conversationMillis());
    }

    @Test
    void holdIsNoPartOfTheConversation() {
        var sound = new SyntheticConversation()
                .say(Side.AGENT, 0.5, clip(Side.AGENT, 2))
                .say(Side.AGENT, 6.5, clip(Side.AGENT, 2))
                .until(9)
                .sound(USUAL, 1);
        var signals = new ConversationSignals(SignalSettings.DEFAULT);
        for (var at = 0; at + 160 <= sound[0].length; at += 160) {
            var seconds = at / 8_000.0;
            if (seconds >= 4 && seconds < 6) {
                signals.held();
            } else {
                signals.frame(
                        java.util.Arrays.copyOfRange(sound[0], at, at + 160),
                        java.util.Arrays.copyOfRange(sound[1], at, at + 160));
            }
        }
        var summary = signals.finish();
        assertThat(summary.sums().conversationMillis()).isEqualTo(7_000);
        // 1.5 s before the hold and 0.5 s after it: neither is a silence, and they do not join
        assertThat(summary.sums().silences()).isZero();
        assertThat(summary.segments()).hasSize(2);
        assertThat(summary.segments().get(1).fromMillis()).isCloseTo(6_500, within(80L));
    }

    @Test
    void aRaisedVoiceIsToldAgainstThePersonsOwn() {
        var random = new SplittableRandom(5);
        var talk = new SyntheticConversation();
        for (var i = 0; i < 6; i++) {
            talk.say(Side.CUSTOMER, 0.5 + 5 * i, Voices.syllables(4, 200, 4.2, 1_500, random));
        }
        for (var i = 6; i < 10; i++) {
            talk.say(Side.CUSTOMER, 0.5 + 5 * i, Voices.syllables(4, 260, 4.2, 3_600, random));
        }
        // the agent is as loud and high all the time: that is how they are
        talk.say(Side.AGENT, 51, Voices.syllables(6, 260, 4.2, 3_600, random));
        var sums = talk.heard(Line.CLEAN.noise(30), 1).sums();
        assertThat(sums.customer().raisedTimes()).isEqualTo(1);
        assertThat(sums.customer().raisedMillis()).isBetween(9_000L, 16_000L);
        assertThat(sums.agent().raisedMillis()).isZero();
    }

    @ParameterizedTest(name = "{0} syllables a second")
    @ValueSource(doubles = {3.0, 4.0, 5.0, 6.0})
    void speechRateIsTheRateOfSyllables(double perSecond) {
        var talk = new SyntheticConversation();
        var random = new SplittableRandom(2);
        for (var i = 0; i < 6; i++) {
            talk.say(Side.AGENT, 1 + 8 * i, Voices.syllables(6, 120, perSecond, 2_500, random));
        }
        var truth = talk.truth();
        var agent = talk.heard(Line.CLEAN.noise(30), 1).sums().agent();
        assertThat((double) agent.syllables()).isCloseTo(truth.syllables()[1], within(0.1 * truth.syllables()[1]));
        assertThat(agent.syllablesPerMinute())
                .isCloseTo(60 * truth.syllables()[1] / truth.spoken()[1], within(0.12 * 60 * perSecond));
    }

    @Test
    void liveFiguresRunIntoTheFinalOnes() {
        var sound = SyntheticConversation.random(4, 60, Voices.ownVoices()).sound(USUAL, 4);
        var signals = new ConversationSignals(SignalSettings.DEFAULT);
        var last = signals.now();
        var spoke = false;
        var silent = 0L;
        for (var at = 0; at + 160 <= sound[0].length; at += 160) {
            signals.frame(
                    java.util.Arrays.copyOfRange(sound[0], at, at + 160),
                    java.util.Arrays.copyOfRange(sound[1], at, at + 160));
            var now = signals.now();
            assertThat(now.sums().overtalkMillis())
                    .isGreaterThanOrEqualTo(last.sums().overtalkMillis());
            spoke |= now.customerSpeaks();
            silent = Math.max(silent, now.silentForMillis());
            last = now;
        }
        var sums = signals.finish().sums();
        assertThat(spoke).isTrue();
        assertThat(silent).isEqualTo(sums.longestSilenceMillis());
        assertThat(sums.overtalkMillis() - last.sums().overtalkMillis()).isBetween(0L, 1_500L);
        assertThat(sums.conversationMillis() - last.sums().conversationMillis()).isBetween(1_000L, 1_600L);
    }

    @Test
    void beyondTheBoundSegmentsAreCountedAndTheSumsGoOn() {
        var conversation = new Conversation(SignalSettings.DEFAULT);
        for (var i = 0; i < 3 * ConversationSignals.MOST_SEGMENTS; i++) {
            conversation.frame(i, i % 2 == 0, false);
        }
        var summary = conversation.summary(conversation.sums(SideSignals.NONE, SideSignals.NONE));
        assertThat(summary.segments()).hasSize(ConversationSignals.MOST_SEGMENTS);
        assertThat(summary.segmentsLeftOut()).isEqualTo(ConversationSignals.MOST_SEGMENTS / 2);
        assertThat(conversation.spokenMillis(Side.CUSTOMER)).isEqualTo(30L * ConversationSignals.MOST_SEGMENTS);
    }
}
