# SPDX-License-Identifier: BSD-3-Clause
"""Runs the commands of manual pages' examples and tells what came of them: what was printed and returned, who listens, what a client
sees there, and which files are left.

    examples.py FOLDER CREDENTIALS PATH

FOLDER has the scripts, in files whose names end in .sh; CREDENTIALS has certificates and keys. Each script runs twice, with the commands
that are installed, and with those of PATH before them; the reports are written beside it, in files that end in .installed and .ours. Text
that differs from run to run is replaced in them. Each run is in a network and in a space of processes of its own: so its port is free, and
all that it has started ends with it. It needs root.
"""
import contextlib, ctypes, fcntl, glob, gzip, hashlib, lzma, multiprocessing, os, re, shutil, signal, socket, struct, sys, threading, time, traceback

import nbd

MIB = 1 << 20
#: A server that has not returned so long after it listened stays in the foreground.
FOREGROUND_SECONDS = 2.5
PATIENCE_SECONDS = 40
SCRIPT = b'''#!/bin/sh
case "$1" in
  get_size) echo 1M ;;
  pread) dd if=/dev/zero count=$3 iflag=count_bytes ;;
  *) exit 2 ;;
esac
'''
FLAGS = ['cache', 'fast_zero', 'flush', 'fua', 'multi_conn', 'trim', 'zero']


