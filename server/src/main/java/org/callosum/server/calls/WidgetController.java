package org.callosum.server.calls;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.callosum.server.platform.access.Public;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/// What the customer's page asks. It carries no cookie; a site key and the page's origin are what let it in.
@RestController
@RequestMapping("/api/widget")
class WidgetController {
    private static final List<String> LANGUAGES = List.of("en", "zh-Hans", "zh-Hant");

    private final WidgetSites sites;
    private final WidgetCalls calls;

    WidgetController(WidgetSites sites, WidgetCalls calls) {
        this.sites = sites;
        this.calls = calls;
    }

    record Front(
            Text clientName,

            @ArraySchema(schema = @Schema(allowableValues = {"en", "zh-Hans", "zh-Hant"}))
            List<String> languages) {}

    record NewCall(
            @NotBlank String sdp,

            @Schema(allowableValues = {"en", "zh-Hans", "zh-Hant"}) @Nullable @Pattern(regexp = "en|zh-Hans|zh-Hant")
            String language,

            @Nullable @Size(max = 200) String name) {}

    @Public(why = "customers call without an account; the site key and the page's origin are checked")
    @GetMapping("/{key:(?!live$).+}") // `live` is the page's socket, whose handler is asked after this one
    Front front(@PathVariable String key, HttpServletRequest request, HttpServletResponse response) {
        return new Front(site(key, request, response).clientName(), LANGUAGES);
    }

    @Public(why = "customers call without an account; site key, origin and limits per address and site are checked")
    @PostMapping("/{key}/calls")
    CompletableFuture<WidgetCalls.Begun> call(
            @PathVariable String key,
            @Valid @RequestBody NewCall call,
            HttpServletRequest request,
            HttpServletResponse response) {
        var site = site(key, request, response);
        return calls.begin(site, request.getRemoteAddr(), call.sdp(), call.language(), call.name())
                .exceptionallyCompose(problem -> CompletableFuture.failedFuture(
                        problem.getCause() instanceof IllegalArgumentException unreadable
                                ? Problems.invalid(
                                        "widget-offer-unreadable", Map.of("why", "" + unreadable.getMessage()))
                                : problem));
    }

    /// Lets a listed site's page ask from its own origin.
    @Public(why = "a browser asks this before it lets another site's page call; nothing is told but what is allowed")
    @RequestMapping(value = "/{key}/calls", method = RequestMethod.OPTIONS)
    void preflight(@PathVariable String key, HttpServletRequest request, HttpServletResponse response) {
        site(key, request, response);
        response.setHeader("Access-Control-Allow-Methods", "GET, POST");
        response.setHeader("Access-Control-Allow-Headers", "Content-Type");
        response.setHeader("Access-Control-Max-Age", "600");
    }

    private WidgetSites.Site site(String key, HttpServletRequest request, HttpServletResponse response) {
        var site = sites.byKey(key);
        if (site == null) {
            throw Problems.notFound("widget-site", key);
        }
        var origin = request.getHeader("Origin");
        if (!WidgetCalls.allows(site, origin, String.valueOf(request.getHeader("Host")))) {
            throw Problems.forbidden("origin-refused", Map.of());
        }
        if (origin != null) {
            response.setHeader("Access-Control-Allow-Origin", origin);
            response.setHeader("Vary", "Origin");
        }
        return site;
    }
}
