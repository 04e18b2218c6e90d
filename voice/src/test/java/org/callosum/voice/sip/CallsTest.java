package org.callosum.voice.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Two of our own user agents in virtual time: whole calls, lost messages, races.
class CallsTest {
    private static final String HOLD = AnswerAll.SDP + "a=sendonly\r\n";
    private static final String ALICE = "10.0.0.1";
    private static final String BOB = "10.0.0.2";

    private final VirtualNet net = new VirtualNet();
    private final Ear alice = new Ear();
    private final Ear bob = new Ear();
    private final VirtualNet.Node aliceNode = net.node(ALICE, alice, trusting());
    private final VirtualNet.Node bobNode = net.node(BOB, bob, trusting());

    private static SipSettings.Builder trusting() {
        return SipSettings.builder().trunks((_, _) -> "trunk");
    }

    private SipCall call() {
        return aliceNode.core.calls().place(OutgoingInvite.to(SipUri.of("200", BOB, 5060), "100", AnswerAll.SDP));
    }

    private SipCall talking() {
        bob.onInvite = call -> call.answer(AnswerAll.SDP);
        SipCall call = call();
        net.run(100);
        assertThat(alice.heard).containsExactly("answered");
        alice.heard.clear();
        bob.heard.clear();
        net.seen.clear();
        return call;
    }

    private void nothingIsLeft() {
        net.run(120_000);
        assertThat(aliceNode.core.transactions()).isZero();
        assertThat(bobNode.core.transactions()).isZero();
        assertThat(aliceNode.core.calls().kept()).isZero();
        assertThat(bobNode.core.calls().kept()).isZero();
        assertThat(aliceNode.core.calls().active()).isZero();
        assertThat(bobNode.core.calls().active()).isZero();
        assertThat(aliceNode.core.hasTimers()).isFalse();
        assertThat(bobNode.core.hasTimers()).isFalse();
        assertThat(aliceNode.count(SipCounter.FAULTS) + bobNode.count(SipCounter.FAULTS))
                .isZero();
    }

    @Test
    void aCallRingsIsAnsweredAndEnded() {
        bob.onInvite = call -> call.progress(180, "");
        SipCall call = call();
        net.run(1_000);
        bob.call().answer(AnswerAll.SDP);
        net.run(1_000);
        call.bye();
        net.run(1_000);
        assertThat(alice.heard).containsExactly("provisional 180", "answered", "ended HUNG_UP_BY_US 0");
        assertThat(bob.heard).containsExactly("invite 200", "confirmed", "ended HUNG_UP_BY_PEER 0");
        assertThat(net.sentBy(ALICE)).containsExactly("INVITE", "ACK", "BYE");
        assertThat(net.sentBy(BOB)).containsExactly("180 INVITE", "200 INVITE", "200 BYE");
        nothingIsLeft();
    }

    @Test
    void theCalledSideMayHangUpToo() {
        talking();
        bob.call().bye();
        net.run(100);
        assertThat(alice.heard).containsExactly("ended HUNG_UP_BY_PEER 0");
        assertThat(bob.heard).containsExactly("ended HUNG_UP_BY_US 0");
        nothingIsLeft();
    }

    @Test
    void bothMayHangUpAtOnce() {
        SipCall call = talking();
        call.bye();
        bob.call().bye();
        net.run(1_000);
        assertThat(alice.heard).containsExactly("ended HUNG_UP_BY_US 0");
        assertThat(bob.heard).containsExactly("ended HUNG_UP_BY_US 0");
        assertThat(net.sentBy(ALICE)).containsExactly("BYE", "200 BYE");
        nothingIsLeft();
    }

    @Test
    void earlyMediaIsTold() {
        bob.onInvite = call -> call.progress(183, AnswerAll.SDP);
        call();
        net.run(100);
        assertThat(alice.heard).containsExactly("provisional 183 with media");
        bob.call().reject(486, 0);
        net.run(100);
        assertThat(alice.heard).endsWith("ended REJECTED 486");
        assertThat(bob.heard).endsWith("ended REJECTED 486");
        nothingIsLeft();
    }