def prepare(template, credentials):
    """Makes the files that examples name."""
    os.makedirs(template + '/tmp')
    os.mkdir(template + '/dir')

    def disk(size, first, sectors):
        table = bytearray(512)
        table[446 + 4] = 0x83
        table[446 + 8:446 + 16] = struct.pack('<II', first, sectors)
        table[510:512] = b'\x55\xaa'
        return bytes(table) + bytes(range(256)) * 64 + bytes(size - 512 - 256 * 64)

    small = disk(2 * MIB, 128, 3968)
    for name, content in [('disk.img', disk(MIB, 128, 104727040 // 512)), ('output.img', bytes(MIB)),
                          ('disk.img.xz', lzma.compress(small)), ('FILENAME.xz', lzma.compress(small)),
                          ('FILENAME.gz', gzip.compress(small)), ('file1', b'one'), ('file2', b'two' * 200),
                          ('file3', b'three'), ('mapfile', b'# of GNU ddrescue\n0x0 + 1\n0x0 0x00010000 +\n0x00010000 0x7ff0000 -\n'),
                          ('dir/disk.img', small), ('script', SCRIPT)]:
        with open(os.path.join(template, name), 'wb') as file:
            file.write(content)
    os.truncate(template + '/disk.img', 128 * MIB)
    os.chmod(template + '/script', 0o755)
    shutil.copytree(credentials + '/server', template + '/certs')
    shutil.copytree(credentials + '/keys', template + '/keys')
    for name in os.listdir(template + '/certs'):
        shutil.copy(template + '/certs/' + name, template)
    # Those that become another user come here too.
    for path in [template, template + '/tmp']:
        os.chmod(path, 0o777)


def copy(template, folder):
    def sparse(source, target):
        shutil.copy(source, target)
        return target

    shutil.copytree(template, folder, copy_function=lambda source, target: None if source.endswith('disk.img')
                    and '/dir/' not in source else sparse(source, target))
    with open(template + '/disk.img', 'rb') as source, open(folder + '/disk.img', 'wb') as target:
        target.write(source.read(MIB))
        target.truncate(128 * MIB)
    os.chdir(folder)


def network():
    """Switches the loopback on."""
    with socket.socket() as any_socket:
        request = struct.pack('16sH14x', b'lo', 1)
        fcntl.ioctl(any_socket, 0x8914, request)


def listening():
    """The ports and the paths of the sockets that listen."""
    found = set()
    for name in ['tcp', 'tcp6']:
        with open('/proc/net/' + name) as table:
            for line in list(table)[1:]:
                words = line.split()
                if words[3] == '0A':
                    found.add(int(words[1].split(':')[1], 16))
    with open('/proc/net/unix') as table:
        for line in list(table)[1:]:
            words = line.split()
            if words[3] == '00010000' and len(words) > 7:
                found.add(words[7])
    return sorted(found, key=str)


def reachable(place):
    """The addresses at which a port is open: one socket for both families is as good as two."""
    if isinstance(place, str):
        return []
    found = []
    for family, address in [(socket.AF_INET, '127.0.0.1'), (socket.AF_INET, '127.0.0.2'), (socket.AF_INET6, '::1')]:
        with socket.socket(family) as other:
            # So that only a socket that listens is in the way.
            other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                other.bind((address, place))
            except OSError:
                found.append(address)
    return found


class Children:
    """All processes but this one, which inherits those whose parents have gone."""

    def __init__(self):
        self.ended = {}

    def reap(self):
        try:
            while True:
                pid, status = os.waitpid(-1, os.WNOHANG)
                if pid == 0:
                    return
                self.ended[pid] = os.waitstatus_to_exitcode(status)
        except ChildProcessError:
            pass

    def status(self, pid):
        self.reap()
        return self.ended.get(pid)

    def alive(self):
        self.reap()
        return [int(name) for name in os.listdir('/proc') if name.isdigit() and name != '1']

    def end(self):
        """Asks all to end; whether they did."""
        for number, seconds in [(signal.SIGTERM, 15), (signal.SIGKILL, 15)]:
            for pid in self.alive():
                try:
                    os.kill(pid, number)
                except ProcessLookupError:
                    pass
            limit = time.monotonic() + seconds
            while self.alive() and time.monotonic() < limit:
                time.sleep(0.01)
            if not self.alive():
                return number == signal.SIGTERM
        return False


def run(script, folder, path, children):
    """Runs the script until it ends or its server stays; its status."""
    environment = {'PATH': path + ':/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'HOME': folder,
                   'TMPDIR': folder + '/tmp', 'LC_ALL': 'C.UTF-8'}
    environment.update((name, value) for name, value in os.environ.items() if name.startswith(('PLATTER_', 'XDG_')))
    with open('/dev/null') as nothing, open(folder + '/.out', 'wb') as out, open(folder + '/.err', 'wb') as err:
        pid = os.posix_spawn('/bin/bash', ['bash', '-c', script], environment, file_actions=[
            (os.POSIX_SPAWN_DUP2, nothing.fileno(), 0), (os.POSIX_SPAWN_DUP2, out.fileno(), 1),
            (os.POSIX_SPAWN_DUP2, err.fileno(), 2)])
    limit = time.monotonic() + PATIENCE_SECONDS
    since = None
    # A client that follows takes its time.
    ends = '--run' in script or re.search(r'^(nbdinfo|nbdsh|qemu-img) ', script, re.M) and not script.endswith('wait')
    while time.monotonic() < limit:
        status = children.status(pid)
        if status is not None:
            return status
        now = time.monotonic()
        if not ends and since is None and listening():
            since = now
        if since is not None and now - since > FOREGROUND_SECONDS:
            return 'stays in the foreground'
        time.sleep(0.005)
    return 'does not end'


def handle(script, folder):
    h = nbd.NBD()
    h.add_meta_context('base:allocation')
    h.set_request_extended_headers(False)
    h.set_handshake_flags(nbd.HANDSHAKE_FLAG_MASK)
    if '--tls' in script and '--tls=off' not in script:
        h.set_tls(nbd.TLS_ALLOW)
        if 'psk' in script:
            h.set_tls_username('alice')
            h.set_tls_psk_file(folder + '/keys/keys.psk')
        else:
            h.set_tls_certificates(folder + '/certs')
    return h


def connect(h, place, addresses):
    if isinstance(place, str):
        h.connect_unix(place)
    else:
        h.connect_tcp(addresses[0], str(place))


def attempt(request):
    try:
        return request()
    except nbd.Error as error:
        return error.errno or 'failed'


def list_exports(script, folder, where):
    h = handle(script, folder)
    h.set_opt_mode(True)
    try:
        connect(h, *where)
        names = []
        h.opt_list(lambda name, description: names.append(name))
        print('exports', sorted(names))
        h.opt_abort()
    except nbd.Error:
        print('does not list its exports')


def look(script, folder, *where):
    """What a client sees; but the preferred size of blocks is the plugin's choice."""
    if 'exitlast' not in script:
        list_exports(script, folder, where)
    h = handle(script, folder)
    if '--exportname' in script or 'dir' in script:
        h.set_export_name('disk.img')
    try:
        connect(h, *where)
    except nbd.Error as error:
        print('refuses the client:', error.errno)
        return
    print('tls' if h.get_tls_negotiated() else 'plain', h.get_protocol(), 'structured' if
          h.get_structured_replies_negotiated() else 'simple', 'extents' if h.can_meta_context('base:allocation') else '')
    size = h.get_size()
    print('size', size, 'read-only', h.is_read_only(), 'rotational', h.is_rotational())
    print(*(f'{name} {getattr(h, "can_" + name)()}' for name in FLAGS))
    if 'blocksize' in script:
        print('blocks', *(h.get_block_size(kind) for kind in [nbd.SIZE_MINIMUM, nbd.SIZE_PREFERRED, nbd.SIZE_MAXIMUM]))
    if size > 0:
        for at, length in [(0, min(size, MIB)), (max(0, size - 65536), min(size, 65536))]:
            print('read', at, attempt(lambda: hashlib.sha256(h.pread(length, at)).hexdigest()[:16]))
        if not h.is_read_only():
            print('write', attempt(lambda: h.pwrite(b'w' * min(size, 4096), 0)))
            print('zero', attempt(lambda: h.zero(min(size, 65536), 0)) if h.can_zero() else '')
        if h.can_meta_context('base:allocation'):
            found = []
            print('extents', attempt(lambda: h.block_status(
                min(size, 4 * MIB), 0, lambda context, offset, entries, error: found.extend(entries))), found)
    attempt(h.shutdown)


def normalised(text, folder):
    text = text.replace(folder + '/tmp/', '/tmp/').replace(folder + '/', '/').replace(folder, '/')
    return re.sub(r'/tmp/(nbdkit|platter)[^ "]*/socket', '/tmp/private/socket', text)


def prepared(script, folder):
    """The script in its folder, without the waiting of people, and with some for what goes on in the background."""
    script = re.sub(r'&$', '&\nawait', script.strip(), flags=re.M)
    if '&\nawait' in script:
        script += '\nwait'
    script = (script.replace('sleep 60', 'sleep 0.1').replace('/tmp/', folder + '/tmp/').replace('tmp/keys/', 'keys/')
              .replace('tmp/keys,', 'keys,').replace('=/certs', '=' + folder + '/certs'))
    return ('exec 7<>disk.img 8<dir\n'
            'await() { until grep -q " 0A " /proc/net/tcp /proc/net/tcp6; do sleep 0.02; done; }\n' + script)


def report(script, folder, path):
    network()
    script = prepared(script, folder)
    before = set(os.listdir('.')) | {'.out', '.err'}
    children = Children()
    status = run(script, folder, path, children)
    print('status', status)
    for place in listening():
        addresses = reachable(place)
        if not addresses and not isinstance(place, str):
            print('listens', place, 'no more')
            continue
        print('--disk')
        print('listens', normalised(str(place), folder), *addresses)
        if f'pause-control={place}' in script:
            continue
        look(script, folder, place, addresses)
    ended = children.end()
    print('--rest')
    if not ended:
        print('does not end on SIGTERM')
    print('files', *sorted(set(os.listdir('.')) - before), *('tmp/' + name for name in sorted(os.listdir('tmp'))))
    for name in ['out', 'err']:
        with open(folder + '/.' + name, errors='backslashreplace') as file:
            print('--' + name)
            print(normalised(file.read(), folder), end='')


def confined(work):
    """Does the work as the first process of namespaces of its own."""
    if (outer := os.fork()) == 0:
        os.unshare(os.CLONE_NEWPID | os.CLONE_NEWNET | os.CLONE_NEWNS)
        if (inner := os.fork()) == 0:
            try:
                ctypes.CDLL(None).mount(b'proc', b'/proc', b'proc', 0, None)
                work()
                os._exit(0)
            except BaseException:
                sys.excepthook(*sys.exc_info())
            os._exit(1)
        os._exit(os.waitstatus_to_exitcode(os.waitpid(inner, 0)[1]))
    return os.waitpid(outer, 0)[1] == 0


def job(arguments):
    script, template, path, to = arguments
    # Short, since the path of a socket is.
    folder = to.replace('.installed', 'i').replace('.ours', 'o')

    def work():
        watchdog = threading.Timer(3 * PATIENCE_SECONDS, os._exit, [1])
        watchdog.daemon = True
        watchdog.start()
        copy(template, folder)
        with open(to, 'w') as file, contextlib.redirect_stdout(file):
            try:
                with open(script) as text:
                    report(text.read(), folder, path)
            except Exception:
                # Where it is noticed, and the other examples run.
                traceback.print_exc(file=file)

    done = confined(work)
    shutil.rmtree(folder)
    return done


def main():
    folder, credentials, path = sys.argv[1:]
    template = folder + '/template'
    prepare(template, credentials)
    jobs = []
    for script in sorted(glob.glob(folder + '/*.sh')):
        stem = script.removesuffix('.sh')
        jobs += [(script, template, '/nonexistent', stem + '.installed'), (script, template, path, stem + '.ours')]
    with multiprocessing.Pool(os.cpu_count()) as pool:
        for (script, _, _, to), done in zip(jobs, pool.imap(job, jobs)):
            if not done:
                raise SystemExit(f'{os.path.basename(to)} has not ended: {open(script).read()}')


main()
