package org.callosum.server.customers;

/// Asked of the room of cases, which itself asks for customers here.
public interface OpenCases {
    int of(long customer);
}
