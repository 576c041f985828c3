"""footing hcl check, tree, get, eval, edit: files in, texts and exit codes out."""
import contextlib
import json
import os
import stat
import subprocess

import pytest

from conftest import FOOTING, contents

UNIT = 'terraform {\n  source = "a"\n}\n\ninputs = {\n  x = 1 # one\n}\n'
BROKEN = 'a = 1\nb = = 2\nc = [\n'


def lines(result):
    return [json.loads(line) for line in result.out.splitlines()]


@contextlib.contextmanager
def open_folder(path):
    """A descriptor that can be opened but not read."""
    folder = os.open(path, os.O_RDONLY)
    yield folder
    os.close(folder)


# ---- check ---------------------------------------------------------------------------------

def test_check(footing, tree):
    tree({"good.tf": UNIT, "bad.tf": BROKEN, "empty.tf": "", "bom.tf": b"\xef\xbb\xbfa = 1\r\n"})
    done = footing("hcl", "check", "good.tf", "empty.tf", "bom.tf")
    assert (done.code, done.out) == (0, "")
    assert "3 files checked, no errors" in done.err
    done = footing("hcl", "check", "good.tf", "bad.tf")
    assert done.code == 1
    assert "bad.tf:2:5" in done.out and "good.tf" not in done.out
    assert "2 files checked" in done.err


def test_check_json(footing, tree):
    tree({"good.tf": UNIT, "bad \"x\".tf": "ä = = 2\n"})
    done = footing("hcl", "check", "--format", "json", "good.tf", "bad \"x\".tf")
    assert done.code == 1
    assert done.json["files"] == 2
    first = done.json["diagnostics"][0]
    assert set(first) == {"file", "severity", "summary", "detail", "line", "column", "range"}
    assert (first["file"], first["severity"]) == ("bad \"x\".tf", "error")
    # Columns are characters, ranges bytes.
    assert (first["line"], first["column"]) == (1, 5)
    assert first["range"] == {"start": 5, "end": 6}
    assert footing("hcl", "check", "--format", "json", "good.tf").json == {"diagnostics": [], "files": 1}


def test_check_what_cannot_be_read(footing, tree):
    tree({"good.tf": UNIT, "bad.tf": BROKEN})
    os.mkdir(tree({}) / "folder")
    for name in ("missing.tf", "folder"):
        done = footing("hcl", "check", name, "bad.tf")
        assert done.code == 3
        assert name in done.err and "bad.tf:2:5" in done.out


def test_check_streams_and_lists(footing, tree):
    tree({"good.tf": UNIT, "bad.tf": BROKEN, "with\nnewline.tf": "= 1\n", "list": "good.tf\n\nbad.tf\n"})
    assert "<stdin>:1:" in footing("hcl", "check", "-", input=b"= 1").out
    assert "bad.tf:2" in footing("hcl", "check", "--files-from", "list").out
    assert footing("hcl", "check", "--files-from", "-", input=b"good.tf").code == 0
    done = footing("hcl", "check", "--files-from", "-", input=b"good.tf\0with\nnewline.tf\0")
    assert done.code == 1 and "2 files checked" in done.err
    assert footing("hcl", "check", "--files-from", "missing").code == 3
    assert footing("hcl", "check", "--files-from", "-", input=b"").code == 0


@pytest.mark.parametrize("command", ["check", "tree", "get", "edit", "eval"])
def test_usage(footing, command):
    assert footing("hcl", command).code == 2
    assert footing("hcl", command, "--unknown").code == 2
    done = footing("hcl", command, "--help")
    assert done.code == 0 and done.out.startswith(f"Usage: footing hcl {command}")


def test_usage_of_options(footing, tree):
    tree({"a.tf": UNIT})
    assert footing("hcl", "check", "--format", "xml", "a.tf").code == 2
    assert footing("hcl", "get", "a[", "a.tf").code == 2
    assert footing("hcl", "get", "a").code == 2
    for edit in (["--set", "a"], ["--set", "a["], ["--remove", "a=1"], ["--set", "=1"][:1], ["--add", "a 1"]):
        assert footing("hcl", "edit", "a.tf", *edit).code == 2, edit
    assert footing("hcl", "edit", "a.tf").code == 2
    assert footing("hcl", "edit", "--set", "a=1").code == 2
    assert footing("hcl", "edit", "--script", "-", "a.tf", input=b"").code == 2
    assert footing("hcl", "edit", "--script", "-", "--set", "a=1", input=b"").code == 2
    assert footing("hcl").code == 2
    assert footing("hcl", "nonsense").code == 2


