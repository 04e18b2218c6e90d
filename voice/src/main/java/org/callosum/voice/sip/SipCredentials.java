package org.callosum.voice.sip;

/// What a carrier gave us to prove ourselves with. Never logged.
public record SipCredentials(String user, String password) {
    @Override
    public String toString() {
        return "SipCredentials[" + user + "]";
    }
}
