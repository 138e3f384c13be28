#!/usr/bin/python3
"""The installed library: the README's program is compiled against it with pkg-config and with CMake, and run."""

import os
import pathlib
import platform
import re
import shlex
import shutil
import subprocess
import tempfile
import unittest

from landfall import ROOT

BUILD = pathlib.Path(os.environ.get("LANDFALL_BUILD", ROOT / "build/dev"))
SANITIZE = re.search("LANDFALL_SANITIZE:STRING=(.*)", (BUILD / "CMakeCache.txt").read_text())[1]
FLAGS = [f"-fsanitize={SANITIZE}"] if SANITIZE else []
OPTIMISES = not re.search("CMAKE_BUILD_TYPE:STRING=(Debug)?$", (BUILD / "CMakeCache.txt").read_text(), re.MULTILINE)
COVERAGE = ["--coverage"] if "--coverage" in (BUILD / "CMakeCache.txt").read_text() else []

ARTICLE = """Low tide at http://127.0.0.1/harbour tonight.

And high water pic.twitter.com/Hb7…

— Eastmoor Port Watch (@eastmoor_port_x) March 16, 2023
"""
SAID = "a post by Eastmoor Port Watch\nhttp://127.0.0.1/harbour: denied, no end\n"

CMAKE = """cmake_minimum_required(VERSION 3.25)
project(user LANGUAGES C)
find_package(landfall 0.2 REQUIRED)
add_executable(shared links.c)
target_link_libraries(shared PRIVATE landfall::landfall)
add_executable(static links.c)
target_link_libraries(static PRIVATE landfall::static)
"""


