package org.callosum.server.calls;

import java.util.List;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;

/// The web sites from which customers may call. Answered from memory.
public interface WidgetSites {
    /// @return null for a key that is unknown or switched off
    @Nullable
    Site byKey(String key);

    /// @param origins such as `https://shop.example`; the centre's own page is always allowed
    /// @param perAddressPerHour calls that one address may begin within an hour
    /// @param concurrent calls at a time from this site
    record Site(
            String key,
            EntryPoint entry,
            Text clientName,
            List<String> origins,
            int perAddressPerHour,
            int concurrent) {
        public Site {
            origins = List.copyOf(origins);
        }
    }
}
