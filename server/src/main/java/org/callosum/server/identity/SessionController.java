package org.callosum.server.identity;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import org.callosum.server.platform.access.Public;
import org.callosum.server.platform.access.SignedIn;
import org.callosum.server.platform.problem.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Coming in, going out, and one's own settings.
@RestController
@RequestMapping("/api")
class SessionController {
    private final SignIn signIn;
    private final Sessions sessions;
    private final Profiles profiles;

    SessionController(SignIn signIn, Sessions sessions, Profiles profiles) {
        this.signIn = signIn;
        this.sessions = sessions;
        this.profiles = profiles;
    }

    /// @param tenant its code; only needed where a machine serves several
    record Credentials(
            @NotBlank @Size(max = 100) String name,
            @NotBlank @Size(max = Passwords.LONGEST) String password,
            @Nullable @Size(max = 60) String tenant) {}

    record NewPassword(
            @NotBlank @Size(max = Passwords.LONGEST) String old,

            @NotBlank @Size(min = Passwords.SHORTEST, max = Passwords.LONGEST)
            String next) {}

    record Profile(
            @Schema(allowableValues = {"en", "zh-Hans", "zh-Hant"}) @NotBlank
            String language,

            @NotNull @Size(max = 60) String timeZone,

            @Schema(allowableValues = {"system", "light", "dark"}) @NotBlank
            String theme) {}

    @Public(why = "this is where one signs in")
    @PostMapping("/session")
    Me signIn(@Valid @RequestBody Credentials credentials, HttpServletRequest request, HttpServletResponse response) {
        String browser = request.getHeader(HttpHeaders.USER_AGENT);
        SignIn.Entered entered = signIn.enter(
                credentials.tenant(),
                credentials.name(),
                credentials.password(),
                request.getRemoteAddr(),
                browser == null ? "" : browser);
        response.addHeader(HttpHeaders.SET_COOKIE, cookie(entered.secret(), Sessions.LONGEST, request));
        return entered.me();
    }

    @SignedIn(withOneTimePassword = true)
    @DeleteMapping("/session")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void signOut(HttpServletRequest request, HttpServletResponse response) {
        String secret = SessionFilter.secret(request);
        if (secret != null) {
            signIn.leave(secret);
        }
        response.addHeader(HttpHeaders.SET_COOKIE, cookie("", Duration.ZERO, request));
    }

    @SignedIn(withOneTimePassword = true)
    @GetMapping("/me")
    Me me(HttpServletRequest request) {
        String secret = SessionFilter.secret(request);
        if (secret == null) {
            throw Problems.signIn("sign-in-needed");
        }
        return profiles.me(secret);
    }

    @SignedIn(withOneTimePassword = true)
    @PutMapping("/me/profile")
    Me changeProfile(@Valid @RequestBody Profile profile, HttpServletRequest request) {
        profiles.change(profile.language(), profile.timeZone(), profile.theme());
        return me(request);
    }

    @SignedIn(withOneTimePassword = true)
    @PutMapping("/me/password")
    Me changePassword(@Valid @RequestBody NewPassword password, HttpServletRequest request) {
        profiles.changePassword(password.old(), password.next());
        return me(request);
    }

    private static String cookie(String value, Duration age, HttpServletRequest request) {
        return ResponseCookie.from(SessionFilter.COOKIE, value)
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Strict")
                .path("/")
                .maxAge(age)
                .build()
                .toString();
    }
}
