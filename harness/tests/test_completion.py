"""The completion of assay in bash and zsh, as the shells ask for it."""

import re
import shutil
import subprocess

import pytest

from servers import kit

BASH = """\
source "$1"
shift
complete -p assay
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_assay "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
printf '%s\\n' "${COMPREPLY[@]}"
"""

# The builtins and functions that work in completion only write what they are
# asked for; compset takes "--name=" off PREFIX as the real one does.
ZSH = """\
file=$1
shift
words=("$@")
CURRENT=$#
PREFIX=${words[CURRENT]}
IPREFIX=
compadd() { shift; print -l -- "$@" }
_files() { print -- files "$@" }
_multi_parts() { print -l -- ${=${2//[()]/ }} }
_describe() { print -l -- ${(P)2} }
compset() {
	[[ $PREFIX == --*=* ]] || return 1
	IPREFIX=${PREFIX%%=*}=
	PREFIX=${PREFIX#*=}
}
source $file
"""


def output(*command, **options):
    return subprocess.run(command, stdout=subprocess.PIPE, text=True,
                          check=True, **options).stdout


@pytest.fixture
def bash(program, tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file.yaml").touch()

    def complete(*words):
        done = subprocess.run(
            ["bash", "--norc", "-c", BASH, "bash",
             kit.find("harness/completion/assay.bash"), program, *words],
            capture_output=True, text=True, cwd=tmp_path, check=False)
        assert (done.returncode, done.stderr) == (0, "")
        first, *words = done.stdout.splitlines()
        assert first == "complete -F _assay assay"
        return words

    return complete


@pytest.fixture
def zsh(program, tmp_path):
    if not shutil.which("zsh"):
        pytest.skip("no zsh here")

    def complete(*words):
        done = subprocess.run(
            ["zsh", "-f", "-c", ZSH, "zsh",
             kit.find("harness/completion/_assay"), program, *words],
            capture_output=True, text=True, cwd=tmp_path, check=False)
        assert done.stderr == ""
        return done.stdout.splitlines()

    return complete


def commands(program):
    return re.findall(r"^  (\S+) ", output(program, "help"), re.M)


def options(program, command):
    """Those that the manual has an entry for."""
    told = output(program, "help", command)
    terms = re.findall(r"^  (-.*)$", told, re.M)
    names = {name for term in terms
             for name in re.findall(r"(?:^|, )(--?[\w-]+)", term)}
    return names | {"--help"}


def names(rows):
    """Of zsh's "name:description" rows."""
    return {row.partition(":")[0] for row in rows}


def test_bash_offers_each_command_and_option(bash, program):
    assert set(bash("")) == {*commands(program), "--help", "--version"}
    for command in commands(program):
        found = set(bash(command, "-"))
        assert found == options(program, command), command


def test_zsh_offers_each_command_and_option(zsh, program):
    assert names(zsh("")) == {*commands(program), "--help", "--version"}
    for command in commands(program):
        assert names(zsh(command, "-")) == options(program, command), command


def test_zsh_finds_the_function(zsh):
    folder = kit.find("harness/completion/_assay").parent
    assert output("zsh", "-f", "-c", """
        fpath=($1 $fpath)
        autoload -Uz compinit
        compinit -D -u
        print -- ${_comps[assay]}
        """, "zsh", folder) == "_assay\n"


@pytest.mark.parametrize("words, offered", [
    (["ru"], ["run"]),
    (["run", "--lev"], ["--level"]),
    (["run", "--level", ""], ["must", "should", "may", "hardening"]),
    (["run", "--level", "=", "sh"], ["should"]),
    (["run", "--level", "="], ["must", "should", "may", "hardening"]),
    (["list", "--tag", "smug"], ["smuggling"]),
    (["run", "--fail-on", "s"], ["should", "split-variance", "slow",
                                 "smuggling"]),
    (["run", "--seed", ""], []),
    (["run", "--cases", ""], ["folder"]),
    (["run", "--target", "f"], ["file.yaml", "folder"]),
    (["lint", "fi"], ["file.yaml"]),
    # What follows a flag is no value of it.
    (["run", "--quiet", "server/chunked/size-hex-p"],
     ["server/chunked/size-hex-prefix"]),
    (["explain", "ser"], ["server/"]),
    (["explain", "server/chun"], ["server/chunked/"]),
    (["help", "expl"], ["explain"]),
    (["coverage", "--role", "c"], ["client", "cache"]),
    (["unknown", "-"], []),
])
def test_bash(bash, words, offered):
    assert sorted(word for word in bash(*words) if word) == sorted(offered)


@pytest.mark.parametrize("words, offered", [
    (["run", "--level", ""], ["must", "should", "may", "hardening"]),
    (["run", "--level="], ["must", "should", "may", "hardening"]),
    (["run", "--seed", ""], []),
    (["run", "--cases", ""], ["files -/"]),
    (["run", "--target", "f"], ["files"]),
    (["unknown", ""], []),
])
def test_zsh(zsh, words, offered):
    assert [word for word in zsh(*words) if word] == offered


def test_zsh_knows_cases_and_tags(zsh):
    assert "server/chunked/size-hex-prefix" in zsh("explain", "")
    assert "smuggling" in zsh("run", "--tag", "")


def test_names_of_targets_and_sets(bash, zsh):
    for complete in (bash, zsh):
        found = complete("targets", "")
        assert {"nginx", "haproxy", "ci", "standard"} <= set(found)