# ---- tree ----------------------------------------------------------------------------------

def cut(text, span):
    return text.encode()[span["start"]:span["end"]].decode()


def test_tree(footing, tree):
    text = 'é = "ü"\nb "l" m {\n  x = [1,\n  2]\n  c {}\n}\n'
    tree({"a.tf": text})
    done = footing("hcl", "tree", "a.tf")
    assert done.code == 0
    (answer,) = lines(done)
    assert (answer["file"], answer["errors"]) == ("a.tf", [])
    attribute, block = answer["body"]["attributes"][0], answer["body"]["blocks"][0]
    assert attribute["name"] == "é" and cut(text, attribute["range"]) == 'é = "ü"'
    assert cut(text, attribute["name_range"]) == "é" and cut(text, attribute["expr_range"]) == '"ü"'
    assert (block["type"], block["labels"]) == ("b", ["l", "m"])
    assert [cut(text, r) for r in block["label_ranges"]] == ['"l"', "m"]
    assert cut(text, block["open_brace_range"]) == "{" and cut(text, block["close_brace_range"]) == "}"
    assert cut(text, block["range"]) == text[len('é = "ü"\n'):-1]
    assert cut(text, block["body"]["attributes"][0]["expr_range"]) == "[1,\n  2]"
    assert block["body"]["blocks"][0]["type"] == "c"


def test_tree_of_several(footing, tree):
    tree({"a.tf": UNIT, "bad.tf": BROKEN})
    done = footing("hcl", "tree", "a.tf", "bad.tf")
    assert done.code == 1
    good, bad = lines(done)
    assert [good["file"], bad["file"]] == ["a.tf", "bad.tf"]
    assert bad["errors"][0]["line"] == 2
    assert bad["body"]["attributes"][0]["name"] == "a"
    done = footing("hcl", "tree", "missing.tf", "a.tf")
    assert done.code == 3 and len(lines(done)) == 1
    assert lines(footing("hcl", "tree", "-", input=b""))[0]["body"] == {"attributes": [], "blocks": []}


# ---- get -----------------------------------------------------------------------------------

def test_get(footing, tree):
    tree({"a.hcl": UNIT, "b.hcl": 'terraform {\n  source = "b"\n}\n', "c.hcl": ""})
    done = footing("hcl", "get", "terraform.source", "a.hcl")
    assert (done.code, done.out, done.err) == (0, '"a"\n', "")
    assert footing("hcl", "get", "terraform", "a.hcl").out == 'terraform {\n  source = "a"\n}\n'
    assert footing("hcl", "get", "--with-filename", "inputs.x", "a.hcl").out == "a.hcl: 1\n"
    done = footing("hcl", "get", "terraform.source", "a.hcl", "c.hcl", "b.hcl")
    assert (done.code, done.out) == (0, 'a.hcl: "a"\nb.hcl: "b"\n')
    assert footing("hcl", "get", "terraform.source", "-", input=b'terraform { source = "x" }').out == '"x"\n'


def test_get_nothing(footing, tree):
    tree({"a.hcl": UNIT, "bad.hcl": BROKEN, "two.hcl": "b {\n}\nb {\n}\n"})
    done = footing("hcl", "get", "terraform.version", "a.hcl")
    assert (done.code, done.out) == (1, "") and "only source" in done.err
    done = footing("hcl", "get", "b", "two.hcl")
    assert done.code == 3 and "line 1" in done.err and "line 3" in done.err
    done = footing("hcl", "get", "inputs", "bad.hcl", "a.hcl")
    assert done.code == 3 and "bad.hcl" in done.err and "x = 1" in done.out
    assert footing("hcl", "get", "inputs", "missing.hcl").code == 3


# ---- eval ----------------------------------------------------------------------------------

