package org.callosum.voice.sip;

import java.util.Locale;

/// Key presses in INFO bodies, as many gateways send them: `application/dtmf-relay` (`Signal=5`, `Duration=160`) and
/// `application/dtmf` (the key alone).
final class Info {
    private static final String KEYS = "0123456789*#ABCD";

    private Info() {}

    static void handle(Call call, ServerTransaction transaction, SipMessage request) {
        String type = request.contentType();
        switch (type) {
            case "application/dtmf-relay" -> relay(call, transaction, request);
            case "application/dtmf" ->
                digit(call, transaction, request, request.bodyText().strip(), 0);
            case "" -> call.core.replies().answer(transaction, request, 200);
            default -> {
                call.core.count(SipCounter.UNSUPPORTED_MEDIA);
                transaction.respond(call.core
                        .replies()
                        .response(transaction, request, 415)
                        .addRaw(HeaderNames.ACCEPT, "application/dtmf-relay, application/dtmf")
                        .build());
            }
        }
    }

    private static void relay(Call call, ServerTransaction transaction, SipMessage request) {
        String signal = "";
        int durationMillis = 0;
        for (String line : request.bodyText().split("[\r\n]+", 16)) {
            int equals = line.indexOf('=');
            if (equals < 0) continue;
            String name = line.substring(0, equals).strip().toLowerCase(Locale.ROOT);
            String value = line.substring(equals + 1).strip();
            if (name.equals("signal")) signal = value;
            if (name.equals("duration")) durationMillis = Math.max(0, Numbers.parse(value, 60_000));
        }
        digit(call, transaction, request, signal, durationMillis);
    }

    private static void digit(
            Call call, ServerTransaction transaction, SipMessage request, String signal, int durationMillis) {
        // some gateways write star and hash as event numbers
        String key = switch (signal) {
            case "10" -> "*";
            case "11" -> "#";
            default -> signal.toUpperCase(Locale.ROOT);
        };
        if (key.length() != 1 || KEYS.indexOf(key.charAt(0)) < 0) {
            call.core.replies().answer(transaction, request, 400);
            return;
        }
        call.core.replies().answer(transaction, request, 200);
        if (call.state() == Call.State.UP || call.incoming()) {
            char pressed = key.charAt(0);
            call.core.tell(call, () -> call.core.handler().onInfoDtmf(call, pressed, durationMillis));
        }
    }
}
