"""The encoder (BERT, post-layer-norm) with one linear head for all decisions over the mean of its tokens."""
import torch
from torch import nn
from torch.nn import functional as F

from dataset import INCIDENT, STANCE, TONE, TOPIC

HEADS = [len(INCIDENT), len(TOPIC), len(TONE), len(STANCE)]
POSITIONS = 128


class Layer(nn.Module):
    def __init__(self, hidden, heads, inner, epsilon, dropout):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(hidden, 3 * hidden)
        self.ao = nn.Linear(hidden, hidden)
        self.aln = nn.LayerNorm(hidden, epsilon)
        self.fi = nn.Linear(hidden, inner)
        self.fo = nn.Linear(inner, hidden)
        self.oln = nn.LayerNorm(hidden, epsilon)
        self.dropout = dropout

    def forward(self, x, mask):
        b, t, h = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, h // self.heads).permute(2, 0, 3, 1, 4)
        # Written out: the fused attention's backward pass takes half of a step on processors.
        a = (q @ k.transpose(2, 3)) * (h // self.heads) ** -0.5
        a = torch.softmax(a.float() + mask, -1).to(v.dtype) @ v
        a = a.transpose(1, 2).reshape(b, t, h)
        drop = lambda y: F.dropout(y, self.dropout, self.training)
        x = self.aln(x + drop(self.ao(a)))
        return self.oln(x + drop(self.fo(F.gelu(self.fi(x)))))


class Reader(nn.Module):
    def __init__(self, weights, kept, dropout=0.1):
        super().__init__()
        hidden = weights.hidden
        tensor = lambda name: torch.from_numpy(weights.tensor(name))
        words = tensor("emb.word").view(weights.vocabulary, hidden)[torch.from_numpy(kept).long()]
        self.words = nn.Embedding.from_pretrained(words, freeze=True)
        # The one token type is a constant: it goes into the positions.
        places = tensor("emb.pos").view(-1, hidden)[:POSITIONS] + tensor("emb.type").view(-1, hidden)[0]
        self.places = nn.Parameter(places)
        self.ln = nn.LayerNorm(hidden, weights.epsilon)
        self.ln.load_state_dict({"weight": tensor("emb.ln.w"), "bias": tensor("emb.ln.b")})
        self.layers = nn.ModuleList()
        for n in range(weights.layers):
            layer = Layer(hidden, weights.heads, weights.inner, weights.epsilon, dropout)
            get = lambda name, n=n: tensor(f"l{n}.{name}")
            state = {"qkv.weight": torch.cat([get(x + ".w").view(hidden, hidden) for x in "qkv"]),
                     "qkv.bias": torch.cat([get(x + ".b") for x in "qkv"])}
            for name in ("ao", "fi", "fo"):
                state[name + ".weight"] = get(name + ".w").view(getattr(layer, name).weight.shape)
                state[name + ".bias"] = get(name + ".b")
            for name in ("aln", "oln"):
                state[name + ".weight"], state[name + ".bias"] = get(name + ".w"), get(name + ".b")
            layer.load_state_dict(state)
            self.layers.append(layer)
        self.head = nn.Linear(hidden, sum(HEADS))
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)
        self.dropout = dropout

    def encode(self, ids, lengths):
        keep = torch.arange(ids.shape[1])[None] < lengths[:, None]
        x = self.ln(self.words(ids) + self.places[:ids.shape[1]])
        x = F.dropout(x, self.dropout, self.training)
        mask = torch.zeros(keep.shape).masked_fill(~keep, -1e9)[:, None, None]
        for layer in self.layers:
            x = layer(x, mask)
        keep = keep[..., None].to(x.dtype)
        return (x * keep).sum(1) / keep.sum(1)

    def forward(self, ids, lengths):
        pooled = self.encode(ids, lengths)
        return self.head(F.dropout(pooled, self.dropout, self.training)).float()
