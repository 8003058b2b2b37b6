package ru.otklik.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowListTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "https://Hooks.Example.org/x?y=1, https://hooks.example.org:443",
        "http://hooks.example.org., http://hooks.example.org:80",
        "https://hooks.example.org:8443/, https://hooks.example.org:8443",
        "http://[FD00::1]:9093/, http://[fd00::1]:9093",
        "http://127.0.0.1:9093/api, http://127.0.0.1:9093"
    })
    void anOriginIsSchemeHostAndPort(URI url, String origin) {
        assertThat(Origin.of(url)).hasToString(origin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ftp://hooks.example.org", "//hooks.example.org", "https://user@hooks.example.org", "https:///x"
            })
    void anyOtherUrlIsRefused(URI url) {
        assertThatThrownBy(() -> Origin.of(url)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hooks.example.org",
                "https://hooks.example.org:444",
                "https://hooks.example.org.evil.example",
                "https://evil.example"
            })
    void anotherSchemeHostOrPortIsRefused(URI url) {
        AllowList list = list("https://hooks.example.org", List.of(), "93.184.216.34");

        assertThat(list.names(Origin.of(url))).isFalse();
        assertThatThrownBy(() -> list.resolve(Origin.of(url)))
                .isInstanceOf(AllowList.RefusedException.class)
                .hasMessageContaining("not on the allow-list");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.31.255.255",
                "192.168.0.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fec0::1",
                "fd00::1",
                "ff02::1",
                "64:ff9b::a00:1",
                "2002:a00:1::",
                "::ffff:10.0.0.1"
            })
    void aNameThatLeadsInsideIsRefused(String address) {
        AllowList list = list("https://hooks.example.org", List.of(), "93.184.216.34", address);

        assertThatThrownBy(() -> list.resolve(Origin.of(URI.create("https://hooks.example.org"))))
                .isInstanceOf(AllowList.RefusedException.class)
                .hasMessageContaining("does not let pass");
    }

    @Test
    void aNameThatLeadsToPublicAddressesPasses() throws IOException {
        AllowList list = list("https://hooks.example.org", List.of(), "93.184.216.34", "2606:2800:220:1::1");

        assertThat(list.resolve(Origin.of(URI.create("https://hooks.example.org")))
                        .getHostAddress())
                .isEqualTo("93.184.216.34");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"10.255.0.1, true", "10.4.0.0, true", "11.0.0.0, false", "93.184.216.34, false", "fd00::1, false"})
    void namedNetworksAreTheOnlyOnes(String address, boolean passes) {
        AllowList list = list("http://inside.example", List.of("10.0.0.0/8"), address);
        Origin origin = Origin.of(URI.create("http://inside.example"));

        if (passes) {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> list.resolve(origin)))
                    .isNull();
        } else {
            assertThatThrownBy(() -> list.resolve(origin)).isInstanceOf(AllowList.RefusedException.class);
        }
    }

    @Test
    void anAddressThatIsNamedItselfPasses() throws IOException {
        AllowList list = list("http://127.0.0.1:9093", List.of(), "127.0.0.1");

        assertThat(list.resolve(Origin.of(URI.create("http://127.0.0.1:9093/x")))
                        .isLoopbackAddress())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.org", "10.0.0.0/33", "10.0.0.0/x", "10.0.0/8", "::/129", ""})
    void noBlockIsAnIllegalArgument(String text) {
        assertThatThrownBy(() -> AddressBlock.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private static AllowList list(String origin, List<String> networks, String... addresses) {
        AllowList.Entry entry = new AllowList.Entry(
                Origin.of(URI.create(origin)),
                networks.stream().map(AddressBlock::parse).toList());
        return new AllowList(
                List.of(entry),
                host -> Stream.of(addresses).map(AllowListTest::address).toArray(InetAddress[]::new));
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
