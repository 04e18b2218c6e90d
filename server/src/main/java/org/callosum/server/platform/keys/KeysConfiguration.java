package org.callosum.server.platform.keys;

import java.nio.file.Path;
import org.callosum.server.platform.install.DatabaseAddress;
import org.callosum.server.platform.install.Installation;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class KeysConfiguration {
    @Bean
    MasterKey masterKey(Installation installation) {
        String given = System.getenv("CALLOSUM_MASTER_KEY");
        if (given != null) {
            return MasterKey.of(given);
        }
        Path shared = installation.database().keys();
        return MasterKey.of(
                shared == null
                        ? installation.data().secret("master.key")
                        : DatabaseAddress.secret(shared, "master.key"));
    }
}