    @Test
    void aSlowUserIsCoveredByTryingSoThatTheInviteIsNotRepeated() {
        call();
        net.run(5_000);
        assertThat(net.sent(BOB, "100 INVITE")).hasSize(1);
        assertThat(net.sent(BOB, "100 INVITE").getFirst().millis()).isBetween(200L, 220L);
        assertThat(net.sent(ALICE, "INVITE")).hasSize(1);
        bob.call().bye();
        net.run(100);
        assertThat(alice.heard).containsExactly("ended NO_ANSWER 480");
        nothingIsLeft();
    }

    @Test
    void aLostInviteIsRepeatedAfterHalfASecond() {
        net.loss = sent -> sent.millis() < 400;
        bob.onInvite = call -> call.answer(AnswerAll.SDP);
        call();
        net.run(2_000);
        assertThat(net.sent(ALICE, "INVITE")).hasSize(2);
        assertThat(alice.heard).containsExactly("answered");
        assertThat(bob.heard).containsExactly("invite 200", "confirmed");
    }

    @Test
    void anInviteNobodyAnswersIsRepeatedSixTimesAndGivenUp() {
        net.loss = _ -> true;
        call();
        net.run(33_000);
        assertThat(net.sent(ALICE, "INVITE").stream()
                        .map(VirtualNet.Sent::millis)
                        .toList())
                .hasSize(7)
                .satisfies(times -> assertThat(times.get(1)).isBetween(500L, 510L))
                .satisfies(times -> assertThat(times.get(6)).isBetween(31_500L, 31_570L));
        assertThat(alice.heard).containsExactly("ended FAILED 408");
        nothingIsLeft();
    }

    @Test
    void aLostAckIsSentAgainForEachRepeatedAnswer() {
        bob.onInvite = call -> call.answer(AnswerAll.SDP);
        net.loss = sent -> VirtualNet.word(sent.message()).equals("ACK") && sent.millis() < 3_000;
        call();
        net.run(10_000);
        // 0, 0.5, 1.5, 3.5 s: T1 doubling
        assertThat(net.sent(BOB, "200 INVITE")).hasSize(4);
        assertThat(net.sent(ALICE, "ACK")).hasSize(4);
        assertThat(bob.heard).containsExactly("invite 200", "confirmed");
        assertThat(alice.heard).containsExactly("answered");
    }

    @Test
    void anAnswerNeverConfirmedEndsTheCallByBye() {
        bob.onInvite = call -> call.answer(AnswerAll.SDP);
        net.loss = sent -> VirtualNet.word(sent.message()).equals("ACK");
        call();
        net.run(40_000);
        assertThat(bob.heard).containsExactly("invite 200", "ended NO_ACK 408");
        assertThat(alice.heard).containsExactly("answered", "ended HUNG_UP_BY_PEER 0");
        assertThat(net.sent(BOB, "BYE").getFirst().millis()).isBetween(32_000L, 32_100L);
        assertThat(net.sent(BOB, "200 INVITE")).hasSize(11);
        nothingIsLeft();
    }

    @Test
    void theCalledSideSendsItsByeOnlyAfterTheAck() {
        bob.onInvite = call -> {
            call.answer(AnswerAll.SDP);
            call.bye();
        };
        net.loss = sent -> VirtualNet.word(sent.message()).equals("ACK") && sent.millis() < 400;
        call();
        net.run(2_000);
        assertThat(bob.heard).containsExactly("invite 200", "ended HUNG_UP_BY_US 0");
        assertThat(net.sent(BOB, "BYE").getFirst().millis()).isGreaterThan(500);
        assertThat(alice.heard).containsExactly("answered", "ended HUNG_UP_BY_PEER 0");
        nothingIsLeft();
    }

    @Test
    void aRefusalIsRepeatedUntilItsAckComes() {
        bob.onInvite = call -> call.reject(486, 0);
        net.loss = sent -> VirtualNet.word(sent.message()).equals("ACK") && sent.millis() < 1_000;
        call();
        net.run(10_000);
        assertThat(net.sent(BOB, "486 INVITE")).hasSize(3);
        assertThat(net.sent(ALICE, "ACK")).hasSize(3);
        assertThat(alice.heard).containsExactly("ended REJECTED 486");
        nothingIsLeft();
    }

    @Test
    void anOverloadedPeerMayNameARetryTime() {
        bob.onInvite = call -> call.reject(503, 7);
        call();
        net.run(100);
        assertThat(net.sent(BOB, "503 INVITE").getFirst().message().header("Retry-After"))
                .isEqualTo("7");
    }

