package org.callosum.server.platform.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.core.util.AnnotationsUtils;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.MapSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.core.Nullness;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/// What the OpenAPI description says beyond what is read from the endpoints: every part of a record that is not
/// `@Nullable` is always there, a record that is [Answered] has two shapes, and the order is by name, so that the
/// committed file changes only with the interface.
@Configuration(proxyBeanMethods = false)
class InterfaceDescription {
    private static final Logger LOG = LoggerFactory.getLogger(InterfaceDescription.class);

    private static final String WANTED = "Wanted";

    static {
        // a part that holds any JSON, not the innards of the class that carries it
        SpringDocUtils.getConfig().replaceWithSchema(JsonNode.class, new MapSchema());
    }

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
        Map<String, Class<?>> records = records(application);
        Map<String, List<String>> wanted = new LinkedHashMap<>();
        records.forEach((name, type) -> {
            Schema<?> schema = schemas.get(name);
            if (schema != null) {
                Answered answered = type.getAnnotation(Answered.class);
                List<String> required = present(type, schema);
                schema.setRequired(answered == null ? required : answered(type, answered, schema));
                if (answered != null) {
                    wanted.put(name, required);
                }
            }
        });
        wishes(description, schemas, wanted);
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
            if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                required.addAll(present(component.getType(), schema));
            }
            boolean nullable = Nullness.forMethodReturnType(component.getAccessor()) == Nullness.NULLABLE;
            if (!nullable
                    && schema.getProperties() != null
                    && schema.getProperties().containsKey(component.getName())) {
                required.add(component.getName());
            }
        }
        return required;
    }

    private static List<String> answered(Class<?> type, Answered answered, Schema<?> schema) {
        List<String> names = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            names.add(component.getName());
        }
        List<String> except = List.of(answered.except());
        if (!names.containsAll(except)) {
            throw new IllegalStateException("%s has no parts %s; correct the exceptions of @Answered"
                    .formatted(
                            type.getName(),
                            except.stream().filter(one -> !names.contains(one)).toList()));
        }
        names.removeIf(name -> except.contains(name) || !schema.getProperties().containsKey(name));
        return names;
    }

    /// Gives every request whose body holds an [Answered] record shapes of its own, in which only the parts without
    /// `@Nullable` are required.
    ///
    /// @param wanted the required parts in a request, by the name of the record
    @SuppressWarnings("rawtypes")
    private static void wishes(OpenAPI description, Map<String, Schema> schemas, Map<String, List<String>> wanted) {
        Set<String> affected = new LinkedHashSet<>(wanted.keySet());
        boolean grew = true;
        while (grew) {
            grew = false;
            for (var schema : schemas.entrySet()) {
                boolean holds = references(schema.getValue()).stream()
                        .anyMatch(reference -> affected.contains(target(reference)));
                grew |= holds && affected.add(schema.getKey());
            }
        }
        Set<String> used = new LinkedHashSet<>();
        description.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .filter(operation -> operation.getRequestBody() != null)
                .flatMap(operation -> operation.getRequestBody().getContent().values().stream())
                .map(MediaType::getSchema)
                .filter(schema -> schema != null)
                .forEach(schema -> redirect(schema, affected, used));
        Set<String> made = new LinkedHashSet<>();
        while (!made.containsAll(used)) {
            for (String name : List.copyOf(used)) {
                if (made.add(name)) {
                    Schema<?> wish = AnnotationsUtils.clone(schemas.get(name), true);
                    wish.setRequired(wanted.getOrDefault(name, wish.getRequired()));
                    references(wish).forEach(reference -> redirect(reference, affected, used));
                    schemas.put(name + WANTED, wish);
                }
            }
        }
    }

    /// The parts of a shape that stand for other shapes, directly, in a list or in a map.
    private static List<Schema<?>> references(Schema<?> schema) {
        List<Schema<?>> found = new ArrayList<>();
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(part -> {
                found.add(part);
                if (part.getItems() != null) {
                    found.add(part.getItems());
                }
                if (part.getAdditionalProperties() instanceof Schema<?> values) {
                    found.add(values);
                }
            });
        }
        return found.stream().filter(part -> part.get$ref() != null).toList();
    }

    private static String target(Schema<?> reference) {
        String path = reference.get$ref();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static void redirect(Schema<?> reference, Set<String> affected, Set<String> used) {
        if (reference.get$ref() != null && affected.contains(target(reference))) {
            used.add(target(reference));
            reference.set$ref(reference.get$ref() + WANTED);
        }
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