def test_eval(footing, tree):
    tree({"t.txt": "text"})
    done = footing("hcl", "eval", "1 + 2")
    assert done.code == 0 and done.json == {"value": 3, "type": "number"}
    assert footing("hcl", "eval", 'file("t.txt")').json["value"] == "text"
    assert footing("hcl", "eval", "--var", "a=2", "--var", "b=a * 3", "[a, b]").json["value"] == [2, 6]
    assert "123456789012345678901234567890" in footing("hcl", "eval", "123456789012345678901234567890").out


def test_eval_at_an_address(footing, tree):
    """The file tells its own locals; what it cannot tell is unknown, and a missing address is told."""
    tree({"a/t.hcl": 'locals {\n  v = trimspace(file("v.txt"))\n}\nterraform {\n  source = "x?ref=${local.v}"\n}\n', "a/v.txt": "v1\n",
          "b.hcl": 'terraform {\n  source = "x?ref=${values.v}"\n}\n', "c.hcl": "terraform {\n  source = local.v\n}\n", "d.hcl": ""})
    done = footing("hcl", "eval", "--at", "terraform.source", "a/t.hcl", "b.hcl", "c.hcl", "d.hcl")
    first, second, third = lines(done)
    assert first == {"file": "a/t.hcl", "value": "x?ref=v1", "type": "string"}
    assert second["file"] == "b.hcl" and second["unknown"] and "values" in second["why"]
    assert third["file"] == "c.hcl" and third["error"]["line"] == 2
    assert done.code == 1 and "d.hcl: terraform.source" in done.err
    assert "--at ADDRESS" in footing("hcl", "eval", "--help").out


def test_eval_lines(footing):
    done = footing("hcl", "eval", "-", input=b'1\nnope(\n"x"\n')
    assert done.code == 1
    first, second, third = lines(done)
    assert (first["value"], third["value"]) == (1, "x")
    assert set(second["error"]) == {"message", "line", "column"}


def test_eval_lines_with_crlf(footing):
    assert [a["value"] for a in lines(footing("hcl", "eval", "-", input=b'1\r\n"x"\r\n[2]'))] == [1, "x", [2]]


def test_eval_at(footing, tree):
    tree({"a/a.hcl": 'x = file("t") + local.n + var.y\nlocals {\n  n = 2\n}\n', "a/t": "1", "b.hcl": "x = 1\n", "bad.hcl": BROKEN})
    assert footing("hcl", "eval", "--at", "x", "b.hcl").json == {"file": "b.hcl", "value": 1, "type": "number"}
    assert footing("hcl", "eval", "--at", "x", "a/a.hcl").json["unknown"]
    done = footing("hcl", "eval", "--at", "x", "--var", "var={y=3}", "a/a.hcl", "b.hcl")
    assert done.code == 0 and [a["value"] for a in lines(done)] == [6, 1]
    assert footing("hcl", "eval", "--at", "y", "b.hcl").code == 1
    assert footing("hcl", "eval", "--at", "locals", "a/a.hcl").code == 1
    assert footing("hcl", "eval", "--at", "x", "bad.hcl", "b.hcl").code == 3
    assert footing("hcl", "eval", "--at", "x").code == 2


def test_eval_infinite_numbers(footing):
    """JSON has none: an error, unless the value is not shown anyway."""
    shown = ["1/0", "-1/0", "[1/0]", "toset([1/0])", "{a = {b = [2, 1/0]}}", "tomap({a = 1/0})"]
    for answer in lines(footing("hcl", "eval", "-", input="\n".join(shown).encode())):
        assert "infinite number" in answer["error"]["message"]
    hidden = lines(footing("hcl", "eval", "-", input=b"sensitive(1/0)\n[1/0, timestamp()]\n1 < 1/0"))
    assert [list(answer)[0] for answer in hidden] == ["sensitive", "unknown", "value"]


def test_eval_long_lines(footing):
    most = 1024 * 1024
    text = b'"' + b"x" * (most - 2) + b'"\n"' + b"x" * (most - 1) + b'"\n' + b"y" * 20 * most + b"\n7"
    done = footing("hcl", "eval", "-", input=text)
    whole, longer, long, last = lines(done)
    assert whole["value"] == "x" * (most - 2) and last["value"] == 7
    assert longer == long and "1048576 bytes" in long["error"]["message"]


