package org.callosum.voice.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Writes down what the handler is told, and does to new calls what a test wishes.
class Ear implements SipHandler {
    final List<String> heard = new ArrayList<>();
    final List<SipCall> calls = new ArrayList<>();
    final List<IncomingInvite> invites = new ArrayList<>();
    final List<Binding> bindings = new ArrayList<>();
    Consumer<SipCall> onInvite = _ -> {};
    Consumer<SipCall> onReinvite = call -> call.acceptReinvite(AnswerAll.SDP);
    boolean takesRefer;

    SipCall call() {
        return Objects.requireNonNull(calls.getLast());
    }

    static Ear answering() {
        var ear = new Ear();
        ear.onInvite = call -> call.answer(AnswerAll.SDP);
        return ear;
    }

    @Override
    public void onInvite(SipCall call, IncomingInvite invite) {
        calls.add(call);
        invites.add(invite);
        heard.add("invite " + invite.dialled() + (invite.offer() == null ? " without offer" : ""));
        onInvite.accept(call);
    }

    @Override
    public void onProvisional(SipCall call, int status, @Nullable String sdp) {
        heard.add("provisional " + status + (sdp == null ? "" : " with media"));
    }

    @Override
    public void onAnswered(SipCall call, @Nullable String answer) {
        heard.add("answered");
    }

    @Override
    public void onConfirmed(SipCall call, @Nullable String answer) {
        heard.add("confirmed" + (answer == null ? "" : " with answer"));
    }

    @Override
    public void onReinvite(SipCall call, @Nullable String offer) {
        heard.add("reinvite" + (offer == null ? " without offer" : offer.contains("sendonly") ? " sendonly" : ""));
        onReinvite.accept(call);
    }

    @Override
    public void onReinviteDone(SipCall call, int status, @Nullable String answer) {
        heard.add("reinvite done " + status);
    }

    @Override
    public void onInfoDtmf(SipCall call, char digit, int durationMillis) {
        heard.add("digit " + digit + " " + durationMillis);
    }

    @Override
    public void onRefer(SipCall call, Referral referral) {
        heard.add("refer " + referral.target() + (referral.attended() ? " attended" : "")
                + (referral.replaces() == null
                        ? ""
                        : " in place of " + referral.replaces().id()));
        if (takesRefer) call.acceptReferral();
        else call.rejectReferral(603);
    }

    @Override
    public void onReferral(SipCall call, int status, boolean over) {
        heard.add("referral " + status + (over ? " over" : ""));
    }

    @Override
    public void onEnded(SipCall call, SipEnd cause, int status) {
        heard.add("ended " + cause + " " + status);
    }

    @Override
    public void onDeviceRegistered(Binding binding) {
        bindings.add(binding);
        heard.add("registered " + binding.device() + " " + binding.contact());
    }

    @Override
    public void onDeviceUnregistered(Binding binding, boolean expired) {
        heard.add((expired ? "expired " : "unregistered ") + binding.device());
    }

    @Override
    public void onTrunkRegistered(String trunk, int expiresSeconds) {
        heard.add("trunk registered " + trunk + " " + expiresSeconds);
    }

    @Override
    public void onTrunkLost(String trunk, String why) {
        heard.add("trunk lost " + trunk + ": " + why);
    }

    @Override
    public void onTrunkReachable(String trunk) {
        heard.add("trunk reachable " + trunk);
    }

    @Override
    public void onTrunkUnreachable(String trunk, String why) {
        heard.add("trunk unreachable " + trunk + ": " + why);
    }
}