    @Test
    void aRingingCallIsCancelled() {
        bob.onInvite = call -> call.progress(180, "");
        SipCall call = call();
        net.run(1_000);
        call.bye();
        net.run(1_000);
        assertThat(net.sentBy(ALICE)).containsExactly("INVITE", "CANCEL", "ACK");
        assertThat(net.sentBy(BOB)).containsExactly("180 INVITE", "200 CANCEL", "487 INVITE");
        assertThat(alice.heard).containsExactly("provisional 180", "ended CANCELLED 487");
        assertThat(bob.heard).containsExactly("invite 200", "ended CANCELLED 487");
        nothingIsLeft();
    }

    @Test
    void aCancelWaitsForTheFirstProvisionalResponse() {
        net.delayMillis = 50;
        SipCall call = call();
        call.bye();
        net.run(40);
        assertThat(net.sentBy(ALICE)).containsExactly("INVITE");
        net.run(2_000);
        assertThat(net.sentBy(ALICE)).containsExactly("INVITE", "CANCEL", "ACK");
        assertThat(alice.heard).containsExactly("ended CANCELLED 487");
        nothingIsLeft();
    }

    @Test
    void aCancelThatCrossesTheAnswerBecomesABye() {
        bob.onInvite = call -> call.progress(180, "");
        SipCall call = call();
        net.run(1_000);
        bob.call().answer(AnswerAll.SDP);
        call.bye();
        net.run(1_000);
        assertThat(net.sentBy(ALICE)).containsExactly("INVITE", "CANCEL", "ACK", "BYE");
        assertThat(net.sentBy(BOB)).containsExactly("180 INVITE", "200 INVITE", "200 CANCEL", "200 BYE");
        assertThat(alice.heard).containsExactly("provisional 180", "ended CANCELLED 487");
        assertThat(bob.heard).containsExactly("invite 200", "confirmed", "ended HUNG_UP_BY_PEER 0");
        nothingIsLeft();
    }

    @Test
    void aCallNobodyTakesIsGivenUp() {
        bob.onInvite = call -> call.progress(180, "");
        aliceNode
                .core
                .calls()
                .place(OutgoingInvite.to(SipUri.of("200", BOB, 5060), "100", AnswerAll.SDP)
                        .withRingMillis(20_000));
        net.run(21_000);
        assertThat(alice.heard).containsExactly("provisional 180", "ended NO_ANSWER 487");
        assertThat(bob.heard).containsExactly("invite 200", "ended CANCELLED 487");
        nothingIsLeft();
    }

    @Test
    void aPeerThatFallsSilentAfterRingingCannotKeepTheCall() {
        bob.onInvite = call -> call.progress(180, "");
        SipCall call = call();
        net.run(1_000);
        net.loss = _ -> true;
        call.bye();
        net.run(40_000);
        assertThat(alice.heard).containsExactly("provisional 180", "ended CANCELLED 487");
        net.run(300_000);
        assertThat(bob.heard).endsWith("ended NO_ANSWER 480");
        nothingIsLeft();
    }

    @Test
    void ringingIsRepeatedEachMinute() {
        bob.onInvite = call -> call.progress(180, "");
        aliceNode
                .core
                .calls()
                .place(OutgoingInvite.to(SipUri.of("200", BOB, 5060), "100", AnswerAll.SDP)
                        .withRingMillis(200_000));
        net.run(130_000);
        assertThat(net.sent(BOB, "180 INVITE")).hasSize(3);
    }

    @Test
    void holdAndResumeAreAnswered() {
        SipCall call = talking();
        call.reinvite(HOLD);
        net.run(100);
        call.reinvite(AnswerAll.SDP);
        net.run(100);
        assertThat(bob.heard).containsExactly("reinvite sendonly", "reinvite");
        assertThat(alice.heard).containsExactly("reinvite done 200", "reinvite done 200");
        assertThat(net.sentBy(ALICE)).containsExactly("INVITE", "ACK", "INVITE", "ACK");
        call.bye();
        net.run(100);
        nothingIsLeft();
    }