def test_eval_unreadable_input(tmp_path):
    with open_folder(tmp_path) as folder:
        done = subprocess.run([FOOTING, "hcl", "eval", "-"], stdin=folder, capture_output=True)
    assert done.returncode == 3 and b"cannot read standard input" in done.stderr


def test_eval_does_not_keep_long_lines(tmp_path):
    size = 200 * 1024 * 1024
    with open(tmp_path / "zeros", "wb+") as zeros:
        zeros.truncate(size)
        process = subprocess.Popen([FOOTING, "hcl", "eval", "-"], stdin=zeros, stdout=subprocess.PIPE)
        assert b"1048576 bytes" in process.stdout.read()
        _, _, usage = os.wait4(process.pid, 0)
    assert usage.ru_maxrss * 1024 < size / 2


# ---- edit, from the command line -----------------------------------------------------------

def test_edit_shows_a_diff(footing, tree):
    folder = tree({"a.hcl": UNIT})
    before = contents(folder)
    done = footing("hcl", "edit", "a.hcl", "--set", 'terraform.source="b=c"', "--add", "inputs.y=2")
    assert done.code == 1
    assert done.out.startswith("--- a/a.hcl\n+++ b/a.hcl\n")
    assert '+  source = "b=c"\n' in done.out and "+  y = 2\n" in done.out
    assert contents(folder) == before


def test_edit_writes(footing, tree):
    folder = tree({"a.hcl": UNIT, "b.hcl": UNIT, "c.hcl": UNIT})
    done = footing("hcl", "edit", "a.hcl", "b.hcl", "--write", "--set", 'terraform.source = "b"',
                   "--rename", "inputs.x=xx", "--add-block", "=m \"n\" {\n  o = 1\n}", "--add", "m.n.p=[]",
                   "--add", "m.n.p[+]=1", "--remove", "m.n.o")
    assert (done.code, done.out, done.err) == (0, "", "")
    want = 'terraform {\n  source = "b"\n}\n\ninputs = {\n  xx = 1 # one\n}\n\nm "n" {\n  p = [1]\n}\n'
    assert contents(folder) == {"a.hcl": want.encode(), "b.hcl": want.encode(), "c.hcl": UNIT.encode()}


def test_edit_is_done_already(footing, tree):
    folder = tree({"a.hcl": UNIT})
    old = os.stat(folder / "a.hcl")
    done = footing("hcl", "edit", "a.hcl", "--write", "--set", 'terraform.source="a"', "--add", "inputs.x=1")
    assert (done.code, done.out, done.err) == (0, "", "")
    assert os.stat(folder / "a.hcl").st_mtime_ns == old.st_mtime_ns
    assert os.stat(folder / "a.hcl").st_ino == old.st_ino


def test_edit_all_or_nothing(footing, tree):
    folder = tree({"a.hcl": UNIT, "b.hcl": UNIT.replace("source", "src")})
    done = footing("hcl", "edit", "b.hcl", "a.hcl", "--write", "--set", "inputs.x=2", "--set", 'terraform.source="b"')
    assert done.code == 1
    assert "b.hcl: terraform.source" in done.err and "only src" in done.err
    assert contents(folder)["b.hcl"] == UNIT.replace("source", "src").encode()
    assert contents(folder)["a.hcl"] == UNIT.replace('"a"', '"b"').replace("x = 1", "x = 2").encode()


def test_edit_broken_and_missing(footing, tree):
    folder = tree({"a.hcl": UNIT, "bad.hcl": BROKEN})
    for name in ("bad.hcl", "missing.hcl"):
        done = footing("hcl", "edit", name, "a.hcl", "--write", "--set", "inputs.x=2")
        assert done.code == 3 and name in done.err
    assert contents(folder)["bad.hcl"] == BROKEN.encode()
    assert "x = 2" in (folder / "a.hcl").read_text()


