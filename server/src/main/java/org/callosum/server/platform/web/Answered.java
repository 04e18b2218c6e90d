package org.callosum.server.platform.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// On a record that comes in and goes out: an answer holds every part but those of `except`, though a request may
/// leave out whatever is `@Nullable`. The description of the interface then has two shapes, `Queue` for answers and
/// `QueueWanted` for requests, so that a client need not ask of each answered part whether it is there.
/// `AnswersTest` compares real answers with it.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Answered {
    /// Parts that an answer may lack.
    String[] except() default {};
}