def tool(*command, **more):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False, **more)
    if done.returncode:
        raise AssertionError(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout


class Installed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="landfall-install-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.prefix = cls.folder / "prefix"
        tool("cmake", "--install", BUILD, "--prefix", cls.prefix)
        [example] = re.findall(r"```c\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
        (cls.folder / "links.c").write_text(example)
        (cls.folder / "CMakeLists.txt").write_text(CMAKE)
        [pc] = cls.prefix.rglob("landfall.pc")
        cls.surroundings = {**os.environ, "PKG_CONFIG_PATH": str(pc.parent), "LD_LIBRARY_PATH": str(pc.parent.parent)}
        cls.compiler = os.environ.get("CC", "cc")

    def says(self, program):
        out = tool(program, input=ARTICLE, env=self.surroundings)
        self.assertTrue(out.startswith(SAID), out)

    def compile(self, name, *pkg_config):
        flags = shlex.split(tool("pkg-config", "--cflags", "--libs", *pkg_config, "landfall", env=self.surroundings))
        tool(self.compiler, "-std=c17", "-Wall", "-Wextra", "-Werror", *FLAGS, *COVERAGE, "links.c", "-o", name, *flags,
             cwd=self.folder, env=self.surroundings)
        self.says(self.folder / name)

    def test_what_shells_complete(self):
        for path in ("bash-completion/completions/landfall", "zsh/site-functions/_landfall", "fish/vendor_completions.d/landfall.fish"):
            self.assertIn("resolve", (self.prefix / "share" / path).read_text(), path)

    def test_with_pkg_config(self):
        self.compile("plain")

    def test_with_cmake(self):
        flags = " ".join(FLAGS + COVERAGE)
        tool("cmake", "-S", ".", "-B", "build", "-G", "Ninja", f"-DCMAKE_PREFIX_PATH={self.prefix}",
             f"-DCMAKE_C_FLAGS={flags}", f"-DCMAKE_C_COMPILER={self.compiler}", cwd=self.folder)
        tool("cmake", "--build", "build", cwd=self.folder)
        for name in ("shared", "static"):
            with self.subTest(name):
                self.says(self.folder / "build" / name)

    def test_what_is_installed(self):
        files = {path.name for path in self.prefix.rglob("*") if path.is_file()}
        self.assertLessEqual({"landfall", "landfall.h", "landfall.1", "landfall-1.schema.json", "landfall.pc",
                              "landfallConfig.cmake", "liblandfall.a", "LICENSE", "README.md"}, files)
        self.assertEqual([path.name for path in self.prefix.rglob("*.h")], ["landfall.h"])

    def test_nothing_installed_knows_where_it_was_built(self):
        for path in [*self.prefix.rglob("*.pc"), *self.prefix.rglob("*.cmake"), *self.prefix.rglob("man1/*.1")]:
            self.assertNotIn(str(ROOT), path.read_text(), path)

    def built(self):
        """The command and the shared library, as installed."""
        return [self.prefix / "bin/landfall", *(path for path in self.prefix.rglob("liblandfall.so.*") if not path.is_symlink())]

    def test_a_fault_that_got_through_stops_the_program(self):
        """No relocation stays writable, no stack is executable, and what smashes a stack or overruns a buffer is noticed."""
        files = self.built()
        self.assertGreaterEqual(len(files), 2)
        for path in files:
            with self.subTest(path.name):
                read = tool("readelf", "--wide", "--file-header", "--segments", "--dynamic", path)
                self.assertRegex(read, r"Type: +DYN")
                self.assertRegex(read, r"FLAGS_1\) +Flags: .*NOW" + (".*PIE" if path.name == "landfall" else ""))
                self.assertIn("GNU_RELRO", read)
                self.assertRegex(read, r"GNU_STACK +(0x0+ +){5}RW ")
                self.assertNotIn("RWE", read)
                self.assertNotRegex(read, r"TEXTREL")
                symbols = tool("readelf", "--wide", "--dyn-syms", path)
                self.assertIn("__stack_chk_fail", symbols)
                if not FLAGS and OPTIMISES:
                    self.assertRegex(symbols, r"__(memcpy|snprintf|vsnprintf)_chk\b")

    @unittest.skipUnless(platform.machine() == "x86_64", "of other processors")
    def test_returns_and_indirect_calls_are_guarded(self):
        for path in self.built():
            self.assertRegex(tool("readelf", "--wide", "--notes", path), "x86 feature: .*SHSTK", path.name)
        [archive] = self.prefix.rglob("liblandfall.a")
        notes = tool("readelf", "--wide", "--notes", archive)
        marked = re.findall("x86 feature: IBT, SHSTK", notes)
        self.assertEqual(len(marked), len(tool("ar", "t", archive).split()))

    def alone(self, file, program, *compiler):
        (self.folder / file).write_text("#include <landfall.h>\n" + program + "\n")
        tool(*compiler, "-pedantic", "-Wall", "-Wextra", "-Werror", "-fsyntax-only", f"-I{self.prefix}/include", file, cwd=self.folder)

    def test_the_header_stands_alone(self):
        self.alone("alone.c", "int main(void) { lf_options o = LF_OPTIONS; return o.size == 0; }", self.compiler, "-std=c99")
        self.alone("alone.c", "int main(void) { lf_options o = LF_OPTIONS; return o.size == 0; }", self.compiler, "-std=c17")

    @unittest.skipUnless(shutil.which("g++"), "g++ is not installed")
    def test_the_header_is_cplusplus_too(self):
        self.alone("alone.cc", "int main() { return lf_version()[0] == 0; }", "g++", "-std=c++17")


@unittest.skipIf(FLAGS or COVERAGE, "an instrumented build is not for others")
@unittest.skipUnless(shutil.which("dpkg-shlibdeps") and shutil.which("file") and shutil.which("cpack"), "nothing to pack with")
class Package(unittest.TestCase):
    """The package for Debian: what is in it, and that nothing of it stays behind."""

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="landfall-deb-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        tool("cpack", "-G", "DEB", "--config", BUILD / "CPackConfig.cmake", "-B", cls.folder, cwd=cls.folder)
        [cls.deb] = cls.folder.glob("*.deb")

    def test_what_it_says_of_itself(self):
        fields = dict(re.findall(r"^([A-Z][A-Za-z-]+): (.*)$", tool("dpkg-deb", "--field", self.deb), re.MULTILINE))
        self.assertEqual((fields["Package"], fields["Section"], fields["Priority"]), ("landfall", "web", "optional"))
        version = re.search('LF_VERSION "(.*)"', (ROOT / "include/landfall.h").read_text())[1]
        self.assertEqual(fields["Version"], version)
        self.assertEqual(self.deb.name, f"landfall_{version}_{fields['Architecture']}.deb")
        needed = {word.strip().split(" ")[0] for word in fields["Depends"].split(",")}
        self.assertLessEqual({"libc6", "libcurl4", "libssl3", "libsqlite3-0", "libjansson4", "libc-ares2", "ca-certificates"}, needed)

    def test_everything_is_in_its_place(self):
        files = {line.split()[5].removeprefix("."): line.split()[:2] for line in tool("dpkg-deb", "--contents", self.deb).splitlines()}
        self.assertEqual({owner for _, owner in files.values()}, {"root/root"})
        self.assertEqual({mode for mode, _ in files.values()}, {"drwxr-xr-x", "-rw-r--r--", "-rwxr-xr-x", "lrwxrwxrwx"})
        self.assertLessEqual({"/usr/bin/landfall", "/usr/share/man/man1/landfall.1.gz", "/usr/share/bash-completion/completions/landfall",
                              "/usr/share/zsh/vendor-completions/_landfall", "/usr/share/fish/vendor_completions.d/landfall.fish",
                              "/usr/share/doc/landfall/copyright", "/usr/share/landfall/landfall-1.schema.json", "/usr/include/landfall.h"}, set(files))
        self.assertEqual([name for name in files if not name.startswith("/usr/")], [])
        self.assertEqual([name for name in files if name.endswith("site-functions/")], [])

    def test_it_runs_from_where_it_was_put(self):
        tool("dpkg-deb", "--extract", self.deb, self.folder / "root")
        self.assertRegex(tool(self.folder / "root/usr/bin/landfall", "--version"), r"^landfall \d")
        self.assertIn("landfall \\- ", tool("zcat", self.folder / "root/usr/share/man/man1/landfall.1.gz"))

    def test_what_it_changes_is_undone(self):
        """Besides its files it has the linker's cache brought up to date, when it comes and when it goes."""
        tool("dpkg-deb", "--control", self.deb, self.folder / "control")
        scripts = {path.name: path.read_text() for path in (self.folder / "control").iterdir() if path.name not in ("control", "md5sums")}
        self.assertEqual({name: re.findall(r"^\t(.*)$", text, re.MULTILINE) for name, text in scripts.items()},
                         {"postinst": ["ldconfig"], "postrm": ["ldconfig"]})


if __name__ == "__main__":
    unittest.main()
