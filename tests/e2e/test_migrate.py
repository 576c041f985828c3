"""footing upgrade migrate: state migrations, with a stub of terraform and, where there is one, with
terraform itself (the built-in resource terraform_data needs no provider and no network)."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time

import pytest

from conftest import commit

STUB = pathlib.Path(__file__).resolve().parent / "stubs" / "terraform.py"

MOVE = """\
# footing: why   the module is called with count
migration "state" "x" {
  dir = "live"
  actions = [
    "mv module.m 'module.m[0]'",
    "mv acme_x.a acme_x.b",
  ]
}
"""

BETWEEN = """\
migration "multi_state" "x" {
  from_dir = "a"
  to_dir   = "b"
  actions = ["mv acme_db.main module.rds.acme_db.main", "mv module.m module.m"]
}
"""

SECRET = "hunter2-never-print"


def resource(address, **attributes):
    module, _, name = address.rpartition(".")
    module, _, kind = module.rpartition(".")
    found = {"mode": "managed", "type": kind, "name": name,
             "provider": 'provider["registry.terraform.io/acme/x"]',
             "instances": [{"schema_version": 0,
                            "attributes": {"id": address, "password": SECRET, **attributes}}]}
    return {"module": module, **found} if module else found


def document(*addresses, serial=7, lineage="l-1"):
    return json.dumps({"version": 4, "terraform_version": "1.11.4", "serial": serial,
                       "lineage": lineage, "outputs": {},
                       "resources": [resource(a) for a in addresses]})


def places(path):
    state = json.loads(path.read_text())
    return sorted((r.get("module", "") + "." + r["type"] + "." + r["name"]).lstrip(".")
                  for r in state["resources"])


@pytest.fixture
def stub(tmp_path, monkeypatch, footing):
    """A repository with units whose tool is the stub; programs(...) says which tools there are."""

    class Stub:
        root = tmp_path / "repo"
        control = tmp_path / "stub"

        def __init__(self):
            self.control.mkdir()
            self.root.mkdir()
            self.bin = tmp_path / "bin"
            self.bin.mkdir()
            monkeypatch.setenv("STUB", str(self.control))
            git = pathlib.Path(shutil.which("git")).parent
            monkeypatch.setenv("PATH", f"{self.bin}:{pathlib.Path(sys.executable).parent}:{git}")
            self.programs("terraform")

        def programs(self, *names):
            for old in self.bin.iterdir():
                old.unlink()
            for name in names:
                (self.bin / name).symlink_to(STUB)

        def write(self, files):
            for name, text in files.items():
                path = self.root / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
            ignored = self.root / ".gitignore"
            ignored.write_text("remote.json\nplan.json\n")
            commit(self.root)

        def on(self, name, code):
            (self.control / name).write_text(code)

        def calls(self):
            log = self.control / "log"
            return log.read_text().splitlines() if log.exists() else []

        def forget(self):
            shutil.rmtree(self.control)
            self.control.mkdir()

        def run(self, *args, **more):
            result = footing("upgrade", "migrate", ".", *args, cwd=self.root, **more)
            assert SECRET not in result.out + result.err
            if "another migration is running" not in result.err:
                assert not list(self.root.rglob("footing_migrate_override.tf"))
            return result

    return Stub()


@pytest.fixture
def one(stub):
    stub.write({"live/main.tf": "", "migrations/x.tfmigrate.hcl": MOVE,
                "live/remote.json": document("module.m.acme_x.a", "acme_x.a", "acme_x.stays")})
    stub.remote = stub.root / "live/remote.json"
    stub.done = ["acme_x.b", "acme_x.stays", "module.m[0].acme_x.a"]
    stub.before = stub.remote.read_text()
    return stub


@pytest.fixture
def two(stub):
    stub.write({"a/main.tf": "", "b/main.tf": "", "migrations/x.tfmigrate.hcl": BETWEEN,
                "a/remote.json": document("acme_db.main", "module.m.acme_x.a", "acme_x.stays"),
                "b/remote.json": document("acme_x.old", lineage="l-2", serial=3)})
    stub.a, stub.b = stub.root / "a/remote.json", stub.root / "b/remote.json"
    stub.done_b = ["acme_x.old", "module.m.acme_x.a", "module.rds.acme_db.main"]
    return stub


# ---- without --run --------------------------------------------------------------------------------


def test_shows_what_it_would_do(one):
    shown = one.run()
    assert shown.code == 1
    assert "(cd live && terraform state pull >from.tfstate)" in shown.out
    assert "terraform state mv -state=from.tfstate module.m 'module.m[0]'" in shown.out
    assert "the module is called with count" in shown.out
    assert "plan      no changes" in shown.out
    assert not one.calls()


def test_checks_a_given_state(one):
    found = one.run("--state", one.remote, "--format", "json").json["migrations"][0]
    assert found["status"] == "pending"
    assert [(a["action"], a["from"], a["to"], a["status"], a["instances"])
            for a in found["actions"]] == [("mv", "module.m", "module.m[0]", "pending", 1),
                                           ("mv", "acme_x.a", "acme_x.b", "pending", 1)]
    assert found["units"] == [{"folder": "live", "workspace": "default", "tool": "terraform",
                               "skip_plan": False, "state": str(one.remote)}]
    assert found["expected"] == {"create": [], "update": [], "destroy": []}
    one.remote.write_text(document(*one.done))
    result = one.run("--state", f"live={one.remote}")
    assert (result.code, "done      mv" in result.out) == (0, True)
    one.remote.write_text(document("acme_x.a", "acme_x.b"))
    result = one.run("--state", one.remote)
    assert result.code == 3
    assert "acme_x.b is in the state already" in result.out
    assert "module.m is not in the state" in result.out


def test_finds_a_local_state(one):
    (one.root / "live/terraform.tfstate").write_text(document(*one.done))
    result = one.run()
    assert (result.code, "state     live/terraform.tfstate" in result.out) == (0, True)


def test_a_state_without_its_unit_must_be_clear(two):
    assert two.run("--state", two.a).code == 2
    result = two.run("--state", f"a={two.a}", "--state", f"b={two.b}")
    assert result.code == 1 and result.out.count("pending   mv") == 2


def test_broken_files_are_told_with_their_place(one):
    (one.root / "migrations/broken.hcl").write_text('migration "state" "y" {\n  dri = "x"\n}\n')
    result = one.run()
    assert result.code == 3
    assert "migrations/broken.hcl:2:3: Unknown attribute" in result.err
    assert 'did you mean "dir"' in result.err
    assert "x: unknown" in result.out
    assert one.run("--run").code == 3 and not one.calls()


def test_words(one, footing):
    assert one.run("--id", "y").code == 2
    assert one.run("--tool", "pulumi").code == 2
    assert one.run("--run", "--state", "x").code == 2
    assert one.run("--format", "xml").code == 2
    assert footing("upgrade", "migrate", "rollback", cwd=one.root).code == 2
    assert footing("upgrade", "migrate", "nowhere", cwd=one.root).code == 2
    (one.root / "migrations/z.tfmigrate.hcl").write_text("# footing: id x\n" + MOVE)
    assert "the same id" in one.run().err


def test_only_migrations_are_taken_for_some(one):
    for name in ("migrations/other.hcl", "live/x.hcl"):
        (one.root / name).write_text("locals {\n}\n")
    (one.root / ".tfmigrate.hcl").write_text('tfmigrate {\n  migration_dir = "migrations"\n}\n')
    (one.root / "migrations/a.tfmigrate.json").write_text(json.dumps(
        {"migration": {"state": {"j": {"dir": "${env.WHERE}", "actions": ["rm acme_x.a"]}}}}))
    found = one.run("--env", "WHERE=live", "--format", "json").json
    assert [m["id"] for m in found["migrations"]] == ["a", "x"]
    assert not found["problems"]


# ---- the run --------------------------------------------------------------------------------------


def test_runs(one):
    result = one.run("--run")
    assert result.code == 0, result
    assert places(one.remote) == one.done
    assert json.loads(one.remote.read_text())["serial"] == 8
    assert [c.split(" in ")[0].split(" -")[0] for c in one.calls()] == [
        "terraform state pull", "terraform state mv", "terraform state mv", "terraform init",
        "terraform plan", "terraform show", "terraform state pull",
        f"terraform state push {one.root}/.footing/migrations/x/after-from.tfstate",
        "terraform state pull"]
    kept = one.root / ".footing/migrations"
    backup, = kept.glob("x/before-from-7-*.tfstate")
    assert backup.read_text() == one.before
    assert {p.name for p in (kept / "x").iterdir()} == {backup.name}
    assert backup.stat().st_mode & 0o777 == 0o600
    assert kept.stat().st_mode & 0o777 == 0o700
    events = [json.loads(line)["event"] for line in (kept / "x.jsonl").read_text().splitlines()]
    assert events == ["begin", "backup", "ready", "push", "pushed", "done"]
    status = subprocess.run(["git", "-C", one.root, "status", "--porcelain"], capture_output=True)
    assert status.stdout == b""
    assert one.run().code == 0 and "journal   done at" in one.run().out


def test_runs_twice(one):
    assert one.run("--run").code == 0
    once = one.remote.read_text()
    one.forget()
    result = one.run("--run")
    assert (result.code, "done already" in result.err) == (0, True)
    assert one.remote.read_text() == once
    assert len(one.calls()) == 1


def test_faults_end_it_before_anything(one):
    one.remote.write_text(document("acme_x.a", "acme_x.b"))
    result = one.run("--run", "--format", "json")
    assert result.code == 3
    assert "2 of 2 actions cannot be done" in result.err
    assert [a["status"] for a in result.json["migrations"][0]["actions"]] == ["fault", "fault"]
    assert len(one.calls()) == 1


def plan(*changes):
    return json.dumps({"format_version": "1.2", "resource_changes": [
        {"address": address, "change": {"actions": list(actions), "after": SECRET}}
        for address, *actions in changes]})


@pytest.mark.parametrize("declared, changes, allowed", [
    ([], [("acme_x.b", "no-op"), ("data.acme_y.z", "read")], True),
    ([], [("acme_x.b", "update")], False),
    (["update acme_x.b"], [("acme_x.b", "update")], True),
    (["update module.m"], [("module.m[0].acme_x.a", "update")], True),
    (["update module.m[1]"], [("module.m[0].acme_x.a", "update")], False),
    (["update acme_x.b"], [("acme_x.b", "delete", "create")], False),
    (["destroy acme_x.b"], [("acme_x.b", "create", "delete")], False),
    (["destroy acme_x.b", "create acme_x.b"], [("acme_x.b", "delete", "create")], True),
    (["create acme_x.c"], [("acme_x.c", "create"), ("acme_x.d", "create")], False),
    (["destroy acme_x.b"], [("acme_x.b", "forget")], False),
    ([], [("acme_x.b", "something new")], False),
    (["create *", "update *"], [("acme_x.c", "create"), ("module.q.acme_x.b", "update")], True),
    (["create *", "update *"], [("acme_x.c", "create"), ("acme_x.b", "delete")], False),
    (["create *", "update *"], [("acme_x.b", "delete", "create")], False),
])
def test_the_plan_must_be_the_declared_one(one, declared, changes, allowed):
    text = "".join(f"# footing: expect {d}\n" for d in declared) + MOVE
    (one.root / "migrations/x.tfmigrate.hcl").write_text(text)
    (one.root / "live/plan.json").write_text(plan(*changes))
    result = one.run("--run")
    assert result.code == (0 if allowed else 3), result
    assert places(one.remote) == (one.done if allowed else
                                  ["acme_x.a", "acme_x.stays", "module.m.acme_x.a"])
    if not allowed:
        assert "is not the declared one" in result.err and changes[-1][0] in result.err


def test_a_plan_that_fails_ends_it(one):
    one.on("plan.before", "stop(1, '\\x1b[31mError:\\x1b[0m no credentials')")
    result = one.run("--run")
    assert (result.code, "Error: no credentials" in result.err) == (3, True)
    assert one.remote.read_text() == one.before
    assert one.run("--run", "--skip-plan").code == 0
    assert places(one.remote) == one.done


def test_uncommitted_changes_are_refused(one):
    (one.root / "live/new.tf").write_text("")
    result = one.run("--run")
    assert (result.code, "not committed" in result.err) == (3, True)
    assert not one.calls()
    assert one.run("--run", "--allow-dirty").code == 0


def test_files_that_are_no_configuration_are_not_changes(one):
    (one.root / "live/notes.txt").write_text("")
    assert one.run("--run").code == 0


@pytest.mark.parametrize("when", ["state-mv.before", "plan.after", "show.after"])
def test_a_state_that_moves_on_is_never_overwritten(one, when):
    path = one.remote
    one.on(when, f"REMOTE = pathlib.Path({str(path)!r}); raise_serial(3, who='others')")
    result = one.run("--run")
    assert (result.code, "has moved on meanwhile" in result.err) == (3, True), result
    assert json.loads(path.read_text())["who"] == "others"
    for file in one.control.glob("*.*"):
        file.unlink()
    assert one.run("--run").code == 0
    assert places(path) == one.done


def test_a_state_that_moves_on_at_the_last_moment_is_refused_by_push(one):
    """Between our last look and the push: the serial is one higher, so push itself refuses."""
    one.on("state-push.before", "raise_serial(1, resources=[])")
    result = one.run("--run")
    assert (result.code, "same serial" in result.err) == (3, True), result
    assert places(one.remote) == []


def test_another_lineage_is_refused(one):
    one.on("show.after", "raise_serial(0, lineage='l-9')")
    result = one.run("--run")
    assert (result.code, "l-9" in result.err) == (3, True)


def test_a_lock_held_by_others(one):
    one.on("state-push.before", "stop(1, 'Error: Error acquiring the state lock')")
    result = one.run("--run")
    assert (result.code, "acquiring the state lock" in result.err) == (3, True)
    assert one.remote.read_text() == one.before


def test_a_tool_that_does_something_else_is_found_out(one):
    one.on("state-mv.after", """
