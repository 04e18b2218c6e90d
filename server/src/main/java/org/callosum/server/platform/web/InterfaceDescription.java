package org.callosum.server.platform.web;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.core.Nullness;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// What the OpenAPI description says beyond what is read from the endpoints: every part of a record that is not
/// `@Nullable` is always there, and the order is by name, so that the committed file changes only with the
/// interface.
@Configuration(proxyBeanMethods = false)
class InterfaceDescription {
    private static final Logger LOG = LoggerFactory.getLogger(InterfaceDescription.class);

    @Bean
    OpenApiCustomizer ordered(ApplicationContext application) {
        return description -> {
            description.setInfo(new Info().title("Callosum").version("1"));
            description.setServers(null);
            require(description, application);
            if (description.getComponents() != null
                    && description.getComponents().getSchemas() != null) {
                description
                        .getComponents()
                        .setSchemas(new TreeMap<>(description.getComponents().getSchemas()));
            }
            var paths = new io.swagger.v3.oas.models.Paths();
            new TreeMap<>(description.getPaths()).forEach(paths::addPathItem);
            description.setPaths(paths);
        };
    }

    @SuppressWarnings("rawtypes")
    private static void require(OpenAPI description, ApplicationContext application) {
        if (description.getComponents() == null || description.getComponents().getSchemas() == null) {
            return;
        }
        Map<String, Schema> schemas = description.getComponents().getSchemas();
        records(application).forEach((name, type) -> {
            Schema<?> schema = schemas.get(name);
            if (schema != null) {
                schema.setRequired(present(type, schema));
            }
        });
        schemas.forEach((name, schema) -> {
            if (name.startsWith("Page")
                    && schema.getProperties() != null
                    && schema.getProperties().containsKey("items")) {
                schema.setRequired(List.of("items", "total"));
            }
        });
    }

    private static List<String> present(Class<?> type, Schema<?> schema) {
        List<String> required = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            boolean nullable = Nullness.forMethodReturnType(component.getAccessor()) == Nullness.NULLABLE;
            if (!nullable
                    && schema.getProperties() != null
                    && schema.getProperties().containsKey(component.getName())) {
                required.add(component.getName());
            }
        }
        return required;
    }

    /// The records that endpoints take or give, by the simple name under which they are described.
    private static Map<String, Class<?>> records(ApplicationContext application) {
        Map<String, Class<?>> found = new LinkedHashMap<>();
        application.getBeansOfType(RequestMappingHandlerMapping.class).values().stream()
                .flatMap(mapping -> mapping.getHandlerMethods().values().stream())
                .filter(method -> method.getBeanType().getPackageName().startsWith("org.callosum"))
                .forEach(method -> collect(method, found));
        return found;
    }

    private static void collect(HandlerMethod method, Map<String, Class<?>> found) {
        collect(method.getMethod().getGenericReturnType(), found);
        for (MethodParameter parameter : method.getMethodParameters()) {
            collect(parameter.getGenericParameterType(), found);
        }
    }

    private static void collect(Type type, Map<String, Class<?>> found) {
        if (type instanceof ParameterizedType parameterized) {
            collect(parameterized.getRawType(), found);
            for (Type argument : parameterized.getActualTypeArguments()) {
                collect(argument, found);
            }
        } else if (type instanceof Class<?> known && known.isRecord() && found.get(name(known)) != known) {
            Class<?> other = found.putIfAbsent(name(known), known);
            if (other != null) {
                LOG.warn(
                        "Two records of the interface are called {} ({} and {}); give one a @Schema(name = …)",
                        name(known),
                        other.getName(),
                        known.getName());
                return;
            }
            for (RecordComponent component : known.getRecordComponents()) {
                collect(component.getGenericType(), found);
            }
        }
    }

    private static String name(Class<?> type) {
        var given = type.getAnnotation(io.swagger.v3.oas.annotations.media.Schema.class);
        return given == null || given.name().isEmpty() ? type.getSimpleName() : given.name();
    }
}
