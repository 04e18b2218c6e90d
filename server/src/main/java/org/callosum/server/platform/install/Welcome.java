package org.callosum.server.platform.install;

import java.util.List;

/// What is said in the terminal to whoever started the process, last before it is ready.
public interface Welcome {
    /// @param address of the installation, without a slash at its end
    List<String> lines(String address);
}
