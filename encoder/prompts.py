"""Prompts for the kinds of images the training sets label, and which kinds each prompt is true of.

A prompt joins one to four phrases that are true of a kind, in the order `<modality> <part> <view> <age> <condition>` or
shuffled, bare or in plain language. Dropped parts make it true of more kinds: "x-ray" is true of every x-ray.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lexicon import KINDS, PHRASES

Kind = tuple[str, str, str]
PARTS = ((1, 0.4), (2, 0.3), (3, 0.2), (4, 0.1))
LINKS = (("",), ("of", "of the", "of a", "showing", ""), ("", "in"), ("of a", "in a", "from a", "of an", ""),
         ("with", "showing", "and", "", "that shows"))  # fmt: skip
OPENINGS = ("", "", "", "a", "an", "the", "image of", "picture of", "an image of a", "a picture of", "this is a")
CLOSINGS = ("", "", "", "", "image", "images", "picture", "view", "patient")
# The prompt a person would write by the book, for each label of a set that zero_shot.py measures.
BASE_FORMS = {
    "mednist": {
        "AbdomenCT": "CT abdomen axial",
        "BreastMRI": "MRI breast axial",
        "CXR": "x-ray chest anteroposterior",
        "ChestCT": "CT chest axial",
        "Hand": "x-ray hand",
        "HeadCT": "CT head axial",
    },
    "bccd-blood": {
        "RBC": "light microscopy blood smear red blood cell",
        "WBC": "light microscopy blood smear white blood cell",
        "Platelets": "light microscopy blood smear platelet",
    },
    "kermany-cxr": {
        "NORMAL": "x-ray chest anteroposterior normal",
        "PNEUMONIA": "x-ray chest anteroposterior pneumonia",
    },
    "nih-cxr-sample": {
        "No_findings": "x-ray chest anteroposterior no finding",
        "Pneumonia": "x-ray chest anteroposterior pneumonia",
    },
}
# Sensible wordings that are never among the training prompts; some hold words that are not known.
UNUSUAL = {
    "mednist": {
        "AbdomenCT": "belly seen in a transverse tomography slice",
        "BreastMRI": "magnetic resonance picture of the mammary gland",
        "CXR": "plain film, thorax of an adult",
        "ChestCT": "tomography: lungs",
        "Hand": "hand bones x ray",
        "HeadCT": "skull and brain, CAT scan",
    },
    "bccd-blood": {
        "RBC": "single erythrocyte under the microscope",
        "WBC": "one stained leukocyte, blood film",
        "Platelets": "tiny thrombocytes in a smear",
    },
    "kermany-cxr": {"NORMAL": "lung x-ray without finding", "PNEUMONIA": "chest radiograph pneumonia child"},
    "nih-cxr-sample": {"No_findings": "lung x-ray without finding", "Pneumonia": "chest radiograph pneumonia adult"},
}


@dataclass(frozen=True)
class Phrase:
    rank: int
    text: str
    tags: frozenset[str]


@dataclass(frozen=True)
class Prompt:
    text: str
    tags: frozenset[str]


def phrases() -> list[Phrase]:
    return [
        Phrase(rank, text.strip(), frozenset(tags.split()))
        for rank, tags, texts in PHRASES
        for text in texts.split(";")
    ]


def true_of(kind: Kind) -> frozenset[str]:
    return frozenset(KINDS[kind][0].split())


def unlabelled(kind: Kind) -> frozenset[str]:
    return frozenset(KINDS[kind][1].split())


def relation(tags: frozenset[str], kind: Kind) -> int:
    """1 where the prompt's tags are all true of the kind, -1 where one is false, 0 where nobody knows."""
    rest = tags - true_of(kind)
    return 1 if not rest else 0 if rest <= unlabelled(kind) else -1


def kind_shares() -> np.ndarray:
    """How often each kind is drawn [kinds]: a set with many kinds more often than one with few, by the root."""
    sets = [kind[0] for kind in KINDS]
    weights = np.array([1 / np.sqrt(sets.count(name)) for name in sets])
    return weights / weights.sum()


def choose(rng: np.random.Generator, usable: list[list[Phrase]], parts: int) -> list[Phrase]:
    """Up to `parts` phrases, each of which adds a tag; `usable` holds one list of synonyms a set of tags."""
    chosen: list[Phrase] = []
    for group in rng.permutation(len(usable)):
        said = frozenset().union(*(p.tags for p in chosen))
        if usable[group][0].tags <= said:
            continue
        chosen.append(usable[group][rng.integers(len(usable[group]))])
        if len(chosen) == parts:
            break
    return chosen


def worded(rng: np.random.Generator, chosen: list[Phrase]) -> str:
    """Half in base order, a quarter shuffled, a quarter in plain language."""
    style = rng.random()
    order = sorted(chosen, key=lambda p: p.rank)
    if style < 0.5:
        return " ".join(p.text for p in order)
    if style < 0.75:
        return " ".join(chosen[i].text for i in rng.permutation(len(chosen)))
    words = [OPENINGS[rng.integers(len(OPENINGS))], order[0].text]
    for phrase in order[1:]:
        links = LINKS[phrase.rank]
        words += [links[rng.integers(len(links))], phrase.text]
    words.append(CLOSINGS[rng.integers(len(CLOSINGS))])
    return " ".join(word for word in words if word)


def make_prompts(rng: np.random.Generator, count: int) -> list[Prompt]:
    """Prompts spread over the kinds by kind_shares; the bare phrases of the lexicon are always among them."""
    groups: dict[frozenset[str], list[Phrase]] = {}
    for phrase in phrases():
        groups.setdefault(phrase.tags, []).append(phrase)
    usable = [[group for tags, group in groups.items() if tags <= true_of(kind)] for kind in KINDS]
    made = [Prompt(p.text, p.tags) for p in phrases()]
    kept_out = {text.lower() for texts in UNUSUAL.values() for text in texts.values()}
    (sizes, shares), of_kinds = zip(*PARTS), kind_shares()
    while len(made) < count:
        kind = int(rng.choice(len(usable), p=of_kinds))
        chosen = choose(rng, usable[kind], int(rng.choice(sizes, p=shares)))
        prompt = Prompt(worded(rng, chosen), frozenset().union(*(p.tags for p in chosen)))
        if prompt.text.lower() not in kept_out:
            made.append(prompt)
    return made


def relations(prompts: list[Prompt]) -> np.ndarray:
    """int8 [prompts, kinds]: 1 true, -1 false, 0 unknown; kinds in the order of KINDS."""
    table = {tags: [relation(tags, kind) for kind in KINDS] for tags in {p.tags for p in prompts}}
    return np.array([table[p.tags] for p in prompts], np.int8)
