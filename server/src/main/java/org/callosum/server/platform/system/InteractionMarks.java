package org.callosum.server.platform.system;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.callosum.kernel.id.InteractionId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Marks what a request about an interaction logs: `/api/interactions/{id}…`, `/api/desk/interactions/{id}…` and
/// `/api/desk/offers/{offer}…`, whose offer's id begins with the interaction's.
@Component
final class InteractionMarks implements HandlerInterceptor, WebMvcConfigurer {
    private static final String MARK = InteractionMarks.class.getName();

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this)
                .addPathPatterns("/api/interactions/**", "/api/desk/interactions/**", "/api/desk/offers/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        var interaction = interaction(request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE));
        if (interaction != null) {
            request.setAttribute(MARK, Correlation.with(interaction));
        }
        return true;
    }

    private static @Nullable InteractionId interaction(@Nullable Object variables) {
        if (!(variables instanceof Map<?, ?> named)) {
            return null;
        }
        var id = named.get("id") instanceof String text ? text : named.get("offer");
        if (!(id instanceof String text) || !text.matches("[1-9][0-9]{0,17}(-[0-9]{1,9})?")) {
            return null; // the controller says what is wrong with it
        }
        int dash = text.indexOf('-');
        return new InteractionId(Long.parseLong(dash < 0 ? text : text.substring(0, dash)));
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception problem) {
        if (request.getAttribute(MARK) instanceof Correlation mark) {
            mark.close();
        }
    }
}
