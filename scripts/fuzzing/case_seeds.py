"""Seeds out of the cases: what they send, and what their answers give. A seed is
named by the id of its case, `server.chunked.size-hex-prefix`, with the variant
behind it and, for a response, the name of the answer:
`server.version.digits+two=refused`, where + stands for [ and ] is left out, so
that shells leave the name alone. Entries take parameters from the end of their
input; `_4` at the end says that so many octets were put there."""

import hashlib
from pathlib import Path

import yaml

from fuzzing.wire import Renderer, TooLong

LONGEST = 16 * 1024     # octets; what is larger makes every run slow

KINDS = ("request", "response", "both", "content", "case")

# Endings of an answer, which are not octets.
ENDS = ("fin", "reset", "deaf", "shifted", "dead")

Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def variants_of(case):
    """(suffix of the name, name, text) of each variant, or of the case."""
    variants = case.get("variants")
    if not variants:
        return [("", None, None)]
    return [("+" + name, name, text) for name, text in variants.items()]


def requests_of(case):
    """(suffix, octets): all that is sent, message behind message."""
    lists = [step["send"] for step in case["steps"]
             if isinstance(step, dict) and "send" in step]
    for suffix, _, text in variants_of(case):
        yield suffix, lists, text


def responses_of(case):
    """(suffix, octets): all that an answer gives."""
    for suffix, name, text in variants_of(case):
        for called, answer in case["answers"].items():
            if answer.get("variant", name) != name:
                continue
            lists = [[item for item in given if item not in ENDS]
                     for given in answer["gives"]]
            yield f"{suffix}={called}", lists, text


def cases_of(folder):
    """(dotted id, case) of each case, in the order of their ids."""
    for path in sorted(Path(folder).glob("*/*/*.yaml")):
        name = ".".join(path.relative_to(folder).with_suffix("").parts)
        yield name, path


def seeds_of(folder, kind):
    """{name: octets} for entries that are fed with `kind`. Of seeds that are
    the same octet by octet the first stays."""
    if kind not in KINDS:
        return {}
    seeds, known = {}, set()
    for name, path in cases_of(folder):
        for suffix, octets in octets_of(path, kind):
            if octets and len(octets) <= LONGEST and octets not in known:
                known.add(octets)
                seeds[name + suffix] = octets
    return seeds


def with_parameters(seeds, length):
    """The same seeds with so many octets behind them: zeros, or those that the
    name chooses."""
    longer = {}
    for name, octets in seeds.items():
        chosen = hashlib.sha1(f"{name} {length}".encode()).digest()
        tail = chosen[:length] if chosen[-1] % 2 else bytes(length)
        longer[f"{name}_{length}"] = octets + tail
    return longer


def content_of(octets):
    """What is behind the head of a message that is said to be chunked."""
    head, _, content = octets.partition(b"\r\n\r\n")
    return content if b"chunked" in head.lower() else b""


def octets_of(path, kind):
    """(suffix, octets) of each seed of that kind that a case gives."""
    text = path.read_bytes()
    if kind == "case":
        yield "", text
        return
    case = yaml.load(text, Loader=Loader)
    messages = [] if kind == "response" else list(requests_of(case))
    if kind in ("response", "both"):
        messages += responses_of(case)
    for suffix, lists, variant in messages:
        renderer = Renderer(variant, LONGEST)
        try:
            octets = b"".join(renderer.render(each) for each in lists)
        except TooLong:
            continue
        yield suffix, content_of(octets) if kind == "content" else octets
