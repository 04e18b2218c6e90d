package org.callosum.server.platform.keys;

import org.callosum.server.platform.install.Installation;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class KeysConfiguration {
    @Bean
    MasterKey masterKey(Installation installation) {
        String given = System.getenv("CALLOSUM_MASTER_KEY");
        return MasterKey.of(given != null ? given : installation.data().secret("master.key"));
    }
}
