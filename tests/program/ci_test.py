#!/usr/bin/python3
"""What runs landfall where others work: GitHub's action, a hook of pre-commit, GitLab's job, each as its runner would run it."""

import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import tempfile
import unittest

import yaml

from landfall import COMMAND, ROOT

PACKAGING = ROOT / "src/packaging"
PAGE = "# Page\n\n[gone](nothing.md) and [here](other.md)\n"


class Runner(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="landfall-ci-"))
        self.addCleanup(shutil.rmtree, self.folder)
        self.work = self.folder / "work"
        for name in ("work/.git", "bin", "temp", "home"):
            (self.folder / name).mkdir(parents=True)
        (self.folder / "bin/landfall").symlink_to(COMMAND)
        (self.work / "page.md").write_text(PAGE)
        (self.work / "other.md").write_text("# Other\n")

    def surroundings(self, **more):
        """Nothing of the machine's that a runner would not have."""
        return {"PATH": f"{self.folder}/bin:/usr/bin:/bin", "HOME": str(self.folder / "home"), "LANG": "C.UTF-8", **more}


class Action(Runner):
    ACTION = (ROOT / "action.yml").read_text()
    STEPS = yaml.safe_load(ACTION)["runs"]["steps"]

    def setUp(self):
        super().setUp()
        self.outputs, self.summary = {}, ""

    def filled(self, text, inputs):
        """What stands for the expressions in a value."""
        def value(found):
            name = found[1].strip()
            if name.startswith("inputs."):
                return inputs[name.removeprefix("inputs.")]
            step, output = re.fullmatch(r"steps\.(\w+)\.outputs\.([\w-]+)", name).groups()
            return self.outputs[step][output]

        return re.sub(r"\$\{\{(.*?)\}\}", value, text)

    def step(self, step, inputs):
        """As GitHub's runner runs a step of a composite action: a script of its own, in the workspace."""
        files = {name: self.folder / f"temp/{name}" for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for path in files.values():
            path.write_text("")
        script = self.folder / "temp/step.sh"
        script.write_text(step["run"])
        self.assertEqual(step["shell"], "bash")
        own = {name: self.filled(value, inputs) for name, value in step.get("env", {}).items()}
        done = subprocess.run(["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", script], cwd=self.work, capture_output=True, text=True, check=False,
                              timeout=60, env=self.surroundings(**own, GITHUB_ACTION_PATH=str(ROOT), RUNNER_TEMP=str(self.folder / "temp"),
                                                                **{name: str(path) for name, path in files.items()}))
        self.outputs[step.get("id")] = dict(line.split("=", 1) for line in files["GITHUB_OUTPUT"].read_text().splitlines())
        self.summary += files["GITHUB_STEP_SUMMARY"].read_text()
        return done

    def run_action(self, paths=".", options=""):
        for step in self.STEPS:
            if "run" in step:
                done = self.step(step, {"paths": paths, "options": options})
        return done

    def test_dead_links_are_annotations_and_fail_the_job(self):
        done = self.run_action()
        self.assertEqual((done.returncode, done.stderr), (1, ""))
        self.assertRegex(done.stdout, r"\A::error file=page.md,line=3,col=8,title=landfall no_such_file::nothing.md: [^\n]*\n\Z")
        self.assertRegex(self.summary, r"\A### landfall: 1 dead, 2 links\n")
        self.assertIn("`page.md:3:8`", self.summary)
        outputs = self.outputs["check"]
        self.assertEqual(outputs["exit-code"], "1")
        [run] = json.loads(pathlib.Path(outputs["sarif"]).read_text())["runs"]
        self.assertEqual([result["ruleId"] for result in run["results"]], ["no_such_file"])

    def test_without_dead_links_it_is_silent(self):
        (self.work / "page.md").write_text("[here](other.md)\n")
        done = self.run_action()
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))
        self.assertEqual((self.outputs["check"]["exit-code"], self.summary), ("0", "### landfall: 1 link\n"))

    def test_what_is_given_is_words_and_is_not_run(self):
        (self.work / "a b").mkdir()
        (self.work / "a b/page.md").write_text(PAGE)
        done = self.run_action(paths='"a b"', options="--exclude '$(touch pwned)' --warn-on\nunsure\n--exclude `touch&pwned`;x")
        self.assertEqual(done.returncode, 1, done)
        self.assertEqual(done.stdout.count("::error file=a b/page.md,"), 2)
        self.assertEqual(done.stdout.count("\n"), 2)
        self.assertEqual(list(self.folder.rglob("pwned")), [])
        done = self.run_action(options="--no-such-option")
        self.assertEqual((done.returncode, self.outputs["check"]["exit-code"]), (2, "2"))

    def test_answers_are_kept_where_they_are_restored(self):
        self.run_action()
        folder = self.outputs["prepare"]["folder"]
        kept = [step["with"]["path"] for step in self.STEPS if "uses" in step]
        self.assertEqual([self.filled(path, {}) for path in kept], [f"{folder}/package", f"{folder}/cache", f"{folder}/cache"])
        self.assertTrue(pathlib.Path(folder, "cache").is_dir())
        restored, saved = [step["with"]["key"] for step in self.STEPS if "uses" in step][1:]
        self.assertEqual(restored, saved)

    def test_the_package_is_named_by_what_it_is_built_of(self):
        self.run_action()
        key = self.outputs["prepare"]["key"]
        self.assertRegex(key, r"^[0-9a-f]{32}-[a-z]+-[0-9.]*-\w+$")
        self.run_action()
        self.assertEqual(self.outputs["prepare"]["key"], key)

    def test_all_that_it_uses_is_pinned(self):
        used = re.findall(r"^ +uses: (.*)$", self.ACTION, re.MULTILINE)
        self.assertEqual(len(used), 3)
        for line in used:
            self.assertRegex(line, r"^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")
        for line in re.findall(r"uses: (?!\./)(.*)$", (ROOT / "README.md").read_text(), re.MULTILINE):
            self.assertRegex(line, r"@([0-9a-f]{40} # v\d+\.\d+\.\d+|COMMIT)", line)

    def test_no_script_holds_an_expression(self):
        """Whose value would be run."""
        for step in self.STEPS:
            self.assertNotIn("${{", step.get("run", ""))


