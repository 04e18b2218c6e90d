package org.callosum.server.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.callosum.server.platform.install.Installation;
import org.callosum.server.platform.problem.Problem;
import org.callosum.server.platform.problem.ProblemAdvice;
import org.callosum.server.platform.problem.Problems;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/// What every answer carries for the browser's own guards, and what no request may be: plain off
/// loopback, or larger than we are ready to read.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
final class HeadersFilter extends OncePerRequestFilter {
    /// Styles are written into the page by the component library; scripts never are.
    private static final String POLICY =
            "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
                    + "media-src 'self' blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
                    + "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors ";

    private static final long LARGEST_JSON = 2_000_000;
    private static final long LARGEST_UPLOAD = 35_000_000;

    private final boolean secureOnly;
    private final ProblemAdvice problems;
    private final JsonMapper json;

    HeadersFilter(Installation installation, ProblemAdvice problems, JsonMapper json) {
        this.secureOnly = !installation.settings().isLoopback();
        this.problems = problems;
        this.json = json;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Permissions-Policy", "microphone=(self), camera=(), geolocation=()");
        // The customers' call page may stand in a frame of a client's site; its key and origin are checked there.
        boolean widget = request.getRequestURI().startsWith("/call/");
        response.setHeader("Content-Security-Policy", POLICY + (widget ? "*" : "'none'"));
        if (request.isSecure()) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000");
        }
        // Built files have hashed names and stay; everything else is asked for anew, the page itself included: its file
        // has
        // the same date in every build, so a browser could not tell an old one.
        boolean built = request.getRequestURI().startsWith("/assets/");
        response.setHeader("Cache-Control", built ? "public, max-age=31536000, immutable" : "no-store");
        Problem refusal = refusal(request);
        if (refusal == null) {
            chain.doFilter(request, response);
            return;
        }
        response.setStatus(refusal.status());
        response.setContentType("application/problem+json");
        response.getOutputStream()
                .write(json.writeValueAsString(problems.body(refusal, request)).getBytes(StandardCharsets.UTF_8));
    }

    private @org.jspecify.annotations.Nullable Problem refusal(HttpServletRequest request) {
        if (secureOnly && !request.isSecure()) {
            return Problems.forbidden("plain-http-refused", java.util.Map.of());
        }
        String type = request.getContentType();
        boolean upload = type != null && type.startsWith("multipart/");
        if (request.getContentLengthLong() > (upload ? LARGEST_UPLOAD : LARGEST_JSON)) {
            return Problems.of(413, "too-large", java.util.Map.of());
        }
        if (request.getHeader("Transfer-Encoding") != null) {
            return Problems.of(411, "length-required", java.util.Map.of());
        }
        return null;
    }
}
