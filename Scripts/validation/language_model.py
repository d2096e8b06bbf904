"""A small recurrent language model of bytes: gated recurrences that mix two neighbouring inputs (quasi-recurrent networks,
Bradbury et al. 2017), two layers, about 412,000 parameters; quick on one core, since only the recurrence is sequential.
"""

import math
import random

import torch
from torch import nn
from torch.nn import functional

START = 256
WIDTH, HIDDEN, LAYERS = 128, 192, 2
STREAMS, STEPS = 16, 32
RATE, WARM_UP = 4e-3, 50
DESCRIPTION = (
    f"quasi-recurrent, {LAYERS} layers of {HIDDEN}, width {WIDTH}, {STREAMS} streams of {STEPS} bytes, AdamW at {RATE}")


class Recurrence(torch.autograd.Function):
    """c[t] = f[t]·c[t−1] + v[t] from c[−1] = 0, over the first dimension."""

    @staticmethod
    def forward(context, forget, value):
        out = torch.empty_like(value)
        out[0] = value[0]
        for at in range(1, len(value)):
            torch.addcmul(value[at], forget[at], out[at - 1], out=out[at])
        context.save_for_backward(forget, out)
        return out

    @staticmethod
    def backward(context, gradient):
        forget, out = context.saved_tensors
        values = torch.empty_like(gradient)
        values[-1] = gradient[-1]
        for at in range(len(gradient) - 2, -1, -1):
            torch.addcmul(gradient[at], forget[at + 1], values[at + 1], out=values[at])
        forgets = torch.zeros_like(forget)
        torch.mul(values[1:], out[:-1], out=forgets[1:])
        return forgets, values


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm = nn.LayerNorm(WIDTH)
        self.gates = nn.Linear(2 * WIDTH, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, WIDTH)
        with torch.no_grad():
            self.gates.bias[:HIDDEN] = torch.linspace(-1, 4, HIDDEN)

    def forward(self, inputs, state):
        last, carried = state
        normal = self.norm(inputs).to(torch.bfloat16)
        both = torch.cat([torch.cat([last[None], normal[:-1]]), normal], -1)
        forget, value, gate = self.gates(both).float().chunk(3, -1)
        forget = torch.sigmoid(forget)
        value = torch.tanh(value) * (1 - forget)
        value = torch.cat([value[:1] + forget[:1] * carried, value[1:]])
        cells = Recurrence.apply(forget, value)
        return inputs + self.out(cells * torch.sigmoid(gate)), (normal[-1].detach(), cells[-1].detach())


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(START + 1, WIDTH)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.norm = nn.LayerNorm(WIDTH)
        self.out = nn.Linear(WIDTH, START + 1)

    def forward(self, inputs, states=None):
        """Logits of shape (steps, streams, symbols) after inputs of shape (steps, streams), and states to go on from."""
        streams = inputs.shape[1]
        if states is None:
            states = [
                (torch.zeros(streams, WIDTH, dtype=torch.bfloat16), torch.zeros(streams, HIDDEN)) for _ in self.layers]
        hidden, following = self.embedding(inputs), []
        for layer, state in zip(self.layers, states):
            hidden, state = layer(hidden, state)
            following.append(state)
        return self.out(self.norm(hidden)), following


def make(seed):
    torch.manual_seed(seed)
    return Model()


def reduced():
    return torch.autocast("cpu", dtype=torch.bfloat16)


def streams_of(documents, chance):
    """Shuffled documents, each behind a start symbol, laid end to end and cut into streams."""
    shuffled = chance.sample(documents, len(documents))
    symbols = torch.tensor([symbol for document in shuffled for symbol in (START, *document)])
    length = len(symbols) // STREAMS
    return symbols[:length * STREAMS].view(STREAMS, length).t().contiguous()


def train(model, documents, passes, seed, rate=RATE):
    """Trains a model in place, in other orders of the documents each pass; the loss of the last pass in bits per byte."""
    chance = random.Random(seed)
    optimizer = torch.optim.AdamW(model.parameters(), lr=rate, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    steps_of_pass = (sum(map(len, documents)) + len(documents)) // STREAMS // STEPS
    step, losses = 0, []
    for _ in range(passes):
        symbols, states, losses = streams_of(documents, chance), None, []
        for at in range(0, len(symbols) - STEPS, STEPS):
            share = min(1, step / (passes * steps_of_pass))
            for group in optimizer.param_groups:
                group["lr"] = rate * min(1, (step + 1) / WARM_UP) * (0.5 + 0.5 * math.cos(math.pi * share))
            with reduced():
                logits, states = model(symbols[at:at + STEPS], states)
            wanted = symbols[at + 1:at + STEPS + 1]
            loss = functional.cross_entropy(logits.float().reshape(-1, START + 1), wanted.reshape(-1))
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            losses.append(loss.item())
            step += 1
    return sum(losses) / len(losses) / math.log(2)


def loss(model, documents, length=1024):
    """Mean bits per byte of documents, each cut into pieces that are predicted from their own beginning only."""
    pieces = [document[at:at + length] for document in documents for at in range(0, len(document), length)]
    symbols = torch.full((length + 1, len(pieces)), -1)
    for column, piece in enumerate(pieces):
        symbols[0, column] = START
        symbols[1:len(piece) + 1, column] = torch.tensor(list(piece))
    with torch.no_grad(), reduced():
        logits, _ = model(symbols[:-1].clamp(min=0))
        # The start symbol stands before documents only, and is none of the bytes that could follow.
        logits = logits.float()[..., :START]
    total = functional.cross_entropy(logits.reshape(-1, START), symbols[1:].reshape(-1), ignore_index=-1)
    return total.item() / math.log(2)
