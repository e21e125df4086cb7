"""A few soft bars, other ones for each seed, from the standard library only."""

import array
import math
import random
import wave
from dataclasses import dataclass
from pathlib import Path

RATE = 16000
LEVEL = 0.199  # root mean square that a listener hears at about -16 LUFS
PEAK = 0.8

PROGRESSIONS = (
    ((0, 4, 7), (9, 12, 16), (5, 9, 12), (7, 11, 14)),
    ((0, 4, 7), (5, 9, 12), (9, 12, 16), (7, 11, 14)),
    ((9, 12, 16), (5, 9, 12), (0, 4, 7), (7, 11, 14)),
    ((0, 4, 11), (4, 7, 11), (5, 9, 16), (7, 12, 14)),
    ((2, 5, 9), (7, 11, 14), (0, 4, 7), (9, 12, 16)),
)
PATTERNS = (
    (0, 1, 2, 3, 2, 1),
    (0, 2, 1, 3, 1, 2, 3, 2),
    (0, 2, 3, 2),
    (3, 2, 1, 0, 1, 2),
    (0, 1, 3, 2, 3, 1),
)


@dataclass(frozen=True)
class Instrument:
    name: str
    harmonics: tuple[tuple[float, float, float], ...]  # multiple, strength, decay per second


INSTRUMENTS = (
    Instrument("kalimba", ((1, 1.0, 3.0), (2.0, 0.25, 6.0), (5.4, 0.12, 16.0))),
    Instrument("marimba", ((1, 1.0, 4.2), (3.9, 0.22, 12.0))),
    Instrument("piano", ((1, 1.0, 2.4), (2, 0.4, 3.4), (3, 0.16, 5.0), (4, 0.08, 7.0))),
    Instrument("harpe", ((1, 1.0, 1.9), (2, 0.5, 3.2), (3, 0.22, 4.4))),
)


def compose(path: Path, *, seconds: float, seed: int) -> str:
    """Write the music as a WAV file; return the name of the instrument."""
    chance = random.Random(seed * 7919 + 17)
    instrument = chance.choice(INSTRUMENTS)
    pattern = chance.choice(PATTERNS)
    chords = chance.choice(PROGRESSIONS)
    root = 220 * 2 ** (chance.choice((-2, 0, 2, 3, 5)) / 12)
    bar = chance.choice((2.0, 2.2, 2.4))

    mixed = [0.0] * (int(seconds * RATE) + 1)
    notes: dict[int, list[float]] = {}
    for number in range(math.ceil(seconds / bar)):
        chord = chords[number % len(chords)]
        tones = (*chord, chord[0] + 12)
        _add(mixed, _pad(root, chord, bar), number * bar)
        for step, degree in enumerate(pattern):
            tone = tones[degree] + (12 if chance.random() < 0.15 else 0)
            if tone not in notes:
                notes[tone] = _note(instrument, 2 * root * 2 ** (tone / 12))
            _add(mixed, notes[tone], number * bar + step * bar / len(pattern))
    _write(path, _levelled(mixed))
    return instrument.name


def _note(instrument: Instrument, pitch: float) -> list[float]:
    length = int(1.2 * RATE)
    total = [0.0] * length
    for multiple, strength, decay in instrument.harmonics:
        turn = 2 * math.pi * pitch * multiple / RATE
        fade = math.exp(-decay / RATE)
        # A decaying sine is its two last values combined: no sine to compute.
        first, second = 0.0, strength * fade * math.sin(turn)
        keep, lose = 2 * fade * math.cos(turn), fade * fade
        for index in range(length):
            total[index] += first
            first, second = second, keep * second - lose * first
    attack, release = int(0.004 * RATE), int(0.25 * RATE)
    for index in range(attack):
        total[index] *= index / attack
    for index in range(release):
        total[-1 - index] *= index / release
    return total


def _pad(root: float, chord: tuple[int, ...], bar: float) -> list[float]:
    length = int(bar * 1.15 * RATE)
    swell = [0.16 * math.sin(math.pi * index / length) ** 2 for index in range(length)]
    total = [0.0] * length
    for tone in chord:
        turn = 2 * math.pi * root * 2 ** (tone / 12) / RATE
        first, second, keep = 0.0, math.sin(turn), 2 * math.cos(turn)
        for index in range(length):
            total[index] += first
            first, second = second, keep * second - first
    return [value * strength for value, strength in zip(total, swell, strict=True)]


def _add(mixed: list[float], notes: list[float], start: float) -> None:
    begin = int(start * RATE)
    under = mixed[begin : begin + len(notes)]
    mixed[begin : begin + len(under)] = [a + b for a, b in zip(under, notes, strict=False)]


def _levelled(mixed: list[float]) -> list[float]:
    loud = math.sqrt(sum(value * value for value in mixed) / len(mixed))
    return [PEAK * math.tanh(value * LEVEL / loud / PEAK) for value in mixed]


def _write(path: Path, mixed: list[float]) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(array.array("h", [int(32767 * value) for value in mixed]).tobytes())
