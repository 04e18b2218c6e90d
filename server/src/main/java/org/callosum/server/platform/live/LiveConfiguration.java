package org.callosum.server.platform.live;

import java.net.URI;
import java.util.Map;
import org.callosum.server.platform.access.Endpoints;
import org.callosum.server.platform.tenancy.AccountContext;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.server.HandshakeInterceptor;

/// Opens `/api/live` to signed-in people whose page comes from this very server. Browsers send cookies with any
/// page's WebSocket, so the origin must be given and be ours.
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
@EnableScheduling
class LiveConfiguration implements WebSocketConfigurer {
    static final String WHO = "callosum.who";

    private final LiveHandler handler;

    LiveConfiguration(LiveHandler handler) {
        this.handler = handler;
    }

    @Override
    public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
        registry.addHandler(handler, "/api/live")
                .setAllowedOriginPatterns("*") // decided below, against the host of the request
                .addInterceptors(new Entrance());
    }

    private static final class Entrance implements HandshakeInterceptor {
        @Override
        public boolean beforeHandshake(
                ServerHttpRequest request,
                ServerHttpResponse response,
                WebSocketHandler handler,
                Map<String, Object> attributes) {
            AccountContext who = Tenancy.currentOrNull();
            boolean oneTime = request instanceof ServletServerHttpRequest servlet
                    && Endpoints.hasOneTimePassword(servlet.getServletRequest());
            if (who == null || oneTime) {
                response.setStatusCode(HttpStatus.UNAUTHORIZED);
                return false;
            }
            // A program's token is not sent by browsers on their own: it needs no origin.
            if (who.sessionId() != null && !fromHere(request)) {
                response.setStatusCode(HttpStatus.FORBIDDEN);
                return false;
            }
            attributes.put(WHO, who);
            return true;
        }

        private static boolean fromHere(ServerHttpRequest request) {
            String origin = request.getHeaders().getOrigin();
            String host = request.getHeaders().getFirst("Host");
            if (origin == null || host == null) {
                return false;
            }
            try {
                return host.equalsIgnoreCase(URI.create(origin).getAuthority());
            } catch (IllegalArgumentException _) {
                return false;
            }
        }

        @Override
        public void afterHandshake(
                ServerHttpRequest request,
                ServerHttpResponse response,
                WebSocketHandler handler,
                @Nullable Exception exception) {
            // nothing was opened here
        }
    }
}
