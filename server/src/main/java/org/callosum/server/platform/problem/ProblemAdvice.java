package org.callosum.server.platform.problem;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolationException;
import java.util.List;
import java.util.Map;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Language;
import org.callosum.server.platform.text.Messages;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/// The one place where refusals, unreadable requests and faults become answers.
@RestControllerAdvice
public final class ProblemAdvice {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    private final Messages messages;
    private final MeterRegistry meters;

    ProblemAdvice(Messages messages, MeterRegistry meters) {
        this.messages = messages;
        this.meters = meters;
    }

    @ExceptionHandler
    ResponseEntity<ProblemBody> refused(Problem problem, HttpServletRequest request) {
        return answer(problem, request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemBody> invalid(MethodArgumentNotValidException e, HttpServletRequest request) {
        List<Problem.Field> fields = e.getBindingResult().getFieldErrors().stream()
                .map(error ->
                        new Problem.Field(error.getField(), fieldCode(error.getCode()), limits(error.getArguments())))
                .toList();
        return answer(Problems.fields(fields), request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemBody> invalid(ConstraintViolationException e, HttpServletRequest request) {
        return answer(Problems.invalid("request-invalid", Map.of("what", String.valueOf(e.getMessage()))), request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemBody> unreadable(HttpMessageNotReadableException e, HttpServletRequest request) {
        Throwable cause = e.getMostSpecificCause();
        if (cause instanceof Problem problem) {
            return answer(problem, request);
        }
        String what = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return answer(Problems.invalid("request-unreadable", Map.of("what", what)), request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemBody> mismatch(MethodArgumentTypeMismatchException e, HttpServletRequest request) {
        return answer(Problems.fields(new Problem.Field(e.getName(), "unreadable", Map.of())), request);
    }

    /// Somebody was faster with the same code or name; the index's name says which field.
    @ExceptionHandler
    ResponseEntity<ProblemBody> taken(DuplicateKeyException e, HttpServletRequest request) {
        return answer(Problems.refused("already-there"), request);
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<ProblemBody> anythingElse(Exception e, HttpServletRequest request) {
        if (e instanceof AsyncRequestNotUsableException) {
            return null; // the caller has gone away: nobody is left to answer
        }
        if (e instanceof ErrorResponse framework) {
            int status = framework.getStatusCode().value();
            return answer(new Problem(status, frameworkCode(status), Map.of(), List.of(), null, 0), request);
        }
        LOG.error("Fault while answering {} {}", request.getMethod(), request.getRequestURI(), e);
        meters.counter("callosum_faults", "kind", e.getClass().getSimpleName()).increment();
        return answer(new Problem(500, "fault", Map.of(), List.of(), null, 0), request);
    }

    private ResponseEntity<ProblemBody> answer(Problem problem, HttpServletRequest request) {
        var headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (problem.retryAfterSeconds() > 0) {
            headers.set(HttpHeaders.RETRY_AFTER, Long.toString(problem.retryAfterSeconds()));
        }
        return new ResponseEntity<>(body(problem, request), headers, HttpStatus.valueOf(problem.status()));
    }

    /// Also for filters, which stand before the place where exceptions become answers.
    public ProblemBody body(Problem problem, HttpServletRequest request) {
        Language language = language(request);
        String key = "problem." + problem.code();
        String title = messages.find(language, key, problem.values());
        List<ProblemBody.FieldBody> fields = problem.fields().stream()
                .map(field -> new ProblemBody.FieldBody(field.field(), field.code(), wording(language, field)))
                .toList();
        return new ProblemBody(
                "urn:callosum:problem:" + problem.code(),
                title == null ? problem.code() : title,
                problem.status(),
                messages.find(language, key + ".detail", problem.values()),
                request.getRequestURI(),
                problem.code(),
                fields.isEmpty() ? null : fields,
                problem.current());
    }

    private String wording(Language language, Problem.Field field) {
        String text = messages.find(language, "field." + field.code(), field.values());
        return text == null ? field.code() : text;
    }

    private static Language language(HttpServletRequest request) {
        Language own = Tenancy.languageOfAccount();
        return own != null ? own : Language.negotiated(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
    }

    private static String frameworkCode(int status) {
        return switch (status) {
            case 404 -> "no-such-address";
            case 405 -> "method-not-allowed";
            case 406 -> "not-acceptable";
            case 413 -> "too-large";
            case 415 -> "media-type-unsupported";
            default -> status < 500 ? "request-invalid" : "fault";
        };
    }

    private static String fieldCode(@Nullable String constraint) {
        return switch (constraint == null ? "" : constraint) {
            case "NotNull", "NotBlank", "NotEmpty" -> "required";
            case "Size" -> "wrong-length";
            case "Pattern" -> "wrong-form";
            case "Min", "Max", "Positive", "PositiveOrZero", "DecimalMin", "DecimalMax" -> "out-of-range";
            default -> "unreadable";
        };
    }

    /// Bean Validation hands over max before min.
    private static Map<String, ?> limits(Object @Nullable [] arguments) {
        if (arguments != null && arguments.length == 3) {
            return Map.of("max", String.valueOf(arguments[1]), "min", String.valueOf(arguments[2]));
        }
        if (arguments != null && arguments.length == 2) {
            return Map.of("limit", String.valueOf(arguments[1]));
        }
        return Map.of();
    }
}
