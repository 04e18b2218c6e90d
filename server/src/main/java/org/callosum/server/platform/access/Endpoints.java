package org.callosum.server.platform.access;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.method.HandlerMethod;

/// What the guard knows about endpoints.
public final class Endpoints {
    private Endpoints() {}

    /// The description of the interface holds nothing but what the repository shows anyway.
    public static boolean areDocumentation(HandlerMethod method) {
        return method.getBeanType().getPackageName().startsWith("org.springdoc.");
    }

    /// From now on this request may only change its password or leave.
    public static void markOneTimePassword(HttpServletRequest request) {
        request.setAttribute(AccessInterceptor.ONE_TIME_PASSWORD, true);
    }

    /// Whether it may do no more than that.
    public static boolean hasOneTimePassword(HttpServletRequest request) {
        return request.getAttribute(AccessInterceptor.ONE_TIME_PASSWORD) != null;
    }
}
