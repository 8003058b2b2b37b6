package ru.otklik.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import ru.otklik.console.Failure;
import ru.otklik.schemas.Topics;

/** All targets at work, each on a thread of its own, and the page that says how they are doing. */
public final class Dispatcher implements AutoCloseable {
    private static final String GROUP = "otklik-dispatch-";
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final List<TargetWorker> workers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<HttpSender> senders = new ArrayList<>();
    private @Nullable StatusPage page;

    private Dispatcher() {}

    /**
     * Starts it.
     *
     * @param say takes a sentence for the log
     */
    public static Dispatcher start(DispatchSettings settings, Consumer<String> say) {
        if (!settings.namesTargets()) {
            throw new Failure("the settings name no targets: nobody is to be told");
        }
        Dispatcher dispatcher = new Dispatcher();
        AllowList allowed = new AllowList(settings.allowed());
        settings.targets().forEach(target -> dispatcher.add(target, settings, allowed, say));
        Integer port = settings.statusPort();
        if (port != null) {
            dispatcher.page = StatusPage.open(port, dispatcher::statuses, Clock.systemUTC());
        }
        dispatcher.threads.forEach(Thread::start);
        return dispatcher;
    }

    private void add(
            DispatchSettings.Target target, DispatchSettings settings, AllowList allowed, Consumer<String> say) {
        HttpSender sender = new HttpSender(allowed, target.pace().timeout());
        Channel channel = Channel.to(target, settings);
        TargetWorker worker = new TargetWorker(
                target,
                new TargetWorker.Parts(
                        channel,
                        sender::send,
                        () -> new KafkaAlertSource(
                                settings.kafka(),
                                Topics.ALERTS,
                                GROUP + target.name(),
                                channel.needsHistory(),
                                line -> say.accept(target.name() + ": " + line)),
                        Clock.systemUTC(),
                        say));
        senders.add(sender);
        workers.add(worker);
        threads.add(new Thread(worker, "tell-" + target.name()));
    }

    /** Port of the status page; empty if there is none. */
    public OptionalInt statusPort() {
        return page == null ? OptionalInt.empty() : OptionalInt.of(page.port());
    }

    /** Waits until all targets have ended, which they do only when they are asked to. */
    public void await() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private List<TargetStatus> statuses() {
        return workers.stream().map(TargetWorker::current).toList();
    }

    /** Lets each target end the try under way for some seconds; what it does not, it does after the next start. */
    @Override
    public void close() {
        workers.forEach(TargetWorker::stop);
        long deadline = System.nanoTime() + GRACE.toNanos();
        try {
            for (Thread thread : threads) {
                thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        senders.forEach(HttpSender::close);
        if (page != null) {
            page.close();
        }
    }
}
