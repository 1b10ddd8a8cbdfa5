# SPDX-License-Identifier: BSD-3-Clause
# Loads a script and answers calls of its functions, in the form that the package dev.platter.interpreters describes. The script gets
# a module of its own, so it cannot see or replace names of this one by accident.
import sys
if sys.path and sys.path[0] == '':
    # A file in the server's folder is not a module of Python's.
    del sys.path[0]
import atexit, errno, operator, os, re, signal, threading, time, traceback, types

_calls = os.dup(0)
_answers = os.dup(1)
_nothing = os.open(os.devnull, os.O_RDONLY)
os.dup2(_nothing, 0)
os.close(_nothing)
os.dup2(2, 1)
sys.stdout.reconfigure(line_buffering=True)
try:
    # Large reads and writes go in fewer pieces. Linux alone has this, and not for everybody.
    import fcntl
    for _pipe in (_calls, _answers):
        fcntl.fcntl(_pipe, fcntl.F_SETPIPE_SZ, 1 << 20)
except (AttributeError, ImportError, OSError):
    pass
sys.argv = ['']
# A service manager sends this to all processes; the server ends this one when it has answered.
signal.signal(signal.SIGTERM, lambda number, frame: None)

_sending = threading.Lock()
_current = threading.local()


def _send(parts):
    """Writes byte strings, and does not return before all are written."""
    with _sending:
        if os.writev(_answers, parts) == sum(map(len, parts)):
            return
    raise SystemExit('the server has gone')


def _say(status, actions, text):
    line = text.encode('utf-8', 'replace')
    _send([b'0 %d %s %d\n' % (status, actions, len(line)), line])


class _Facts:
    """What is known about a client."""
    def __init__(self, payload):
        words = payload.decode('utf-8', 'surrogateescape').split('\0')
        self.readonly, self.tls = words[0] == '1', words[1] == '1'
        self.name = words[2]
        self.pid, self.uid, self.gid, self.label, self.subject, self.issuer = words[3:9]


_nbdkit = types.ModuleType('nbdkit', "nbdkit's interface for scripts, as Platter has it")


def _member(function):
    setattr(_nbdkit, function.__name__, function)
    return function


def _client():
    facts = getattr(_current, 'facts', None)
    if facts is None:
        raise RuntimeError('there is no client in this function')
    return facts


@_member
def debug(msg):
    _say(0, b'-', operator.concat('', msg))


@_member
def set_error(err):
    _current.error = operator.index(err)


@_member
def export_name():
    return _client().name


@_member
def is_tls():
    return _client().tls


@_member
def shutdown():
    _say(0, b's', '')


@_member
def disconnect(force):
    _client()
    _current.actions = b'D' if force else b'd'


@_member
def nanosleep(secs, nsecs):
    time.sleep(secs + nsecs / 1e9)


@_member
def stdio_safe():
    return False


@_member
def read_password(value):
    if value == '-':
        raise RuntimeError('a script cannot ask for a password here: write +FILE')
    if value.startswith('+'):
        with open(value[1:], 'rb') as file:
            return file.readline().rstrip(b'\n')
    if value.startswith('-'):
        raise RuntimeError('the server passes no descriptors on to scripts: write +FILE')
    return value.encode()


def _peer(what, text):
    if text == '':
        raise RuntimeError('nbdkit.%s is not known for this client' % what)
    return text


@_member
def peer_pid():
    return int(_peer('peer_pid', _client().pid))


@_member
def peer_uid():
    return int(_peer('peer_uid', _client().uid))


@_member
def peer_gid():
    return int(_peer('peer_gid', _client().gid))


@_member
def peer_security_context():
    return _peer('peer_security_context', _client().label)


@_member
def peer_tls_dn():
    return _client().subject


@_member
def peer_tls_issuer_dn():
    return _client().issuer


@_member
def parse_size(str):
    if not isinstance(str, type('')):
        raise TypeError('Expected string, got something else')
    match = re.fullmatch(r'\s*\+?(\d+)([bBkKmMgGtTpPeEsS]?)', str, re.ASCII)
    units = {'': 1, 'b': 1, 's': 512}
    units.update((unit, 1024 ** power) for power, unit in enumerate('kmgtpe', 1))
    size = match and int(match.group(1)) * units[match.group(2).lower()]
    if not match or size >= 1 << 63:
        raise ValueError('Unable to parse string as size')
    return size


@_member
def parse_probability(what, str):
    match = re.fullmatch(r'(?:([^:/%]+)[:/]([^:/%]+)|([^:/%]+)%|([^:/%]+))', str)
    try:
        first, second, percent, plain = match.groups()
        value = (float(first) / float(second) if first else float(percent) / 100 if percent else float(plain))
        if 0 <= value < float('inf'):
            return value
    except (AttributeError, ValueError, ZeroDivisionError):
        pass
    raise ValueError('Unable to parse string as probability')