def test_edit_tells_notes(footing, tree):
    folder = tree({"a.hcl": "inputs = merge({ x = 1 }, local.y)\n"})
    done = footing("hcl", "edit", "a.hcl", "--write", "--set", "inputs.x=2")
    assert done.code == 0 and "a.hcl: " in done.err and "local.y" in done.err
    assert (folder / "a.hcl").read_text() == "inputs = merge({ x = 2 }, local.y)\n"


def test_edit_keeps_mode_and_link(footing, tree):
    folder = tree({"real/a.hcl": UNIT})
    os.chmod(folder / "real/a.hcl", 0o640)
    os.symlink("real/a.hcl", folder / "link.hcl")
    assert footing("hcl", "edit", "link.hcl", "--write", "--set", "inputs.x=2").code == 0
    assert os.readlink(folder / "link.hcl") == "real/a.hcl"
    assert "x = 2" in (folder / "real/a.hcl").read_text()
    assert stat.S_IMODE(os.stat(folder / "real/a.hcl").st_mode) == 0o640
    assert sorted(p.name for p in (folder / "real").iterdir()) == ["a.hcl"]


def test_edit_keeps_odd_bytes(footing, tree):
    text = b'\xef\xbb\xbfa\t=  1\r\n# \xc3\xa4 \r\nb = {}   \n\n\n'
    folder = tree({"a.hcl": text})
    assert footing("hcl", "edit", "a.hcl", "--write", "--set", "a=2").code == 0
    assert (folder / "a.hcl").read_bytes() == text.replace(b"1\r", b"2\r")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_edit_may_not_write(footing, tree):
    folder = tree({"d/a.hcl": UNIT})
    os.chmod(folder / "d", 0o555)
    try:
        assert footing("hcl", "edit", "d/a.hcl", "--write", "--set", "inputs.x=2").code == 3
        assert (folder / "d/a.hcl").read_text() == UNIT
    finally:
        os.chmod(folder / "d", 0o755)


# ---- edit, by script -----------------------------------------------------------------------

def script(*edits):
    return "\n".join(e if isinstance(e, str) else json.dumps(e) for e in edits).encode()


def edit(file, op, address, value=None):
    return {"file": file, "op": op, "address": address, **({} if value is None else {"value": value})}


def test_script(footing, tree):
    folder = tree({"a.hcl": UNIT, "b.hcl": UNIT})
    edits = script(
        edit("a.hcl", "set", "terraform.source", '"b"'), "",
        edit("b.hcl", "add", "inputs.y", "2"),
        edit("a.hcl", "set", "inputs.x", "1"),
        edit("a.hcl", "set", "inputs.z", "1"),
        edit("a.hcl", "add-block", "", "m {\n}"),
        edit("a.hcl", "rename", "inputs.x", "xx"),
        edit("b.hcl", "remove", "inputs.x"))
    done = footing("hcl", "edit", "--script", "-", input=edits)
    assert done.code == 1
    assert contents(folder)["a.hcl"] == UNIT.encode()
    again = footing("hcl", "edit", "--script", "-", "--write", input=edits)
    assert again.code == 1 and again.out == done.out
    answers = lines(again)
    assert [a["status"] for a in answers] == ["done", "done", "unchanged", "refused", "done", "done", "done"]
    assert answers[0] == {"file": "a.hcl", "op": "set", "address": "terraform.source", "status": "done"}
    assert set(answers[3]) == {"file", "op", "address", "status", "reason"} and "no key z" in answers[3]["reason"]
    assert contents(folder) == {
        "a.hcl": b'terraform {\n  source = "b"\n}\n\ninputs = {\n  xx = 1 # one\n}\n\nm {\n}\n',
        "b.hcl": b'terraform {\n  source = "a"\n}\n\ninputs = {\n  y = 2\n}\n'}


def test_script_codes(footing, tree):
    tree({"a.hcl": UNIT, "s": script(edit("a.hcl", "set", "inputs.x", "2"))})
    assert footing("hcl", "edit", "--script", "s").code == 1
    assert footing("hcl", "edit", "--script", "s", "--write").code == 0
    assert footing("hcl", "edit", "--script", "s").code == 0
    assert footing("hcl", "edit", "--script", "-", input=b"").code == 0
    assert footing("hcl", "edit", "--script", "missing").code == 3


