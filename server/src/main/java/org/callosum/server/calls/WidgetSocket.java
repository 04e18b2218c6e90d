package org.callosum.server.calls;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.ConcurrentWebSocketSessionDecorator;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The customer's page watches its call here, presses keys and hangs up. The call's secret lets it in.
final class WidgetSocket extends TextWebSocketHandler {
    private static final Logger LOG = LoggerFactory.getLogger(WidgetSocket.class);
    private static final int SEND_MILLIS = 5_000;
    private static final int SEND_BYTES = 8_192;
    private static final int LONGEST_MESSAGE = 512;

    private final WidgetCalls calls;
    private final JsonMapper json;
    private final Map<String, Watching> watching = new ConcurrentHashMap<>();

    private record Watching(WidgetCalls.Open call, Consumer<WidgetCalls.Told> listener) {}

    WidgetSocket(WidgetCalls calls, JsonMapper json) {
        this.calls = calls;
        this.json = json;
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) throws IOException {
        session.setTextMessageSizeLimit(LONGEST_MESSAGE);
        var query = UriComponentsBuilder.fromUri(java.util.Objects.requireNonNull(session.getUri()))
                .build()
                .getQueryParams();
        var callId = query.getFirst("call");
        var secret = query.getFirst("secret");
        var call = callId == null || secret == null ? null : calls.find(callId, secret);
        if (call == null) {
            session.close(CloseStatus.POLICY_VIOLATION.withReason("no such call"));
            return;
        }
        var page = new ConcurrentWebSocketSessionDecorator(session, SEND_MILLIS, SEND_BYTES);
        Consumer<WidgetCalls.Told> listener = told -> tell(page, told);
        watching.put(session.getId(), new Watching(call, listener));
        call.watch(listener);
    }

    private void tell(WebSocketSession page, WidgetCalls.Told told) {
        try {
            page.sendMessage(new TextMessage(json.writeValueAsString(told)));
            if (told.over()) {
                page.close(CloseStatus.NORMAL);
            }
        } catch (IOException | RuntimeException gone) {
            LOG.debug("A customer's page has gone", gone);
        }
    }

    @Override
    protected void handleTextMessage(WebSocketSession session, TextMessage message) throws IOException {
        var watched = watching.get(session.getId());
        var order = read(message.getPayload());
        if (watched == null || order == null) {
            session.close(CloseStatus.BAD_DATA);
            return;
        }
        var call = watched.call();
        if (order.path("hangUp").asBoolean(false)) {
            call.hangUp();
        } else if (order.path("mute").isBoolean()) {
            call.mute(order.path("mute").asBoolean(false));
        } else if (order.path("line").isString()) {
            call.write(order.path("line").asString());
        } else if (order.path("writing").asBoolean(false)) {
            call.isWriting();
        } else {
            var digit = order.path("digit").asString("");
            if (digit.matches("[0-9*#]")) {
                call.press(digit.charAt(0));
            }
        }
    }

    private @Nullable JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (JacksonException unreadable) {
            return null;
        }
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        var watched = watching.remove(session.getId());
        if (watched != null) {
            watched.call().unwatch(watched.listener());
        }
    }
}
