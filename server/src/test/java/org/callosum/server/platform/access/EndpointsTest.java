package org.callosum.server.platform.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@ServerTest
class EndpointsTest {
    @Autowired
    List<RequestMappingHandlerMapping> mappings = List.of();

    @Test
    void eachEndpointSaysWhoMayCallIt() {
        List<HandlerMethod> own = mappings.stream()
                .flatMap(mapping -> mapping.getHandlerMethods().values().stream())
                .filter(method -> method.getBeanType().getPackageName().startsWith("org.callosum"))
                .toList();
        assertThat(own).hasSizeGreaterThan(4);
        assertThat(silent(own)).isEmpty();
    }

    @Test
    void anEndpointThatForgetsIsFound() throws NoSuchMethodException {
        var guilty = new HandlerMethod(new Forgetful(), Forgetful.class.getDeclaredMethod("anybody"));
        assertThat(silent(List.of(guilty))).hasSize(1);
    }

    private static List<String> silent(List<HandlerMethod> methods) {
        List<String> silent = new ArrayList<>();
        for (HandlerMethod method : methods) {
            RequiresRight right = method.getMethodAnnotation(RequiresRight.class);
            long said = Stream.of(
                            right != null && right.value().length > 0,
                            method.hasMethodAnnotation(Public.class),
                            method.hasMethodAnnotation(SignedIn.class))
                    .filter(present -> present)
                    .count();
            if (said != 1) {
                silent.add(method.toString());
            }
        }
        return silent;
    }

    static final class Forgetful {
        void anybody() {}
    }
}
