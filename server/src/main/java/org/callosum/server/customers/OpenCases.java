package org.callosum.server.customers;

/// Asked of the room of cases, which itself asks for customers here.
public interface OpenCases {
    int of(long customer);

    /// @param type code of a case type
    int of(long customer, String type);
}
