# SPDX-License-Identifier: BSD-3-Clause
"""The servers that are tried: platterd with two exports, and nbdkit."""
import os, re, shutil, subprocess, tempfile, time, urllib.request
import platter
from tries import clients


class Server:
    """A process that listens on a Unix socket; it goes when the block ends, with its folder."""

    def __init__(self, words, environment=None, before=None, folder=None):
        self.folder = folder or tempfile.mkdtemp(prefix="adversity-")
        self.path = os.path.join(self.folder, "socket")
        self.log = open(os.path.join(self.folder, "log"), "wb")
        words = [word.replace("@S", self.path).replace("@F", self.folder) for word in words]
        self.process = subprocess.Popen(words, env={**os.environ, **(environment or {})}, stderr=self.log, stdout=self.log,
                                        preexec_fn=before, start_new_session=True)
        for _ in range(3000):
            try:
                clients.connect(self.path).close()
                break
            except OSError:
                if self.process.poll() is not None:
                    raise SystemExit("the server has ended: " + self.said())
                time.sleep(0.01)

    def said(self):
        with open(self.log.name, errors="replace") as log:
            return log.read()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


class Platterd(Server):
    """With the exports `one` and `other` of a plugin, and a page whose numbers the tries read."""

    def __init__(self, home, plugin="memory", options="-Xmx64m", certificates=None, before=None):
        folder = tempfile.mkdtemp(prefix="adversity-")
        self.port = 20000 + os.getpid() % 20000
        text = f'[server]\nstate = "{folder}/state"\ncontrol = "{folder}/control"\n[http]\naddress = "127.0.0.1"\nport = {self.port}\n[[listen]]\nunix = "{folder}/socket"\n'
        if certificates:
            text += f'[tls]\ncertificates = "{certificates}"\n'
        for export in ("one", "other"):
            text += f'[export.{export}.plugin]\nuse = "{plugin}"\nparameters = {{ size = "4G" }}\n'
        with open(os.path.join(folder, "platter.toml"), "w") as file:
            file.write(text)
        super().__init__([os.path.join(home, "bin", "platterd"), "-c", "@F/platter.toml"],
                         {"PLATTER_JAVA_OPTIONS": options}, before, folder)

    def page(self, path):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
            return answer.read().decode()

    def metric(self, name):
        return float(re.search(rf"^{name} (\S+)", self.page("/metrics"), re.MULTILINE).group(1))

    def in_flight(self, patience=10):
        """The bytes that requests hold, once they are 0 or the patience is over."""
        end = time.monotonic() + patience
        while (bytes_ := self.metric("platter_bytes_in_flight")) and time.monotonic() < end:
            time.sleep(0.1)
        return int(bytes_)

    def jcmd(self, *words):
        tool = os.path.join(os.path.dirname(os.path.realpath(f"/proc/{self.process.pid}/exe")), "jcmd")
        return subprocess.run([tool, str(self.process.pid), *words], capture_output=True, text=True).stdout


def nbdkit(certificates=None):
    tls = ["--tls=on", "--tls-certificates=" + certificates] if certificates else []
    return Server([*platter.peer("nbdkit"), "-f", "-U", "@S", *tls, "memory", "4G"])