path = pathlib.Path(split(sys.argv[1:])[0]["state"])
path.write_text(path.read_text().replace("acme_x.stays", "acme_x.changed", 1))""")
    result = one.run("--run")
    assert result.code == 3
    assert "acme_x.stays has other attributes than before" in result.err
    assert one.remote.read_text() == one.before


def test_a_second_run_waits_for_nothing(one):
    import fcntl
    lock = one.root / ".footing/migrations/lock"
    lock.parent.mkdir(parents=True)
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        result = one.run("--run")
    assert (result.code, "another migration is running" in result.err) == (3, True)


def test_init_where_pull_needs_it(one):
    one.on("1.before", "stop(1, 'Error: Backend initialization required')")
    assert one.run("--run").code == 0
    assert one.calls()[1].startswith("terraform init")


def test_a_selected_workspace_is_not_the_default_one(one):
    (one.root / "live/.terraform").mkdir()
    (one.root / "live/.terraform/environment").write_text("prod")
    result = one.run("--run", "--allow-dirty")
    assert (result.code, "the workspace prod is selected" in result.err) == (3, True)


def test_an_override_that_is_not_ours_stays(one, footing):
    path = one.root / "live/footing_migrate_override.tf"
    path.write_text("# mine\n")
    result = footing("upgrade", "migrate", ".", "--run", "--allow-dirty", cwd=one.root)
    assert result.code == 3 and path.read_text() == "# mine\n"


def test_what_is_not_found_is_told(one):
    (one.root / "migrations/x.tfmigrate.hcl").write_text(
        MOVE.replace('"mv acme_x.a acme_x.b"', '"rm acme_x.mistyped"'))
    result = one.run("--run")
    assert (result.code, "note: acme_x.mistyped is not in the state" in result.err) == (0, True)


def test_the_first_failure_ends_it(one):
    (one.root / "migrations/a.tfmigrate.hcl").write_text(
        'migration "state" "a" {\n  dir = "live"\n  actions = ["mv acme_x.no acme_x.yes"]\n}\n')
    result = one.run("--run")
    assert (result.code, "x was not run" in result.err) == (3, True)
    assert one.remote.read_text() == one.before


def test_between_two_states(two):
    result = two.run("--run")
    assert result.code == 0, result
    assert places(two.a) == ["acme_x.stays"]
    assert places(two.b) == two.done_b
    pushes = [c for c in two.calls() if "state push" in c]
    assert [c[-1] for c in pushes] == ["b", "a"]  # the destination first


def test_between_two_states_of_which_one_is_new(two):
    two.b.unlink()
    assert two.run("--run").code == 0
    assert places(two.b) == two.done_b[1:]
    assert two.run("--run").code == 0


# ---- kills ----------------------------------------------------------------------------------------

# The process that is killed leaves what it called behind: nothing, or a program that goes on.
KILLS = {"before": ("before", "kill(); stop(1)"), "during": ("before", "kill()"),
         "after": ("after", "kill()"),
         "slowly": ("before", "kill(); import time; time.sleep(2)")}


def killed(stub, number, how, *args):
    """Runs until call `number`, at which it is killed. False if it ended before."""
    when, code = KILLS[how]
    stub.on(f"{number}.{when}", code)
    done = subprocess.run([os.environ.get("FOOTING", str(STUB.parents[3] / "build/footing")),
                           "upgrade", "migrate", ".", "--run", *args],
                          cwd=stub.root, capture_output=True, timeout=60)
    (stub.control / f"{number}.{when}").unlink()
    assert done.returncode in (0, -9), done
    return done.returncode == -9


def run_again(stub, *args):
    """As people would: until no program of the killed run holds the lock any more."""
    for _ in range(200):
        result = stub.run("--run", *args)
        if "another migration is running" not in result.err:
            return result
        time.sleep(0.05)
    raise AssertionError(result)


@pytest.mark.parametrize("how", ["before", "during", "after"])
def test_killed_at_any_call(one, how):
    number = 1
    while killed(one, number, how):
        assert places(one.remote) in (one.done, places_of(one.before))
        assert run_again(one).code == 0
        assert places(one.remote) == one.done
        assert json.loads(one.remote.read_text())["serial"] == 8  # pushed once
        assert not (one.root / ".footing/migrations/x/copies").exists()
        one.remote.write_text(one.before)
        shutil.rmtree(one.root / ".footing")
        one.forget()
        number += 1
    assert number == 10


def places_of(text):
    return sorted((r.get("module", "") + "." + r["type"] + "." + r["name"]).lstrip(".")
                  for r in json.loads(text)["resources"])


@pytest.mark.parametrize("how", ["before", "during", "after"])
def test_killed_between_two_states(two, how):
    before = two.a.read_text(), two.b.read_text()
    number = 4  # before that nothing is written
    while killed(two, number, how, "--skip-plan"):
        everything = places(two.a) + places(two.b)
        assert {"acme_x.stays", "acme_x.old"} <= set(everything)
        assert any(p.endswith("acme_db.main") for p in everything)  # nothing is in neither
        assert run_again(two, "--skip-plan").code == 0
        assert (places(two.a), places(two.b)) == (["acme_x.stays"], two.done_b)
        two.a.write_text(before[0])
        two.b.write_text(before[1])
        shutil.rmtree(two.root / ".footing")
        two.forget()
        number += 1
    assert number == 13


def test_a_push_that_goes_on_after_a_kill_is_waited_for(one):
    assert killed(one, 8, "slowly")
    result = one.run("--run")
    assert (result.code, "or a program that it has started" in result.err) == (3, True), result
    assert run_again(one).code == 0
    assert places(one.remote) == one.done
    assert json.loads(one.remote.read_text())["serial"] == 8


def test_what_has_arrived_may_have_moved_on(two):
    """Killed between the pushes; then somebody applies in the destination."""
    assert killed(two, 8, "after", "--skip-plan")
    assert "module.rds.acme_db.main" in places(two.b) and "acme_db.main" in places(two.a)
    state = json.loads(two.b.read_text())
    state["serial"] += 1
    state["resources"].append(resource("acme_x.new"))
    two.b.write_text(json.dumps(state))
    result = run_again(two, "--skip-plan")
    assert result.code == 0, result
    assert places(two.a) == ["acme_x.stays"]
    assert places(two.b) == sorted(two.done_b + ["acme_x.new"])


def test_when_both_have_moved_on_it_says_what_stands(two):
    assert killed(two, 8, "after", "--skip-plan")
    state = json.loads(two.a.read_text())
    state["serial"] += 1
    state["resources"].append(resource("acme_x.new"))
    two.a.write_text(json.dumps(state))
    result = run_again(two, "--skip-plan")
    assert result.code == 3
    assert "a: the state is changed by others (serial 8)" in result.err
    assert "b: the state is migrated (serial 4)" in result.err
    assert "module.rds.acme_db.main is in the state already" in result.err
    assert json.loads(two.a.read_text()) == state


def test_a_torn_line_of_the_journal(one):
    assert killed(one, 8, "after")
    journal = one.root / ".footing/migrations/x.jsonl"
    journal.write_text(journal.read_text() + '{"time": "2026')
    assert run_again(one).code == 0
    for line in journal.read_text().splitlines():
        json.loads(line)


def test_a_backup_that_was_changed_is_not_trusted(one):
    assert killed(one, 8, "after")
    path, = (one.root / ".footing/migrations/x").glob("before-*")
    path.write_text(path.read_text().replace("acme_x.stays", "acme_x.gone"))
    result = run_again(one)
    assert (result.code, "is not what it was" in result.err) == (3, True)


# ---- the way back ---------------------------------------------------------------------------------


def rollback(stub, footing, *args):
    return footing("upgrade", "migrate", "rollback", "x", ".", *args, cwd=stub.root)


def test_rolls_back(one, footing):
    assert rollback(one, footing).code == 2
    assert one.run("--run").code == 0
    assert rollback(one, footing).code == 0
    state = json.loads(one.remote.read_text())
    assert state.pop("serial") == 9
    assert state == {k: v for k, v in json.loads(one.before).items() if k != "serial"}
    assert rollback(one, footing).code == 0
    assert "rolled back at" in one.run().out
    assert one.run("--run").code == 0
    assert places(one.remote) == one.done


def test_rolls_back_after_a_run_that_had_nothing_to_do(one, footing):
    assert one.run("--run").code == 0
    assert one.run("--run").code == 0
    assert rollback(one, footing).code == 0
    assert places(one.remote) == places_of(one.before)


def test_does_not_roll_back_over_the_work_of_others(one, footing):
    assert one.run("--run").code == 0
    state = json.loads(one.remote.read_text())
    state["serial"] += 1
    one.remote.write_text(json.dumps(state))
    result = rollback(one, footing)
    assert (result.code, "has moved on since the migration" in result.err) == (3, True)
    assert json.loads(one.remote.read_text()) == state


def test_rolls_back_two_states(two, footing):
    before = places(two.a), places(two.b)
    assert two.run("--run").code == 0
    two.forget()
    assert rollback(two, footing).code == 0
    assert (places(two.a), places(two.b)) == before
    assert [c[-1] for c in two.calls() if "state push" in c] == ["a", "b"]  # the source first


# ---- tools ----------------------------------------------------------------------------------------


def test_terragrunt(one):
    (one.root / "live/terragrunt.hcl").write_text("")
    commit(one.root)
    one.programs("terragrunt", "terraform")
    assert "(cd live && terragrunt run -- state pull >from.tfstate)" in one.run().out
    result = one.run("--run")
    assert result.code == 0, result
    calls = [c.split(" -state")[0].split(" -in")[0] for c in one.calls()]
    assert calls[:3] == ["terragrunt --version in repo", "terragrunt run -- state pull in live",
                         "terraform state mv"]
    assert not any("init" in c for c in calls)
    assert places(one.remote) == one.done


def test_terragrunt_of_before_run(one, monkeypatch):
    (one.root / "live/terragrunt.hcl").write_text("")
    commit(one.root)
    one.programs("terragrunt", "tofu")
    monkeypatch.setenv("STUB_VERSION", "terragrunt version v0.72.9")
    assert one.run("--run").code == 0
    assert one.calls()[1] == "terragrunt state pull in live"
    assert one.calls()[2].startswith("tofu state mv")


def test_tofu(one):
    one.programs("tofu")
    assert "tofu state mv" in one.run().out
    one.programs("tofu", "terraform")
    assert "terraform state mv" in one.run().out
    assert "tofu state mv" in one.run("--tool", "tofu").out
    (one.root / "live/more.tofu").write_text("")
    assert "tofu state mv" in one.run().out
    assert one.run("--run", "--allow-dirty").code == 0
    assert all(c.startswith("tofu ") for c in one.calls())


def test_a_tool_that_is_not_there(one):
    one.programs()
    result = one.run("--run")
    assert (result.code, "is not installed" in result.err) == (3, True)
    result = one.run("--run", "--tool", "terragrunt")
    assert (result.code, "terragrunt is not installed" in result.err) == (3, True)


# ---- scripts, and terraform itself ----------------------------------------------------------------

REAL = """\
terraform {
  backend "local" {
    path = "../remote/live.tfstate"
  }
}
resource "terraform_data" "%(name)s" {
  input = "hunter2-never-print"
}
resource "terraform_data" "each" {
  for_each = toset(["a b", "c\\"d", "it's"])
  input    = each.key
}
module "m" {
  source = "./m"%(count)s
}
"""

REAL_MOVES = r"""
migration "state" "real" {
  dir = "live"
  actions = [
    "mv module.m 'module.m[0]'",
    "mv terraform_data.old terraform_data.new",
    "mv 'terraform_data.each[\"gone\"]' 'terraform_data.each[\"it'\\''s\"]'",
    "import terraform_data.adopted 2f0c-id",
    "rm terraform_data.forgotten",
    "xmv terraform_data.list[*] 'module.m[0].terraform_data.list[$${1}]'",
  ]
}
"""


@pytest.fixture
def real(tmp_path, monkeypatch, footing):
    if not shutil.which("terraform"):
        pytest.skip("terraform is not installed: the same is tested with the stub")
    monkeypatch.delenv("TF_CLI_CONFIG_FILE", raising=False)
    root = tmp_path / "real"
    (root / "live/m").mkdir(parents=True)
    (root / "remote").mkdir()
    (root / "migrations").mkdir()
    (root / ".gitignore").write_text(".terraform\nremote\n")
    old = (REAL % {"name": "old", "count": ""}).replace("it's", "gone") + """
resource "terraform_data" "forgotten" {
}
resource "terraform_data" "list" {
  count = 2
}
"""
    (root / "live/main.tf").write_text(old)
    (root / "live/m/main.tf").write_text("""
resource "terraform_data" "in" {
  input = "x"
}
""")
    (root / "other.json").write_text(json.dumps(
        {"version": 4, "terraform_version": "1.11.4", "serial": 1, "lineage": "o", "resources": [],
         "outputs": {"x": {"value": "y", "type": "string"}}}))
    for args in (["init"], ["apply", "-auto-approve"]):
        subprocess.run(["terraform", *args, "-no-color"], cwd=root / "live", check=True,
                       capture_output=True)
    (root / "live/main.tf").write_text(
        REAL % {"name": "new", "count": "\n  count  = 1"} + """
resource "terraform_data" "adopted" {
}
data "terraform_remote_state" "other" {
  backend = "local"
  config  = { path = "../other.json" }
}
output "adopted" {
  value = "${terraform_data.adopted.id}${data.terraform_remote_state.other.outputs.x}"
}
""")
    (root / "live/m/main.tf").write_text("""
resource "terraform_data" "in" {
  input = "x"
}
resource "terraform_data" "list" {
  count = 2
}
""")
    (root / "migrations/real.tfmigrate.hcl").write_text(
        "# footing: expect update terraform_data.each[\"it's\"]\n" + REAL_MOVES)
    commit(root)
    return root


MOVED = ["module.m[0].terraform_data.in", "module.m[0].terraform_data.list[0]",
         "module.m[0].terraform_data.list[1]", "terraform_data.adopted",
         "terraform_data.each[\"a b\"]", 'terraform_data.each["c\\"d"]',
         "terraform_data.each[\"it's\"]", "terraform_data.new"]


def listed(root):
    done = subprocess.run(["terraform", "state", "list"], cwd=root / "live", capture_output=True)
    return sorted(done.stdout.decode().splitlines())


def test_terraform_itself(real, footing):
    run = lambda *args: footing("upgrade", "migrate", *args, cwd=real)
    before = listed(real)
    shown = run(".", "--state", "remote/live.tfstate")
    assert shown.code == 1 and "fault" not in shown.out, shown
    result = run(".", "--run")
    assert result.code == 0, result
    assert SECRET not in result.out + result.err
    assert [x for x in listed(real) if not x.startswith("data.")] == MOVED
    assert "the plan has 1 change, all declared" in result.err
    again = run(".", "--run")
    assert (again.code, "done already" in again.err) == (0, True)
    status = subprocess.run(["git", "-C", real, "status", "--porcelain"], capture_output=True)
    assert status.stdout == b""
    assert run("rollback", "real").code == 0
    assert listed(real) == before


def test_a_plan_of_terraform_that_is_not_declared(real, footing):
    (real / "migrations/real.tfmigrate.hcl").write_text(REAL_MOVES)
    before = (real / "remote/live.tfstate").read_bytes()
    result = footing("upgrade", "migrate", ".", "--run", cwd=real)
    assert (result.code, "update terraform_data.each[\"it's\"]" in result.err) == (3, True), result
    assert (real / "remote/live.tfstate").read_bytes() == before


def test_a_script_does_the_same(real, footing):
    script = footing("upgrade", "migrate", ".", "--script", cwd=real)
    assert script.code == 0
    path = real / "run.sh"
    path.write_text(script.out)
    if shutil.which("shellcheck"):
        subprocess.run(["shellcheck", path], check=True)
    for _ in range(2):
        done = subprocess.run(["bash", path], cwd=real / "live", capture_output=True)
        assert done.returncode == 0, done
        assert [x for x in listed(real) if not x.startswith("data.")] == MOVED
    assert b"already moved: module.m[0]" in done.stderr
    assert len(list((real / ".footing/migrations/real").glob("before-*.tfstate"))) == 2


@pytest.fixture
def real_two(tmp_path, monkeypatch):
    if not shutil.which("terraform"):
        pytest.skip("terraform is not installed: the same is tested with the stub")
    monkeypatch.delenv("TF_CLI_CONFIG_FILE", raising=False)
    backend = 'terraform {\n  backend "local" {\n    path = "../remote/%s.tfstate"\n  }\n}\n'
    stays = 'resource "terraform_data" "stays" {\n}\n'
    module = 'module "m" {\n  source   = "../m"\n  for_each = toset(["a b"])\n}\n'
    root = tmp_path / "real"
    for name in ("a", "b", "m", "remote", "migrations"):
        (root / name).mkdir(parents=True)
    (root / "m/main.tf").write_text('resource "terraform_data" "in" {\n  count = 2\n}\n')
    (root / "a/main.tf").write_text(backend % "a" + stays + module)
    (root / "b/main.tf").write_text(backend % "b")
    for args in (["init"], ["apply", "-auto-approve"]):
        subprocess.run(["terraform", *args], cwd=root / "a", check=True, capture_output=True)
    subprocess.run(["terraform", "init"], cwd=root / "b", check=True, capture_output=True)
    (root / "a/main.tf").write_text(backend % "a" + stays)
    (root / "b/main.tf").write_text(backend % "b" + module)
    (root / "migrations/y.tfmigrate.hcl").write_text("""
migration "multi_state" "y" {
  from_dir = "a"
  to_dir   = "b"
  actions  = ["xmv module.m[*] module.m[$1]"]
}
""")
    (root / ".gitignore").write_text(".terraform\nremote\n")
    commit(root)
    return root


def both_listed(root):
    return [subprocess.run(["terraform", "state", "list"], cwd=root / name, capture_output=True)
            .stdout.decode().split("\n")[:-1] for name in ("a", "b")]


BOTH_MOVED = [["terraform_data.stays"],
              [f'module.m["a b"].terraform_data.in[{i}]' for i in range(2)]]


def test_terraform_itself_between_two_states(real_two, footing):
    for expected in ("done", "done already"):
        result = footing("upgrade", "migrate", ".", "--run", cwd=real_two)
        assert (result.code, f"y: {expected}\n" in result.err) == (0, True), result
        assert both_listed(real_two) == BOTH_MOVED
    assert footing("upgrade", "migrate", "rollback", "y", cwd=real_two).code == 0
    assert both_listed(real_two) == [BOTH_MOVED[0] + BOTH_MOVED[1], []]


def test_a_script_between_two_states(real_two, footing):
    path = real_two / "run.sh"
    path.write_text(footing("upgrade", "migrate", ".", "--script", cwd=real_two).out)
    if shutil.which("shellcheck"):
        subprocess.run(["shellcheck", path], check=True)
    for _ in range(2):
        done = subprocess.run(["bash", path], cwd=real_two / "a", capture_output=True)
        assert done.returncode == 0, done
        assert both_listed(real_two) == BOTH_MOVED


def test_terraform_itself_in_a_workspace(real_two, footing):
    text = (real_two / "migrations/y.tfmigrate.hcl").read_text()
    (real_two / "migrations/y.tfmigrate.hcl").write_text(
        text.replace('to_dir ', 'to_workspace = "prod e"\n  to_dir '))
    result = footing("upgrade", "migrate", ".", "--run", cwd=real_two)
    assert result.code == 3, result  # there is no such workspace
    (real_two / "migrations/y.tfmigrate.hcl").write_text(
        text.replace('to_dir ', 'to_workspace = "prod"\n  to_dir '))
    subprocess.run(["terraform", "workspace", "new", "prod"], cwd=real_two / "b", check=True,
                   capture_output=True)
    subprocess.run(["terraform", "workspace", "select", "default"], cwd=real_two / "b", check=True,
                   capture_output=True)
    result = footing("upgrade", "migrate", ".", "--run", "--allow-dirty", cwd=real_two)
    assert result.code == 0, result
    assert both_listed(real_two) == [BOTH_MOVED[0], []]
    monkeyed = {**os.environ, "TF_WORKSPACE": "prod"}
    done = subprocess.run(["terraform", "state", "list"], cwd=real_two / "b", env=monkeyed,
                          capture_output=True)
    assert done.stdout.decode().split("\n")[:-1] == BOTH_MOVED[1]