    @Test
    void twoChangesInARowAreSentOneAfterTheOther() {
        SipCall call = talking();
        call.reinvite(HOLD);
        call.reinvite(HOLD);
        call.reinvite(AnswerAll.SDP);
        net.run(1_000);
        // the one in the middle was overtaken by the last
        assertThat(bob.heard).containsExactly("reinvite sendonly", "reinvite");
    }

    @Test
    void aRefusedChangeLeavesTheCallUp() {
        SipCall call = talking();
        bob.onReinvite = each -> each.rejectReinvite(488);
        call.reinvite(HOLD);
        net.run(1_000);
        assertThat(alice.heard).containsExactly("reinvite done 488");
        call.bye();
        net.run(100);
        assertThat(bob.heard).endsWith("ended HUNG_UP_BY_PEER 0");
        nothingIsLeft();
    }

    @Test
    void glareIsRetriedUntilBothChangesAreThrough() {
        SipCall call = talking();
        call.reinvite(HOLD);
        bob.call().reinvite(AnswerAll.SDP);
        net.run(10_000);
        assertThat(net.sent(ALICE, "491 INVITE")).hasSize(1);
        assertThat(net.sent(BOB, "491 INVITE")).hasSize(1);
        assertThat(alice.heard).containsExactlyInAnyOrder("reinvite done 200", "reinvite");
        assertThat(bob.heard).containsExactlyInAnyOrder("reinvite done 200", "reinvite sendonly");
        // the side that placed the call waits longer, so they do not meet again
        long bobAgain = net.sent(BOB, "INVITE").get(1).millis();
        long aliceAgain = net.sent(ALICE, "INVITE").get(1).millis();
        assertThat(aliceAgain - net.sent(ALICE, "INVITE").getFirst().millis()).isBetween(2_100L, 4_100L);
        assertThat(bobAgain).isLessThan(aliceAgain);
        call.bye();
        net.run(100);
        nothingIsLeft();
    }

    @Test
    void aChangeWhoseAckIsLostIsRepeatedAndThenEndsTheCall() {
        SipCall call = talking();
        net.loss = sent -> VirtualNet.word(sent.message()).equals("ACK");
        call.reinvite(HOLD);
        net.run(40_000);
        assertThat(bob.heard).endsWith("ended NO_ACK 408");
        assertThat(alice.heard).endsWith("ended HUNG_UP_BY_PEER 0");
        nothingIsLeft();
    }

    @Test
    void aHandlerThatForgetsToAnswerAChangeDoesNotBlockTheCall() {
        SipCall call = talking();
        bob.onReinvite = _ -> {};
        call.reinvite(HOLD);
        net.run(30_000);
        assertThat(alice.heard).containsExactly("reinvite done 500");
        call.bye();
        net.run(100);
        nothingIsLeft();
    }

    @Test
    void aCallMayEndWhileAChangeIsOpen() {
        SipCall call = talking();
        bob.onReinvite = _ -> {};
        call.reinvite(HOLD);
        net.run(100);
        call.bye();
        net.run(1_000);
        assertThat(bob.heard).endsWith("ended HUNG_UP_BY_PEER 0");
        assertThat(net.sent(BOB, "487 INVITE")).isNotEmpty();
        nothingIsLeft();
    }

    @Test
    void keysTravelByInfo() {
        SipCall call = talking();
        call.sendDigit('5', 160);
        net.run(100);
        assertThat(bob.heard).containsExactly("digit 5 160");
    }

    @Test
    void aHandlerThatThrowsEndsOnlyItsOwnCall() {
        SipCall healthy = talking();
        bob.onInvite = _ -> {
            throw new IllegalStateException("meant to fail");
        };
        call();
        net.run(1_000);
        assertThat(alice.heard).containsExactly("ended REJECTED 500");
        assertThat(bobNode.count(SipCounter.HANDLER_FAULTS)).isEqualTo(1);
        healthy.sendDigit('1', 100);
        net.run(100);
        assertThat(bob.heard).endsWith("digit 1 100");
    }

    @Test
    void commandsThatComeTooLateAreCountedAndIgnored() {
        SipCall call = talking();
        bob.call().bye();
        net.run(100);
        call.bye();
        call.reinvite(HOLD);
        call.answer(AnswerAll.SDP);
        call.progress(180, "");
        call.acceptReinvite(HOLD);
        call.sendDigit('1', 100);
        assertThat(aliceNode.count(SipCounter.COMMAND_TOO_LATE)).isEqualTo(6);
        assertThat(alice.heard).containsExactly("ended HUNG_UP_BY_PEER 0");
    }