class PreCommit(Runner):
    def test_the_hook_checks_what_it_is_given(self):
        [hook] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
        self.assertEqual((hook["id"], hook["language"]), ("landfall", "system"))
        for names, code in ((["page.md", "other.md"], 1), (["other.md"], 0)):
            done = subprocess.run([*shlex.split(hook["entry"]), *names], cwd=self.work, capture_output=True, text=True, check=False, timeout=60,
                                  env=self.surroundings())
            self.assertEqual((done.returncode, done.stderr), (code, ""), done)
            self.assertEqual("page.md:3:8: error: nothing.md: " in done.stdout, code == 1)


class Gitlab(Runner):
    def test_the_job_leaves_its_reports(self):
        job = yaml.safe_load((PACKAGING / "gitlab.yml").read_text())["landfall"]
        variables = {name: value.replace("$CI_PROJECT_DIR", str(self.work)) for name, value in job["variables"].items()}
        (self.work / "b.md").write_text("[x](y.md)\n")
        done = subprocess.run(["bash", "-e", "-o", "pipefail", "-c", "\n".join(job["script"])], cwd=self.work, capture_output=True, text=True, check=False,
                              timeout=60, env=self.surroundings(**variables))
        self.assertEqual((done.returncode, done.stderr), (1, ""))
        self.assertTrue(done.stdout.endswith("\n2 dead, 3 links\n"), done.stdout)
        reports = job["artifacts"]["reports"]
        self.assertEqual(len(json.loads((self.work / reports["codequality"]).read_text())), 2)
        self.assertEqual((self.work / reports["junit"]).read_text().count("<failure "), 2)
        again = subprocess.run(["bash", "-e", "-o", "pipefail", "-c", "\n".join(job["script"])], cwd=self.work, capture_output=True, text=True, check=False,
                               timeout=60, env=self.surroundings(**variables))
        self.assertEqual(again.stdout, done.stdout)  # neither reports nor the cache are documents


class Image(unittest.TestCase):
    def test_what_it_runs_is_there(self):
        text = (PACKAGING / "Dockerfile").read_text()
        self.assertIn("/landfall/dev package /package", text)
        self.assertIn("#: package [DIR]", (ROOT / "dev").read_text())
        scripts = [line for line in re.sub(r"\\\n", "", text).split("\n") if line.startswith("RUN ")]
        self.assertEqual(len(scripts), 2)
        for script in scripts:
            self.assertEqual(subprocess.run(["bash", "-n", "-c", script.removeprefix("RUN ")], check=False).returncode, 0)


if __name__ == "__main__":
    unittest.main()