def test_script_notes(footing, tree):
    tree({"a.hcl": "inputs = merge({ x = 1 }, local.y)\n"})
    done = footing("hcl", "edit", "--script", "-", input=script(edit("a.hcl", "set", "inputs.x", "2")))
    assert "local.y" in lines(done)[0]["note"]


@pytest.mark.parametrize("bad", [
    "{", "[]", "1", '{"file": "a.hcl"}', '{"file": "a.hcl", "op": "sit", "address": "a", "value": "1"}',
    '{"file": "a.hcl", "op": "set", "address": "inputs.x"}', '{"file": "a.hcl", "op": "set", "address": "inputs.x", "value": 2}',
    '{"file": "a.hcl", "op": "set", "value": "2"}', '{"op": "set", "address": "inputs.x", "value": "2"}',
    '{"file": "a.hcl", "op": "set", "address": "inputs[", "value": "2"}',
    '{"file": "a.hcl", "op": "set", "address": "inputs.x", "value": "2 +"}',
])
def test_script_with_a_bad_line(footing, tree, bad):
    folder = tree({"a.hcl": UNIT})
    done = footing("hcl", "edit", "--script", "-", "--write", input=script(bad, edit("a.hcl", "set", "terraform.source", "null")))
    assert done.code == 1
    first, second = lines(done)
    assert (first["status"], second["status"]) == ("refused", "done") and first["reason"]
    assert (folder / "a.hcl").read_text() == UNIT.replace('"a"', "null")


def test_script_with_bad_files(footing, tree):
    folder = tree({"a.hcl": UNIT, "bad.hcl": BROKEN})
    edits = script(edit("bad.hcl", "set", "a", "2"), edit("a.hcl", "set", "inputs.x", "2"))
    done = footing("hcl", "edit", "--script", "-", "--write", input=edits)
    assert done.code == 3
    assert [a["status"] for a in lines(done)] == ["refused", "done"] and "line 2" in lines(done)[0]["reason"]
    done = footing("hcl", "edit", "--script", "-", "--write",
                   input=script(edit("missing.hcl", "set", "a", "2"), edit("a.hcl", "set", "inputs.x", "3")))
    assert done.code == 3
    assert [a["status"] for a in lines(done)] == ["refused", "done"]
    assert contents(folder)["bad.hcl"] == BROKEN.encode() and b"x = 3" in contents(folder)["a.hcl"]


def test_script_names_a_file_twice(footing, tree):
    """By different names it is one file all the same: the second write must not undo the first."""
    folder = tree({"a.hcl": UNIT})
    os.symlink("a.hcl", folder / "link.hcl")
    done = footing("hcl", "edit", "--script", "-", "--write", input=script(
        edit("a.hcl", "set", "inputs.x", "2"), edit("./a.hcl", "set", "terraform.source", "null"),
        edit("link.hcl", "add", "inputs.y", "3")))
    told = [a["status"] for a in lines(done)]
    text = (folder / "a.hcl").read_text()
    assert told == ["done", "done", "done"], done
    assert "x = 2" in text and "null" in text and "y = 3" in text


def test_script_of_many_files(footing, tree, tmp_path):
    """Files are edited one after the other; the answers are in the order of the lines."""
    tree({f"f{i}.hcl": UNIT for i in range(300)})
    edits = [{"file": f"f{i}.hcl", "op": "set", "address": address, "value": value}
             for address, value in (("inputs.x", "2"), ("terraform.source", '"b"'), ("inputs.none", "1"))
             for i in range(300)]
    script = "".join(json.dumps(edit) + "\n" for edit in edits).encode()
    done = footing("hcl", "edit", "--script", "-", "--write", input=script)
    assert done.code == 1
    answers = lines(done)
    assert [(a["file"], a["address"]) for a in answers] == [(e["file"], e["address"]) for e in edits]
    assert [a["status"] for a in answers] == ["done"] * 600 + ["refused"] * 300
    want = UNIT.replace("x = 1", "x = 2").replace('"a"', '"b"').encode()
    assert set(contents(tmp_path).values()) == {want}
