// SPDX-License-Identifier: BSD-3-Clause
/**
 * What authors of plugins and filters write their code against.
 *
 * <h2>In short</h2>
 *
 * <p>A {@link dev.platter.api.Plugin} opens a {@link dev.platter.api.Disk} for each client; a
 * {@link dev.platter.api.Filter} opens one on top of another. Each is one public class with
 * {@link dev.platter.api.NbdPlugin} or {@link dev.platter.api.NbdFilter} on it, and one record that says which
 * parameters it takes (see {@link dev.platter.api.parameters}). There is nothing to register and no OSGi to learn: the
 * annotation is what makes a jar with the class in it a bundle that the server finds by name.
 *
 * <h2>A plugin</h2>
 *
 * <p>Two methods make a disk that can be read. This one never waits, so it says that it is not {@code blocking}, and
 * runs on the server's event loop.
 *
 * {@snippet lang=java :
 * @NbdPlugin(name = "ones", summary = "a disk full of ones", threadModel = ThreadModel.PARALLEL)
 * public final class OnesPlugin implements Plugin {
 *     private final Config config;
 *
 *     public record Config(@Parameter(magic = true, help = "Virtual size of the disk.") Size size) {}
 *
 *     public OnesPlugin(Config config) {
 *         this.config = config;
 *     }
 *
 *     @Override
 *     public Disk open(Client client) {
 *         return new OnesDisk(config.size().bytes());
 *     }
 *
 *     private record OnesDisk(long size) implements Disk {
 *         @Override
 *         public boolean blocking() {
 *             return false;
 *         }
 *
 *         @Override
 *         public void read(ByteBuffer into, long offset, HoleSink holes) {
 *             while (into.hasRemaining()) {
 *                 into.put((byte) 1);
 *             }
 *         }
 *     }
 * }
 * }
 *
 * <h2>An asynchronous disk</h2>
 *
 * <p>Storage that has a queue of its own begins the work, returns, and tells a {@link dev.platter.api.Completion} when
 * it is done. A read that comes back short goes on where it left off. A disk whose calls may wait for a moment before they
 * return, as one that sends to a socket, says that it is {@code blocking}: they then begin on workers.
 *
 * {@snippet lang=java :
 * @NbdPlugin(name = "aio", summary = "a file, read asynchronously", threadModel = ThreadModel.PARALLEL)
 * public final class AioPlugin implements Plugin {
 *     private final Config config;
 *
 *     public record Config(@Parameter(magic = true, help = "The file to serve.") Path file) {}
 *
 *     public AioPlugin(Config config) {
 *         this.config = config;
 *     }
 *
 *     @Override
 *     public Disk open(Client client) throws IOException {
 *         return new AioDisk(AsynchronousFileChannel.open(config.file(), StandardOpenOption.READ));
 *     }
 *
 *     private record AioDisk(AsynchronousFileChannel file) implements AsyncDisk {
 *         @Override
 *         public long size() throws IOException {
 *             return file.size();
 *         }
 *
 *         @Override
 *         public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
 *             file.read(into, offset, completion, new CompletionHandler<>() {
 *                 @Override
 *                 public void completed(Integer bytes, Completion attached) {
 *                     if (!into.hasRemaining()) {
 *                         attached.succeeded();
 *                     } else if (bytes > 0) {
 *                         read(into, offset + bytes, holes, attached);
 *                     } else {
 *                         attached.failed(new DiskException(NbdError.EIO, "the file ends at " + offset));
 *                     }
 *                 }
 *
 *                 @Override
 *                 public void failed(Throwable failure, Completion attached) {
 *                     attached.failed(new IOException(failure));
 *                 }
 *             });
 *         }
 *
 *         @Override
 *         public void close() throws IOException {
 *             file.close();
 *         }
 *     }
 * }
 * }
 *
 * <h2>A filter</h2>
 *
 * <p>A filter opens the disk behind it and changes what it wants to. It is written once, with completions, and is
 * asynchronous, inline or blocking as the disk behind it is. This one delays reads, and does not keep the server from
 * ending.
 *
 * {@snippet lang=java :
 * @NbdFilter(name = "slow", summary = "puts reads off")
 * public final class SlowFilter implements Filter {
 *     private final Config config;
 *     private Context context;
 *
 *     public record Config(@Parameter(defaultValue = "10ms", help = "For how long.") Duration delay) {}
 *
 *     public SlowFilter(Config config) {
 *         this.config = config;
 *     }
 *
 *     @Override
 *     public void start(Opener next, Context context) {
 *         this.context = context;
 *     }
 *
 *     @Override
 *     public Disk open(Opener next, Client client) throws IOException {
 *         return new ForwardingAsyncDisk(next.open(client)) {
 *             @Override
 *             public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
 *                 context.schedule(client, config.delay(), early -> next().read(into, offset, holes, completion));
 *             }
 *         };
 *     }
 * }
 * }
 *
 * <p>A filter that treats every request alike, whatever its kind, extends {@link dev.platter.api.AroundDisk} and has
 * one method for all.
 *
 * <h2>The life of a plugin</h2>
 *
 * <p>Filters take part in each step; each method documents whether a filter is called before or after the next member
 * of its chain.
 *
 * <ol>
 *   <li><b>Constructor</b>, with the record of parameters: checks values, touches nothing outside. {@code --help},
 *       {@code --check} and a reload of the configuration construct instances that are never started.
 *   <li>{@link dev.platter.api.Plugin#prepare prepare}: what needs the caller's folder or privileges. Then
 *       {@link dev.platter.api.Plugin#files files}, which later calls need under another user, and
 *       {@link dev.platter.api.Plugin#threadModel threadModel}, which may depend on what was found.
 *   <li>{@link dev.platter.api.Stateful#adopt adopt}, only if the instance goes on with the state of another one.
 *   <li>{@link dev.platter.api.Plugin#start start}: takes resources, after privileges were dropped.
 *   <li>For each connection {@link dev.platter.api.Plugin#accept accept}, before TLS and negotiation; then, as the
 *       client asks, {@link dev.platter.api.Plugin#exports exports}, {@link dev.platter.api.Plugin#defaultExport
 *       defaultExport} and {@link dev.platter.api.Plugin#open open}.
 *   <li>{@link dev.platter.api.Disk#close close} for each disk that was opened, exactly once.
 *   <li>{@link dev.platter.api.Plugin#stop stop}, after the last disk was closed, if {@code prepare} was called.
 * </ol>
 *
 * <h2>Conventions</h2>
 *
 * <ul>
 *   <li>No parameter and no result is ever {@code null}.
 *   <li>A plugin shares no class with another, and sees of the server only the packages {@code dev.platter.api},
 *       {@code dev.platter.api.parameters} and {@code dev.platter.nbd}. It logs to
 *       {@link dev.platter.api.Context#logger()}, or to {@link java.lang.System#getLogger} where it has no context,
 *       counts in {@link dev.platter.api.Context#metrics()}, keeps large buffers in {@link
 *       dev.platter.api.Context#buffers()} and files in the folders of its context, and takes threads from {@link
 *       dev.platter.api.Context#workers()} or ends its own in {@code stop}: a thread that keeps running keeps the old
 *       version of a plugin in memory.
 *   <li>The thread's context class loader is that of the plugin's bundle in every call of its life, from the
 *       constructor to {@code stop}, in the calls of a disk that is {@link dev.platter.api.Disk#blocking blocking}, and in
 *       every task that it gives to the server. So {@link java.util.ServiceLoader} and libraries that look there find
 *       what lies in the plugin's jar. Only the requests of a disk that does not block come without it, since they run
 *       on the event loop, and the requests of an asynchronous filter that only completes on return.
 *   <li>Offsets and lengths are in bytes, 64 bits wide and never negative. The server has checked that
 *       {@code offset + length <= size()} and that the length is not 0.
 *   <li>A {@link java.nio.ByteBuffer} is direct and big-endian, and the bytes from its position to its limit are
 *       exactly the range of the request.
 *   <li>A call that waits for a network or a process ends when its client has gone: see
 *       {@link dev.platter.api.Client#whenGone whenGone}. Otherwise it keeps its disk open, and a server that stops, or
 *       a new version of the plugin, has to abandon it.
 *   <li>The annotation says where the plugin has what clients have written, see {@link dev.platter.api.Contents}: a
 *       running server refuses to replace an instance that would take it along.
 *   <li>An error that a client shall see is a {@link dev.platter.api.DiskException} with a sentence in it; any other
 *       {@link java.io.IOException} is {@code EIO} with its message.
 *   <li>Types that authors implement are marked {@code @ConsumerType}: they only ever get new methods that have a
 *       default. Types that the server implements are marked {@code @ProviderType} and may grow.
 * </ul>
 */
@NullMarked
@Version("1.0.0")
package dev.platter.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
