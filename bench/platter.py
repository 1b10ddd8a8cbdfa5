"""What the benchmarks share: the archive of the build, unpacked and ready, and the ways to foreign programs."""
import glob, os, shutil, subprocess, sys, tempfile

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VERSUS = os.path.join(TOP, "bench", "versus")
PEERS = os.path.join(TOP, ".ci", "peers")


def unpack(archive=None):
    """The folder of a fresh installation with its AOT cache; it goes when the script ends. Without ARCHIVE it is that of the build."""
    archives = [archive] if archive else glob.glob(os.path.join(TOP, "distribution", "target", "platter-[0-9]*.tar.gz"))
    if len(archives) != 1:
        sys.exit(f"one archive is needed in distribution/target, and there are {len(archives)}: run mvn verify")
    folder = tempfile.TemporaryDirectory(prefix="platter-bench-")
    # The plugins of platter-extra go over it.
    extra = glob.glob(os.path.join(os.path.dirname(archives[0]), "extra", "platter-extra-*.tar.gz"))
    for each in [*archives, *extra]:
        subprocess.run(["tar", "-xzf", each, "-C", folder.name], check=True)
    home = os.path.join(folder.name, os.listdir(folder.name)[0])
    subprocess.run([os.path.join(home, "bin", "platter")], env={**os.environ, "PLATTER_AOT": "make"}, check=True)
    return folder, home


def java(home):
    """The Java that the launcher has found."""
    dump = subprocess.run([os.path.join(home, "bin", "platter"), "--dump-config"], stdout=subprocess.PIPE, check=True)
    facts = dict(line.split("=", 1) for line in dump.stdout.decode().splitlines())
    return os.path.join(facts["java_home"], "bin", "java")


def rehearsal(home):
    """The main class and the words with which lib/make-aot-cache.sh makes an AOT cache."""
    with open(os.path.join(home, "lib", "make-aot-cache.sh")) as file:
        words = file.read().replace("\\\n", " ").split()
    begin = words.index("dev.platter.cli.Rehearsal")
    return words[begin:begin + words[begin:].index("--next", words[begin:].index("null")) + 1]


def peer(name):
    """The command words of a foreign program: installed, or in the folder that .ci/peers --setup makes."""
    if shutil.which(name):
        return [name]
    if subprocess.run([PEERS, "sh", "-c", 'command -v "$0"', name], capture_output=True).returncode == 0:
        return [PEERS, name]
    sys.exit(f"{name} is needed: install it, or run .ci/peers --setup")


def certificates(folder):
    """An authority and a server's certificate, in the layout that nbdkit has."""
    def run(*words):
        subprocess.run([*peer("certtool"), *words], check=True, capture_output=True)

    def path(name, text=None):
        full = os.path.join(folder, name)
        if text is not None:
            with open(full, "w") as file:
                file.write(text)
        return full

    for key in ("ca-key.pem", "server-key.pem"):
        run("--generate-privkey", "--key-type", "rsa", "--bits", "2048", "--outfile", path(key))
    run("--generate-self-signed", "--load-privkey", path("ca-key.pem"),
        "--template", path("ca.info", "cn = bench\nca\ncert_signing_key\n"), "--outfile", path("ca-cert.pem"))
    run("--generate-certificate", "--load-ca-certificate", path("ca-cert.pem"), "--load-ca-privkey", path("ca-key.pem"),
        "--load-privkey", path("server-key.pem"), "--outfile", path("server-cert.pem"),
        "--template", path("server.info", "cn = localhost\ndns_name = localhost\ntls_www_server\nencryption_key\nsigning_key\n"))


def resident(pid):
    """What a process holds of the machine's memory, in bytes."""
    with open(f"/proc/{pid}/status") as status:
        for line in status:
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) << 10
    raise ValueError(f"process {pid} tells nothing of its memory")
