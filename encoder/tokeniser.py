"""The tokeniser: whole words of a closed vocabulary, as a tokenizer.json that JavaScript reads to the same ids.

It is written as WordPiece without any continuation piece, which is the same as a list of words: the JavaScript package
finds the unknown token of that model in the file itself, and of no plain word list.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

CONTEXT = 24
PAD, UNKNOWN = 0, 1
SMALL_WORDS = ("a", "an", "and", "for", "from", "in", "is", "of", "on", "or", "s", "that", "the", "this", "to", "with")


def make_tokeniser(texts: list[str]) -> Tokenizer:
    """Every word of the texts and every small word, in alphabetical order after [PAD] and [UNK]."""
    tokeniser = Tokenizer(models.WordPiece({"[PAD]": PAD, "[UNK]": UNKNOWN}, unk_token="[UNK]"))
    splits_camel_case = normalizers.Replace(Regex(r"(?<=[a-z])(?=[A-Z])"), " ")
    tokeniser.normalizer = normalizers.Sequence(
        [normalizers.NFD(), normalizers.StripAccents(), splits_camel_case, normalizers.Lowercase()]
    )
    tokeniser.pre_tokenizer = pre_tokenizers.Split(Regex(r"[^\p{L}\p{N}]+"), "removed")
    words = {
        word
        for text in (*texts, *SMALL_WORDS)
        for word, _ in tokeniser.pre_tokenizer.pre_tokenize_str(tokeniser.normalizer.normalize_str(text))
    }
    vocabulary = {word: i for i, word in enumerate(["[PAD]", "[UNK]", *sorted(words)])}
    tokeniser.model = models.WordPiece(vocabulary, unk_token="[UNK]")
    return tokeniser


def load_tokeniser(path: Path) -> Tokenizer:
    return Tokenizer.from_file(str(path))


def ids_of(tokeniser: Tokenizer, texts: list[str]) -> np.ndarray:
    """int64 [n, CONTEXT]: longer texts cut, shorter ones padded at the end."""
    rows = np.full((len(texts), CONTEXT), PAD, np.int64)
    for row, encoding in zip(rows, tokeniser.encode_batch(texts)):
        ids = encoding.ids[:CONTEXT]
        row[: len(ids)] = ids
    return rows


def known_share(tokeniser: Tokenizer, text: str) -> float:
    """Known words over all words that are read, small words in neither; 0 where no word is left."""
    encoding = tokeniser.encode(text)
    small = {tokeniser.token_to_id(word) for word in SMALL_WORDS}
    content = [i for i in encoding.ids[:CONTEXT] if i not in small]
    return sum(i != UNKNOWN for i in content) / len(content) if content else 0.0
