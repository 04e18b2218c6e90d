package org.callosum.server.platform.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Map;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.AccountContext;
import org.callosum.server.platform.tenancy.Tenancy;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/// Asks each endpoint what it wants of its caller. One that says nothing is closed to everybody.
final class AccessInterceptor implements HandlerInterceptor {
    /// Set by the session filter while the password is still the one-time one.
    static final String ONE_TIME_PASSWORD = "callosum.one-time-password";

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod method) || Endpoints.areDocumentation(method)) {
            return true; // static files
        }
        if (method.hasMethodAnnotation(Public.class)) {
            return true;
        }
        AccountContext caller = Tenancy.currentOrNull();
        if (caller == null) {
            throw Problems.signIn("sign-in-needed");
        }
        SignedIn signedIn = method.getMethodAnnotation(SignedIn.class);
        boolean oneTime = request.getAttribute(ONE_TIME_PASSWORD) != null;
        if (oneTime && (signedIn == null || !signedIn.withOneTimePassword())) {
            throw Problems.forbidden("password-change-needed", Map.of());
        }
        if (signedIn != null) {
            return true;
        }
        RequiresRight required = method.getMethodAnnotation(RequiresRight.class);
        if (required == null || required.value().length == 0) {
            throw new IllegalStateException("Endpoint %s names no right; annotate it".formatted(method));
        }
        if (Arrays.stream(required.value()).noneMatch(caller::may)) {
            throw Problems.forbidden(
                    "right-missing", Map.of("right", required.value()[0].label().in(caller.language())));
        }
        return true;
    }
}
