"""A network of a test's own: the program runs again in a network and a mount namespace, where ports, addresses
and the system's files of names are its to choose. What it runs in there is as cut off as it is."""

import fcntl
import os
import pathlib
import shutil
import socket
import struct
import subprocess
import sys
import tempfile

MARK = "LANDFALL_ALONE"
NAMESPACES = ["unshare", "--mount", "--net"]
AS_USER = ["--user", "--map-root-user"]

SIOCSIFFLAGS, SIOCSIFADDR, SIOCSIFNETMASK, IFF_UP = 0x8914, 0x8916, 0x891C, 1


def enter():
    """Runs this program again in namespaces of its own; a reason where they are refused."""
    if MARK in os.environ:
        return ""
    for namespaces in (NAMESPACES, NAMESPACES + AS_USER):
        probe = "mount --bind /etc/hosts /etc/hosts"
        if shutil.which("unshare") and not subprocess.run([*namespaces, "sh", "-c", probe], capture_output=True, check=False).returncode:
            os.environ[MARK] = "1"
            os.execvp(namespaces[0], [*namespaces, sys.executable, "-B", *sys.argv])
    return "network and mount namespaces are not allowed here"


def socket_address(address):
    return struct.pack("=HH4s8x", socket.AF_INET, 0, socket.inet_aton(address))


def give_addresses(name, address, mask):
    """Gives loopback, or a label of it such as lo:1, an address; on it all of its network is one's own."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        for request, value in ((SIOCSIFADDR, socket_address(address)), (SIOCSIFNETMASK, socket_address(mask)),
                               (SIOCSIFFLAGS, struct.pack("=H14x", IFF_UP))):
            fcntl.ioctl(any_socket, request, struct.pack("=16s", name.encode()) + value + bytes(8))


def give_address_6(address):
    """Gives loopback an IPv6 address; false where there is no IPv6."""
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as any_socket:
            value = socket.inet_pton(socket.AF_INET6, address) + struct.pack("=Ii", 128, socket.if_nametoindex("lo"))
            fcntl.ioctl(any_socket, SIOCSIFADDR, value)
        return True
    except OSError:
        return False


ours = set()


def put_over(path, text):
    """Has a file of the system read as `text`, for this program and those it runs."""
    if path in ours:
        pathlib.Path(path).write_text(text)
        return
    with tempfile.NamedTemporaryFile("w") as file:
        file.write(text)
        file.flush()
        os.chmod(file.name, 0o644)
        if os.path.exists(path):
            subprocess.run(["mount", "--bind", file.name, path], check=True)
            ours.add(path)


def fill(address, port):
    """Sockets that make a port silent: it listens, has all the connections it takes, and answers no other."""
    listening = socket.create_server((address, port), backlog=0)
    held = [listening]
    for _ in range(4):
        held.append(socket.socket())
        held[-1].setblocking(False)
        held[-1].connect_ex((address, port))
    return held


def set_up(hosts="", search=""):
    """A loopback of its own with public addresses, a name server at 127.0.0.1, and these lines of /etc/hosts."""
    give_addresses("lo", "127.0.0.1", "255.0.0.0")
    give_addresses("lo:1", "198.51.101.1", "255.255.255.0")
    put_over("/etc/resolv.conf", f"nameserver 127.0.0.1\n{search}\n")
    put_over("/etc/hosts", "127.0.0.1 localhost\n" + hosts)
    put_over("/etc/nsswitch.conf", "hosts: files dns\n")