    @Test
    void anUnknownHostFailsTheCall() {
        aliceNode.core.calls().place(OutgoingInvite.to(SipUri.of("200", "nowhere.example", 0), "100", AnswerAll.SDP));
        net.run(10);
        assertThat(alice.heard).containsExactly("ended FAILED 503");
        nothingIsLeft();
    }

    @Test
    void aHostNameIsResolved() {
        net.names.put("bob.example", VirtualNet.address(BOB).getAddress());
        bob.onInvite = call -> call.answer(AnswerAll.SDP);
        aliceNode.core.calls().place(OutgoingInvite.to(SipUri.of("200", "bob.example", 0), "100", AnswerAll.SDP));
        net.run(100);
        assertThat(alice.heard).containsExactly("answered");
    }

    @Test
    void aBrokenConnectionFailsTheCallAtOnce() {
        SipUri target = java.util.Objects.requireNonNull(SipUri.parse("sip:200@" + BOB + ";transport=tcp"));
        net.loss = _ -> true;
        aliceNode.core.calls().place(OutgoingInvite.to(target, "100", AnswerAll.SDP));
        net.run(10);
        aliceNode.core.sendFailed(Peer.to(Transport.TCP, VirtualNet.address(BOB)), "gone");
        assertThat(alice.heard).containsExactly("ended FAILED 503");
        assertThat(net.sent(ALICE, "INVITE")).hasSize(1);
        nothingIsLeft();
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void callsGoOverEveryTransport(Transport transport) {
        bob.onInvite = call -> call.answer(AnswerAll.SDP);
        String text = "sip:200@" + BOB + ";transport=" + transport.name().toLowerCase(java.util.Locale.ROOT);
        SipUri target = java.util.Objects.requireNonNull(SipUri.parse(text + ""));
        var order = new OutgoingInvite(
                target,
                "",
                "100",
                null,
                AnswerAll.SDP,
                null,
                Peer.to(transport, VirtualNet.address(BOB)),
                List.of(),
                60_000,
                Map.of());
        SipCall call = aliceNode.core.calls().place(order);
        net.run(100);
        bob.call().reinvite(HOLD);
        net.run(100);
        call.bye();
        net.run(100);
        assertThat(alice.heard).containsExactly("answered", "reinvite sendonly", "ended HUNG_UP_BY_US 0");
        assertThat(bob.heard)
                .containsExactly("invite 200", "confirmed", "reinvite done 200", "ended HUNG_UP_BY_PEER 0");
        nothingIsLeft();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void onABadNetworkEveryCallEndsOnBothSidesAndNothingIsLeft(long seed) {
        var random = new java.util.Random(seed);
        net.loss = _ -> random.nextInt(100) < 30;
        bob.onInvite = call -> {
            switch (random.nextInt(4)) {
                case 0 -> call.reject(486, 0);
                case 1 -> call.progress(180, "");
                default -> call.answer(AnswerAll.SDP);
            }
        };
        int placed = 60;
        var calls = new java.util.ArrayList<SipCall>();
        for (int i = 0; i < placed; i++) {
            calls.add(call());
            net.delayMillis = 1 + random.nextInt(80);
            net.run(random.nextInt(700));
            SipCall any = calls.get(random.nextInt(calls.size()));
            switch (random.nextInt(4)) {
                case 0 -> any.bye();
                case 1 -> any.reinvite(HOLD);
                case 2 -> {
                    if (!bob.calls.isEmpty())
                        bob.calls.get(random.nextInt(bob.calls.size())).reinvite(HOLD);
                }
                default -> {
                    if (!bob.calls.isEmpty())
                        bob.calls.get(random.nextInt(bob.calls.size())).answer(AnswerAll.SDP);
                }
            }
        }
        calls.forEach(SipCall::bye);
        // what the callers' BYEs could not end (all repeats lost) the session timer ends
        net.run(2_400_000);
        assertThat(alice.heard.stream().filter(each -> each.startsWith("ended")).count())
                .isEqualTo(placed);
        assertThat(bob.heard.stream().filter(each -> each.startsWith("ended")).count())
                .isEqualTo(bob.calls.size());
        nothingIsLeft();
    }
}
