package org.callosum.voice.sdp;

/// One `a=` line: `a=name` or `a=name:value`.
public record Attribute(String name, String value) {
    /// A property without value, such as `rtcp-mux`.
    public static Attribute flag(String name) {
        return new Attribute(name, "");
    }

    @Override
    public String toString() {
        return value.isEmpty() ? "a=" + name : "a=" + name + ":" + value;
    }
}
