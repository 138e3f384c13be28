"""Certificates for the test web: an authority of its own, one good certificate, and one for each fault.

Everything is made with the openssl command in a directory that goes when the server stops; the
faulty ones are made when a host first asks for theirs. Good ones are valid from 2000 to 2100, so
that no test depends on the clock."""

import functools
import pathlib
import ssl
import subprocess
import threading
import typing

CENTURY = ("20000101000000Z", "21000101000000Z")
EXPIRED = ("20000101000000Z", "20010101000000Z")
NOT_YET = ("20990101000000Z", "21000101000000Z")

EC = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256")
RSA_1024 = ("-newkey", "rsa:1024")

AUTHORITY = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n"
SERVER = "basicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n"
CLIENT = "basicConstraints=CA:FALSE\nextendedKeyUsage=clientAuth\n"

CONFIG = """[ca]
default_ca = issue
[issue]
database = index.txt
new_certs_dir = .
rand_serial = yes
policy = any
email_in_dn = no
[any]
commonName = supplied
[extensions]
subjectKeyIdentifier = hash
"""


class Fault(typing.NamedTuple):
    """What is wrong with a host's certificate or protocol."""

    names: typing.Optional[str] = ""  # in place of the host's own; None: none but the subject's
    valid: tuple = CENTURY
    issuer: str = "root"  # root, intermediate, stranger or self
    send_issuer: bool = False
    key: tuple = EC
    digest: str = "sha256"
    usage: str = SERVER
    version: typing.Optional[ssl.TLSVersion] = None
    tickets: int = 2  # sent behind the handshake


FAULTS = {
    "expired.tls.test": Fault(valid=EXPIRED),
    "not-yet.tls.test": Fault(valid=NOT_YET),
    "a_b.wrong-host.tls.test": Fault(names="a-b.wrong-host.tls.test"),
    "wrong-host.tls.test": Fault(names="another.test"),
    "nameless.tls.test": Fault(names=None),
    "self-signed.tls.test": Fault(issuer="self"),
    "untrusted.tls.test": Fault(issuer="stranger"),
    "incomplete.tls.test": Fault(issuer="intermediate"),
    "complete.tls.test": Fault(issuer="intermediate", send_issuer=True),
    "client-only.tls.test": Fault(usage=CLIENT),
    "rsa-1024.tls.test": Fault(key=RSA_1024),
    "sha1.tls.test": Fault(digest="sha1"),
    "tickets.tls.test": Fault(tickets=40_000),
    "tls10.tls.test": Fault(version=ssl.TLSVersion.TLSv1),
    "tls11.tls.test": Fault(version=ssl.TLSVersion.TLSv1_1),
}


class Pair(typing.NamedTuple):
    certificate: pathlib.Path
    key: pathlib.Path


class Certificates:
    def __init__(self, directory, good_names):
        self.directory = pathlib.Path(directory)
        self.lock = threading.RLock()
        self.root = self.make("root", "landfall test authority", AUTHORITY)
        pair = self.make("good", "good", self.server_of(good_names), self.root)
        self.good, self.good_h2 = self.context_of(pair), self.context_of(pair, protocols=("h2", "http/1.1"))

    def context(self, host):
        """The TLS context for a host's name; a good one for every host without a fault."""
        if host.endswith(".h2.test"):
            return self.good_h2
        with self.lock:
            return self.faulty(host) if host in FAULTS else self.good

    @functools.lru_cache(maxsize=None)
    def authority(self, name):
        if name == "root":
            return self.root
        issuer = self.root if name == "intermediate" else None
        return self.make(name, f"landfall test {name}", AUTHORITY, issuer)

    @functools.lru_cache(maxsize=None)
    def faulty(self, host):
        fault = FAULTS[host]
        issuer = None if fault.issuer == "self" else self.authority(fault.issuer)
        extensions = fault.usage if fault.names is None else self.server_of([fault.names or host], fault.usage)
        pair = self.make(host, host, extensions, issuer, fault.valid, fault.key, fault.digest)
        if fault.send_issuer:
            pair.certificate.write_bytes(pair.certificate.read_bytes() + issuer.certificate.read_bytes())
        return self.context_of(pair, fault.version, tickets=fault.tickets)

    @staticmethod
    def server_of(names, usage=SERVER):
        return usage + "subjectAltName=" + ",".join("DNS:" + name for name in names) + "\n"

    @staticmethod
    def context_of(pair, version=None, protocols=("http/1.1",), tickets=2):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.set_ciphers("DEFAULT:@SECLEVEL=0")
        context.load_cert_chain(pair.certificate, pair.key)
        context.set_alpn_protocols(list(protocols))
        context.num_tickets = tickets
        if version:
            context.minimum_version = context.maximum_version = version
        return context

    def make(self, name, subject, extensions, issuer=None, valid=CENTURY, key=EC, digest="sha256"):
        """Issues one certificate, in a folder of its own since `openssl ca` keeps a database."""
        folder = self.directory / name
        folder.mkdir()
        (folder / "config").write_text(CONFIG + extensions)
        (folder / "index.txt").touch()
        openssl(folder, "req", "-new", *key, "-nodes", "-keyout", "key.pem", "-out", "request.pem",
                "-subj", "/CN=" + subject, "-config", "/dev/null")
        signer = ("-selfsign", "-keyfile", "key.pem")
        if issuer:
            signer = ("-cert", issuer.certificate, "-keyfile", issuer.key)
        openssl(folder, "ca", "-batch", "-notext", "-config", "config", "-extensions", "extensions",
                "-in", "request.pem", "-out", "certificate.pem", "-md", digest,
                "-startdate", valid[0], "-enddate", valid[1], *signer)
        return Pair(folder / "certificate.pem", folder / "key.pem")


def openssl(folder, *arguments):
    done = subprocess.run(["openssl", *map(str, arguments)], cwd=folder, stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"openssl {arguments[0]}: {done.stderr.strip()}")
