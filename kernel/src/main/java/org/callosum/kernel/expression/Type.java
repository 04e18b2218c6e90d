package org.callosum.kernel.expression;

/// What a name or an expression is.
public enum Type {
    TEXT("a text"),
    NUMBER("a number"),
    TRUTH("true or false"),
    /// A time of day in the site's zone, to the minute.
    TIME("a time of day"),
    /// A set of texts, for instance a customer's tags.
    TEXTS("a set of texts");

    private final String wording;

    Type(String wording) {
        this.wording = wording;
    }

    /// The type with its article, for messages: `a number`.
    public String wording() {
        return wording;
    }
}
