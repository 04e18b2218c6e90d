package org.callosum.server.platform.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Anybody signed in may call this endpoint, whatever the rights.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface SignedIn {
    /// Whether a one-time password is enough; everywhere else it must be changed first.
    boolean withOneTimePassword() default false;
}
