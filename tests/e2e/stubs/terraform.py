#!/usr/bin/env -S python3 -S
"""A terraform of a few commands, for what a real one cannot be made to do.

The state of a unit is remote.json in its folder; push refuses what terraform refuses. What the plan
says is plan.json in the unit's folder, no changes without one. $STUB is a folder: `log` gets a line
per call, and a file there makes call number N (or the call that begins with these words) special:
`N.before`, `N.after`, `words.before`, ...: a line of Python, run before or after the command.
`kill` in it ends the program that has called; `stop(CODE, TEXT)` ends the call.
"""
import json
import os
import pathlib
import signal
import sys

STUB = pathlib.Path(os.environ["STUB"])
REMOTE = pathlib.Path("remote.json")


def stop(code, text=""):
    sys.stderr.write(text)
    sys.exit(code)


def kill():
    os.kill(os.getppid(), signal.SIGKILL)


def write(path, text):
    """Whole or not at all: somebody may read it, and this program may be killed."""
    new = pathlib.Path(f"{path}.{os.getpid()}")
    new.write_text(text)
    os.replace(new, path)


def raise_serial(by=1, **more):
    """What somebody else does meanwhile."""
    state = json.loads(REMOTE.read_text())
    state["serial"] += by
    state.update(more)
    write(REMOTE, json.dumps(state))


def split(args):
    options = dict(a[1:].partition("=")[::2] for a in args if a.startswith("-"))
    return options, [a for a in args if not a.startswith("-")]


def load(path):
    path = pathlib.Path(path)
    if path.exists() and path.read_text().strip():
        return json.loads(path.read_text())
    return {"version": 4, "terraform_version": "1.11.4", "serial": 0, "lineage": os.urandom(8).hex(),
            "outputs": {}, "resources": []}


def save(path, state):
    state["serial"] += 1
    write(path, json.dumps(state, indent=2) + "\n")


def place(resource):
    module = resource.get("module", "")
    return (module + "." if module else "") + resource["type"] + "." + resource["name"]


def is_in(resource, address):
    return place(resource) == address or (place(resource) + ".").startswith(address + ".")


def moved(resource, old, new):
    address = new + place(resource)[len(old):]
    module, _, tail = address.rpartition(".")
    module, _, kind = module.rpartition(".")
    result = {**resource, "type": kind, "name": tail}
    result.pop("module", None)
    return {"module": module, **result} if module else result


def state_mv(options, words):
    old, new = words
    source = load(options["state"])
    target = load(options["state-out"]) if "state-out" in options else source
    chosen = [r for r in source["resources"] if is_in(r, old)]
    if not chosen:
        stop(1, f"Error: no {old}\n")
    source["resources"] = [r for r in source["resources"] if r not in chosen]
    target["resources"] += [moved(r, old, new) for r in chosen]
    save(options["state"], source)
    if target is not source:
        save(options["state-out"], target)


def state_rm(options, words):
    state = load(options["state"])
    state["resources"] = [r for r in state["resources"] if not is_in(r, words[0])]
    save(options["state"], state)


def state_push(options, words):
    new, old = json.loads(pathlib.Path(words[0]).read_text()), None
    if REMOTE.exists() and REMOTE.read_text().strip():
        old = json.loads(REMOTE.read_text())
    if old and old["lineage"] != new["lineage"]:
        stop(1, "Error: cannot import state with another lineage\n")
    if old and old["serial"] > new["serial"]:
        stop(1, "Error: cannot overwrite existing state with a newer serial\n")
    if old and old["serial"] == new["serial"] and old["resources"] != new["resources"]:
        stop(1, "Error: cannot overwrite existing state of the same serial\n")
    write(REMOTE, json.dumps(new))


def run(args):
    options, words = split(args)
    if args == ["--version"]:
        print(os.environ.get("STUB_VERSION", "terragrunt version v0.99.1"))
    elif words[:2] == ["state", "pull"]:
        sys.stdout.write(REMOTE.read_text() if REMOTE.exists() else "")
    elif words[:2] == ["state", "mv"]:
        state_mv(options, words[2:])
    elif words[:2] == ["state", "rm"]:
        state_rm(options, words[2:])
    elif words[:2] == ["state", "push"]:
        state_push(options, words[2:])
    elif words[0] == "init":
        pass
    elif words[0] == "plan":
        pathlib.Path(options["out"]).write_text("plan")
        return 2 if pathlib.Path("plan.json").exists() else 0
    elif words[0] == "show":
        plan = pathlib.Path("plan.json")
        empty = {"format_version": "1.2", "resource_changes": []}
        sys.stdout.write(plan.read_text() if plan.exists() else json.dumps(empty))
    else:
        stop(1, f"unknown command {args}\n")
    return 0


def special(when, number, words):
    for name in (str(number), words.replace(" ", "-")):
        path = STUB / f"{name}.{when}"
        if path.exists():
            exec(path.read_text(), globals())


def main():
    args = sys.argv[1:]
    log = STUB / "log"
    number = len(log.read_text().splitlines()) + 1 if log.exists() else 1
    with log.open("a") as out:
        out.write(" ".join([pathlib.Path(sys.argv[0]).name, *args,
                            "in", pathlib.Path.cwd().name]) + "\n")
    if args[:2] == ["run", "--"]:
        args = args[2:]
    words = " ".join(split(args)[1][:2 if args[0] == "state" else 1])
    special("before", number, words)
    code = run(args)
    sys.stdout.flush()
    special("after", number, words)
    sys.exit(code)


if __name__ == "__main__":
    main()