@_member
def parse_delay(what, str):
    match = re.fullmatch(r'(\d+(?:\.\d+)?)(s|ms|us|\u03bcs|ns)?', str, re.ASCII)
    if not match:
        raise ValueError('Unable to parse string as delay')
    scale = {None: 10 ** 9, 's': 10 ** 9, 'ms': 10 ** 6, 'ns': 1}.get(match.group(2), 10 ** 3)
    text = match.group(1)
    whole = round(float(text) * scale) if '.' in text else int(text) * scale
    return divmod(whole, 10 ** 9)


for _name, _value in {
        'THREAD_MODEL_SERIALIZE_CONNECTIONS': 0, 'THREAD_MODEL_SERIALIZE_ALL_REQUESTS': 1,
        'THREAD_MODEL_SERIALIZE_REQUESTS': 2, 'THREAD_MODEL_PARALLEL': 3,
        'FLAG_MAY_TRIM': 1, 'FLAG_FUA': 2, 'FLAG_REQ_ONE': 4, 'FLAG_FAST_ZERO': 8,
        'FUA_NONE': 0, 'FUA_EMULATE': 1, 'FUA_NATIVE': 2,
        'CACHE_NONE': 0, 'CACHE_EMULATE': 1, 'CACHE_NATIVE': 2,
        'EXTENT_HOLE': 1, 'EXTENT_ZERO': 2}.items():
    setattr(_nbdkit, _name, _value)
sys.modules['nbdkit'] = _nbdkit

_script = types.ModuleType('__main__')
_functions = _script.__dict__
_handles = {}
_version = 1
_pool = None


class _Wrong(Exception):
    """What a script has given, and cannot be used."""


def _load(path, text):
    global _version
    sys.modules['__main__'] = _script
    _script.__file__ = path
    exec(compile(text, path, 'exec', dont_inherit=True), _functions)
    _version = _functions.get('API_VERSION', 1)
    if _version not in (1, 2):
        raise _Wrong('API_VERSION requested unknown version: %s; there are 1 and 2' % (_version,))
    return '\n'.join(name for name, value in _functions.items() if callable(value))


def _dump():
    kept = os.dup(1)
    read, write = os.pipe()
    os.dup2(write, 1)
    os.close(write)
    printed = []
    reader = threading.Thread(target=lambda: printed.append(open(read, 'rb').read()))
    reader.start()
    try:
        if 'dump_plugin' in _functions:
            _functions['dump_plugin']()
    finally:
        sys.stdout.flush()
        os.dup2(kept, 1)
        os.close(kept)
        reader.join()
    facts = 'python_version=%s\npython_pep_384_abi_version=%d\nnbdkit_python_maximum_api_version=2\n' % (
        sys.version.split()[0], 3)
    return facts.encode() + printed[0]


def _text(method, value):
    if not isinstance(value, str):
        raise _Wrong('%s method did not return a string' % method)
    return value.encode('utf-8', 'surrogateescape')


def _exports(value):
    words = []
    for export in value:
        name, description = (export, '') if isinstance(export, str) else export
        words += [_text('list_exports', name), _text('list_exports', description)]
    return b'\0'.join(words)


def _extents(value):
    lines = ['%d %d %d' % tuple(map(operator.index, (offset, length, kind))) for offset, length, kind in value]
    if not lines:
        raise _Wrong('extents method cannot return an empty list')
    return '\n'.join(lines).encode()


def _ask(method, handle):
    value = _functions[method](handle)
    if method in ('get_size', 'can_fua', 'can_cache'):
        return b'%d' % operator.index(value)
    if method == 'block_size':
        minimum, preferred, maximum = value
        return b'%d %d %d' % tuple(map(operator.index, (minimum, preferred, maximum)))
    if method == 'export_description':
        return _text(method, value)
    return b'1' if value is True else b'0'


def _read(handle, count, offset, flags):
    if _version > 1:
        buffer = bytearray(count)
        _functions['pread'](handle, memoryview(buffer), offset, flags)
        return buffer
    with memoryview(_functions['pread'](handle, count, offset)) as view:
        if view.nbytes < count:
            raise _Wrong('buffer returned from pread is too small: %d bytes instead of %d' % (view.nbytes, count))
        return bytes(view.cast('B')[:count])


