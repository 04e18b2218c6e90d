package org.callosum.server.platform.live;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.callosum.server.platform.tenancy.AccountContext;
import org.callosum.server.platform.tenancy.Tenancy;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads what browsers say on `/api/live`: `{"subscribe":["desk"]}`.
@Component
final class LiveHandler extends TextWebSocketHandler {
    private static final int LONGEST_MESSAGE = 4_096;
    private static final int MOST_TOPICS = 20;

    private final LiveTopics topics;
    private final JsonMapper json;
    private final Map<String, LiveSocket> sockets = new ConcurrentHashMap<>();

    LiveHandler(LiveTopics topics, JsonMapper json) {
        this.topics = topics;
        this.json = json;
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) throws IOException {
        if (!(session.getAttributes().get(LiveConfiguration.WHO) instanceof AccountContext who)) {
            session.close(CloseStatus.POLICY_VIOLATION);
            return;
        }
        session.setTextMessageSizeLimit(LONGEST_MESSAGE);
        LiveSocket socket = new LiveSocket(session, who, topics);
        if (!topics.opened(socket)) {
            session.close(CloseStatus.SERVICE_OVERLOAD);
            return;
        }
        sockets.put(session.getId(), socket);
        socket.start();
    }

    @Override
    protected void handleTextMessage(WebSocketSession session, TextMessage message) throws IOException {
        LiveSocket socket = sockets.get(session.getId());
        if (socket == null) {
            return;
        }
        JsonNode read;
        try {
            read = json.readTree(message.getPayload());
        } catch (JacksonException _) {
            session.close(CloseStatus.BAD_DATA);
            return;
        }
        List<String> wanted = read.path("subscribe")
                .valueStream()
                .map(node -> node.asString(""))
                .limit(MOST_TOPICS)
                .toList();
        Tenancy.bound(socket.who(), () -> {
            wanted.forEach(topic -> topics.subscribe(socket, topic));
            return wanted;
        });
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        LiveSocket socket = sockets.remove(session.getId());
        if (socket != null) {
            socket.gone();
            topics.closed(socket);
        }
    }
}
