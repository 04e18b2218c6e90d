package org.callosum.journeys.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// Private networks of this machine's own kernel, each behind a router that translates addresses and ports: a browser's
/// home and, if wanted, the centre's. Network namespaces, virtual wires and nftables; nothing leaves the machine.
///
/// ```
/// browser 10.91.n.2 ── 10.91.n.1 router 198.18.n.2 ── 198.18.n.1 the centre, or its router 10.92.n.1 ── 10.92.n.2
/// ```
public final class PrivateNetworks implements AutoCloseable {
    private static final Pattern FLOWS = Pattern.compile("packets (\\d+)");
    private static final int SUBNETS = 200;

    private final String tag = Long.toString(ProcessHandle.current().pid() % 10_000);
    private final int subnet = 1 + (int) (ProcessHandle.current().pid() % SUBNETS);
    private final List<String> made = new ArrayList<>();
    private final boolean centreInside;
    private final Thread atExit = new Thread(this::remove);

    private PrivateNetworks(boolean centreInside) {
        this.centreInside = centreInside;
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            build();
        } catch (RuntimeException problem) {
            close();
            throw problem;
        }
    }

    /// Why there can be none here; empty if there can.
    public static Optional<String> refusal() {
        var name = "calprobe" + ProcessHandle.current().pid() % 10_000;
        try {
            run("ip", "netns", "add", name);
        } catch (IllegalStateException | UncheckedIOException refused) {
            return Optional.of("no network namespaces (" + firstLine(refused) + ")");
        }
        try {
            run("ip", "netns", "exec", name, "nft", "add table ip nat");
            run("ip", "netns", "exec", name, "nft", "add chain ip nat out { type nat hook postrouting priority 100; }");
            run("ip", "netns", "exec", name, "nft", "add rule ip nat out masquerade");
            return Optional.empty();
        } catch (IllegalStateException | UncheckedIOException refused) {
            return Optional.of("no translation of addresses (" + firstLine(refused) + ")");
        } finally {
            run("ip", "netns", "del", name);
        }
    }

    private static String firstLine(Exception problem) {
        return String.valueOf(problem.getMessage()).lines().findFirst().orElse("");
    }

    /// A browser behind a router, the centre in front of it.
    public static PrivateNetworks ofABrowser() {
        return new PrivateNetworks(false);
    }

    /// Both behind routers of their own; the centre's lets everything in.
    public static PrivateNetworks ofBrowserAndCentre() {
        return new PrivateNetworks(true);
    }

    /// What the centre itself listens on.
    public String centre() {
        return centreInside ? "10.92.%d.2".formatted(subnet) : seenFromOutside();
    }

    /// What browsers know the centre by.
    public String seenFromOutside() {
        return "198.18.%d.1".formatted(subnet);
    }

    /// What the browser's router calls itself outside.
    public String router() {
        return "198.18.%d.2".formatted(subnet);
    }

    private String browser() {
        return "10.91.%d.2".formatted(subnet);
    }

    /// Put before the command of a program that shall live in the centre's network.
    public List<String> inCentre() {
        return centreInside ? List.of("ip", "netns", "exec", name("c")) : List.of();
    }

    /// A program that starts another in the browser's network, with the same words.
    public Path inBrowser(Path program) {
        try {
            var script = Files.createTempFile("behind-nat", ".sh");
            script.toFile().deleteOnExit();
            Files.writeString(script, "#!/bin/sh\nexec ip netns exec %s %s \"$@\"\n".formatted(name("b"), program));
            return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    /// How many conversations by UDP the browser's router has translated.
    public int translated() {
        var listed = inside("h", "nft", "list chain ip nat out");
        var found = FLOWS.matcher(listed);
        if (!found.find()) {
            throw new IllegalStateException("The router counts nothing: " + listed);
        }
        return Integer.parseInt(found.group(1));
    }

    // ---- wires and routers

    private void build() {
        network("b"); // the browser's machine
        network("h"); // its router
        wire("b", "b-eth", "h", "h-in");
        address("b", "b-eth", browser());
        address("h", "h-in", "10.91.%d.1".formatted(subnet));
        inside("b", "ip", "route", "add", "default", "via", "10.91.%d.1".formatted(subnet));
        if (centreInside) {
            network("c"); // the centre's machine
            network("g"); // its router
            wire("c", "c-eth", "g", "g-in");
            address("c", "c-eth", centre());
            address("g", "g-in", "10.92.%d.1".formatted(subnet));
            inside("c", "ip", "route", "add", "default", "via", "10.92.%d.1".formatted(subnet));
            wire("g", "g-out", "h", "h-out");
            address("g", "g-out", seenFromOutside());
            letsIn("g", "g-out", centre());
        } else {
            run("ip", "link", "add", outside(), "type", "veth", "peer", "name", "h-out", "netns", name("h"));
            made.add(outside());
            run("ip", "address", "add", seenFromOutside() + "/24", "dev", outside());
            run("ip", "link", "set", outside(), "up");
        }
        address("h", "h-out", router());
        translates("h", "h-out");
    }

    private String name(String part) {
        return "cal" + tag + part;
    }

    private String outside() {
        return "cal" + tag + "out";
    }

    private void network(String part) {
        run("ip", "netns", "add", name(part));
        made.add(name(part));
        inside(part, "ip", "link", "set", "lo", "up");
    }

    private void wire(String one, String end, String other, String otherEnd) {
        inside(one, "ip", "link", "add", end, "type", "veth", "peer", "name", otherEnd, "netns", name(other));
    }

    private void address(String part, String wire, String address) {
        inside(part, "ip", "address", "add", address + "/24", "dev", wire);
        inside(part, "ip", "link", "set", wire, "up");
    }

    /// Source ports are made up anew for each conversation, as unkind routers do.
    private void translates(String part, String wire) {
        inside(part, "sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward");
        inside(part, "nft", "add table ip nat");
        inside(part, "nft", "add chain ip nat out { type nat hook postrouting priority 100; }");
        inside(
                part,
                "nft",
                "add rule ip nat out oifname %s meta l4proto udp counter masquerade random".formatted(wire));
        inside(part, "nft", "add rule ip nat out oifname %s masquerade".formatted(wire));
    }

    private void letsIn(String part, String wire, String machine) {
        inside(part, "sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward");
        inside(part, "nft", "add table ip nat");
        inside(part, "nft", "add chain ip nat in { type nat hook prerouting priority -100; }");
        inside(part, "nft", "add rule ip nat in iifname %s dnat to %s".formatted(wire, machine));
    }

    private String inside(String part, String... command) {
        var words = new ArrayList<>(List.of("ip", "netns", "exec", name(part)));
        words.addAll(List.of(command));
        return run(words.toArray(String[]::new));
    }

    private static String run(String... command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException("%s: %s".formatted(String.join(" ", command), said.strip()));
            }
            return said;
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    private void remove() {
        for (var each : made.reversed()) {
            try {
                if (each.equals(outside())) {
                    run("ip", "link", "del", each);
                } else {
                    run("ip", "netns", "del", each);
                }
            } catch (IllegalStateException | UncheckedIOException gone) {
                System.err.println("A private network stays behind: " + gone.getMessage());
            }
        }
        made.clear();
    }

    @Override
    public void close() {
        remove();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }
}