def _change(method, handle, count, offset, flags, payload):
    function = _functions.get(method)
    if function is None:
        raise _Wrong('%s not implemented' % method)
    newest = _version > 1
    if method == 'pwrite':
        arguments = (memoryview(payload), offset, flags) if newest else (memoryview(payload), offset)
    elif method == 'flush':
        arguments = (flags,) if newest else ()
    elif method == 'zero':
        arguments = (count, offset, flags) if newest else (count, offset, bool(flags & 1))
    elif method == 'trim':
        arguments = (count, offset, flags) if newest else (count, offset)
    else:
        arguments = (count, offset, flags)
    function(handle, *arguments)
    if method == 'zero' and _current.error in (errno.EOPNOTSUPP, errno.ENOTSUP):
        raise _Wrong('zero asks for zeroes to be written')
    return b''


def _perform(method, number, count, offset, flags, payload):
    global _pool
    if method == 'load':
        path, text = payload.split(b'\0', 1)
        return _load(os.fsdecode(path), text).encode()
    if method == 'config':
        key, value = payload.decode('utf-8', 'surrogateescape').split('\0', 1)
        _functions['config'](key, value)
        return b''
    if method == 'dump_plugin':
        return _dump()
    if method == 'thread_model':
        model = operator.index(_functions['thread_model']())
        if model in (2, 3) and _pool is None:
            from concurrent.futures import ThreadPoolExecutor
            _pool = ThreadPoolExecutor(16)
        return b'%d' % model
    if method in ('config_complete', 'get_ready', 'after_fork', 'cleanup'):
        if method in _functions:
            _functions[method]()
        return b''
    if method in ('preconnect', 'list_exports', 'default_export', 'open'):
        facts = _current.facts = _Facts(payload)
        if method == 'open':
            _handles[number] = (_functions['open'](facts.readonly), facts)
        elif method == 'preconnect':
            _functions['preconnect'](facts.readonly)
        elif method == 'list_exports':
            return _exports(_functions[method](facts.readonly, facts.tls))
        else:
            return _text(method, _functions[method](facts.readonly, facts.tls))
        return b''
    handle, _current.facts = _handles[number]
    if method == 'close':
        if 'close' in _functions:
            _functions['close'](handle)
        del _handles[number]
        return b''
    if method in ('pwrite', 'flush', 'trim', 'zero', 'cache'):
        return _change(method, handle, count, offset, flags, payload)
    if method == 'extents':
        return _extents(_functions['extents'](handle, count, offset, flags))
    return _ask(method, handle)


def _failure():
    kind, error, trace = sys.exc_info()
    if isinstance(error, _Wrong):
        return str(error).encode()
    # The helper's own frames say nothing about the script.
    while trace is not None and trace.tb_frame.f_code.co_filename == '<string>':
        trace = trace.tb_next
    first = traceback.format_exception_only(kind, error)[-1].strip().replace('\n', ' ')
    return (first + '\n' + ''.join(traceback.format_exception(kind, error, trace))).encode('utf-8', 'replace')


def _answer(header, payload):
    number, method, handle, count, offset, flags, _ = header
    _current.error = 0
    _current.actions = b'-'
    _current.facts = None
    status = 0
    try:
        if method == b'pread':
            handle, _current.facts = _handles[int(handle)]
            answer = _read(handle, int(count), int(offset), int(flags))
        else:
            answer = _perform(method.decode(), int(handle), int(count), int(offset), int(flags), payload)
    except BaseException:
        status = _current.error or errno.EIO
        answer = _failure()
    return [b'%s %d %s %d\n' % (number, status, _current.actions, len(answer)), answer]


def _answer_later(header, payload):
    _send(_answer(header, payload))


def _loop():
    buffer = b''
    at = 0
    pending = []
    since = 0.0
    while True:
        end = buffer.find(b'\n', at)
        while end < 0:
            if pending:
                _send(pending)
                pending = []
            more = os.read(_calls, 1 << 18)
            if not more:
                return
            buffer = buffer[at:] + more
            at = 0
            end = buffer.find(b'\n')
        header = buffer[at:end].split()
        at = end + 1
        length = int(header[6])
        payload = buffer[at:at + length]
        at += length
        if len(payload) < length:
            if pending:
                _send(pending)
                pending = []
            whole = bytearray(length)
            whole[:len(payload)] = payload
            missing = memoryview(whole)[len(payload):]
            while missing:
                got = os.readv(_calls, [missing])
                if not got:
                    return
                missing = missing[got:]
            payload, buffer, at = whole, b'', 0
        if _pool:
            _pool.submit(_answer_later, header, payload)
            continue
        if not pending:
            since = time.perf_counter()
        pending += _answer(header, payload)
        # What is fast is answered together; what is slow does not keep others waiting.
        if len(pending) >= 64 or time.perf_counter() - since > 0.0003:
            _send(pending)
            pending = []


_loop()
atexit._run_exitfuncs()
sys.stdout.flush()
# Threads of the script end with the server.
os._exit(0)
