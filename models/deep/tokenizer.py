"""SentencePiece unigram (Kudo 2018) as the encoder was trained with it: map code points, fold runs of
spaces, put the mark in front and for each space, then the most likely path over the pieces. The
program's own reader of the vocabulary is nlp/pieces.h; both give the same ids."""

MARK = "▁"
UNKNOWN_PENALTY = 10.0


class Tokenizer:
    def __init__(self, pieces, scores, charmap, unk):
        """pieces: bytes, in the order of their ids; the specials among them are never matched."""
        self.unk = unk
        self.charmap = charmap
        self.table = {}
        for i, piece in enumerate(pieces):
            if piece.startswith(b"<") and piece.endswith(b">") and i < 8 or not piece:
                continue
            self.table.setdefault(piece.decode("utf-8", "replace"), (i, float(scores[i])))
        self.longest = max(map(len, self.table))
        self.unknown = float(min(s for _, s in self.table.values())) - UNKNOWN_PENALTY

    def normalise(self, text):
        text = "".join(self.charmap.get(ord(c), c) for c in text)
        return MARK + MARK.join(text.split(" ")) if (text := " ".join(text.split())) else ""

    def word(self, word):
        """The ids of one word that begins with the mark: no piece crosses a mark."""
        n = len(word)
        best = [0.0] + [-1e30] * n
        back = [(0, 0)] * (n + 1)
        for i in range(n):
            for j in range(i + 1, min(n, i + self.longest) + 1):
                found = self.table.get(word[i:j])
                if found:
                    score = best[i] + found[1]
                elif j == i + 1:
                    found, score = (self.unk, 0), best[i] + self.unknown
                else:
                    continue
                if score > best[j]:
                    best[j], back[j] = score, (i, found[0])
        ids, at = [], n
        while at:
            at, piece = back[at]
            ids.append(piece)
        ids.reverse()
        # Runs of unknown characters are one unknown piece, as in SentencePiece.
        return [p for k, p in enumerate(ids) if p != self.unk or k == 0 or ids[k - 1] != self.unk]

    def ids(self, text, cache={}):
        out = []
        for word in self.normalise(text).split(MARK)[1:]:
            found = cache.get(word)
            if found is None:
                found = cache[word] = self.word(MARK + word)
            out += found
        return out
