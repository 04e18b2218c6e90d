package org.callosum.server.identity;

import java.time.Instant;
import java.util.List;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Tokens of programs.
@RestController
@RequestMapping("/api/tokens")
class TokensController {
    private final Tokens tokens;

    TokensController(Tokens tokens) {
        this.tokens = tokens;
    }

    record NewToken(
            String name, List<String> rights, @Nullable Instant expiresAt) {
        NewToken {
            rights = rights == null ? List.of() : List.copyOf(rights);
        }
    }

    @GetMapping
    @RequiresRight(Right.TOKENS_EDIT)
    Page<Tokens.Token> list() {
        return Page.whole(tokens.all());
    }

    /// The answer holds the secret, this once.
    @PostMapping
    @RequiresRight(Right.TOKENS_EDIT)
    @ResponseStatus(HttpStatus.CREATED)
    Tokens.Token create(@RequestBody NewToken wanted) {
        return tokens.create(wanted.name(), wanted.rights(), wanted.expiresAt());
    }

    @DeleteMapping("/{id}")
    @RequiresRight(Right.TOKENS_EDIT)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id) {
        tokens.delete(Ids.parse(id));
    }
}
