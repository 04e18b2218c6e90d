package org.callosum.server.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.callosum.server.platform.access.Endpoints;
import org.callosum.server.platform.problem.Problem;
import org.callosum.server.platform.problem.ProblemAdvice;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/// Finds out who is calling: a person by the session's cookie, a program by its token. A change asked for with a
/// cookie must carry the page's token, and whatever says where it comes from must come from here.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
final class SessionFilter extends OncePerRequestFilter {
    static final String COOKIE = "callosum_session";
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final String BEARER = "Bearer ";

    private final Sessions sessions;
    private final Tokens tokens;
    private final ProblemAdvice problems;
    private final JsonMapper json;

    SessionFilter(Sessions sessions, Tokens tokens, ProblemAdvice problems, JsonMapper json) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.problems = problems;
        this.json = json;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith("/api/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            Sessions.Visitor visitor = visitor(request);
            if (visitor == null) {
                chain.doFilter(request, response);
                return;
            }
            if (visitor.oneTimePassword()) {
                Endpoints.markOneTimePassword(request);
            }
            try {
                Tenancy.<@Nullable Void, Exception>bound(visitor.context(), () -> {
                    chain.doFilter(request, response);
                    return null;
                });
            } catch (ServletException | IOException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new ServletException(e);
            }
        } catch (Problem problem) {
            response.setStatus(problem.status());
            response.setContentType("application/problem+json");
            response.getOutputStream()
                    .write(json.writeValueAsString(problems.body(problem, request))
                            .getBytes(StandardCharsets.UTF_8));
        }
    }

    private Sessions.@Nullable Visitor visitor(HttpServletRequest request) {
        boolean reading = READING.contains(request.getMethod());
        String authorization = request.getHeader("Authorization");
        if (authorization != null && authorization.startsWith(BEARER)) {
            return tokens.find(authorization.substring(BEARER.length()), request.getRemoteAddr());
        }
        if (!reading) {
            requireOwnOrigin(request);
        }
        String secret = secret(request);
        Sessions.Visitor visitor = secret == null ? null : sessions.find(secret, request.getRemoteAddr());
        boolean signingIn =
                request.getMethod().equals("POST") && request.getRequestURI().equals("/api/session");
        if (secret == null || visitor == null || reading || signingIn) {
            return visitor;
        }
        String token = request.getHeader("X-CSRF-Token");
        if (token == null || !Secrets.same(token, Secrets.csrfToken(secret))) {
            throw Problems.forbidden("csrf-token-missing", Map.of());
        }
        return visitor;
    }

    /// The widget's calls come from other sites' pages and carry no cookie; they have their own rule.
    private static void requireOwnOrigin(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        if (origin != null && !request.getRequestURI().startsWith("/api/widget/") && !isOwn(origin, request)) {
            throw Problems.forbidden("origin-refused", Map.of());
        }
    }

    static boolean isOwn(String origin, HttpServletRequest request) {
        try {
            URI uri = URI.create(origin);
            return uri.getAuthority() != null && uri.getAuthority().equalsIgnoreCase(request.getHeader("Host"));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    static @Nullable String secret(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(COOKIE)) {
                    return cookie.getValue();
                }
            }
        }
        return null;
    }
}
